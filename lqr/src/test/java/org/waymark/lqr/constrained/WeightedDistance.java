package org.waymark.lqr.constrained;

import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/** ½ Σ q_i (x_i − goal_i)² + ½ Σ r_j (u_j − rest_j)², and ½ Σ w_i (x_i − goal_i)² at the end. */
record WeightedDistance(double[] q, double[] goal, double[] r, double[] rest, double[] last) implements Cost {
    @Override
    public double running(double[] state, double[] control, int t) {
        return sum(q, state, goal) + sum(r, control, rest);
    }

    @Override
    public double terminal(double[] state) {
        return sum(last, state, goal);
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        into.addValue(weight * running(state, control, t));
        expand(q, state, goal, 0, weight, into);
        expand(r, control, rest, state.length, weight, into);
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        into.addValue(weight * terminal(state));
        expand(last, state, goal, 0, weight, into);
    }

    private static double sum(double[] w, double[] y, double[] at) {
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += 0.5 * w[i] * (y[i] - at[i]) * (y[i] - at[i]);
        }
        return sum;
    }

    private static void expand(double[] w, double[] y, double[] at, int first, double weight, StageExpansion into) {
        for (int i = 0; i < w.length; i++) {
            into.addGradient(first + i, weight * w[i] * (y[i] - at[i]));
            into.addHessian(first + i, first + i, weight * w[i]);
        }
    }
}
