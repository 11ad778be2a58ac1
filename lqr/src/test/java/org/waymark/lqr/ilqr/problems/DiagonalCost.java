package org.waymark.lqr.ilqr.problems;

import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/** ½Σ q_i (x_i − goal_i)² + ½Σ r_j u_j² at each step, ½Σ f_i (x_i − goal_i)² at the end. */
public record DiagonalCost(double[] goal, double[] q, double[] r, double[] f) implements Cost {
    @Override
    public double running(double[] x, double[] u, int t) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += r[i] * u[i] * u[i];
        }
        return 0.5 * (sum + distance(x, q));
    }

    @Override
    public double terminal(double[] x) {
        return 0.5 * distance(x, f);
    }

    private double distance(double[] x, double[] weight) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double d = x[i] - goal[i];
            sum += weight[i] * d * d;
        }
        return sum;
    }

    @Override
    public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
        int n = x.length;
        expandState(x, q, weight, into);
        for (int i = 0; i < u.length; i++) {
            into.addValue(0.5 * weight * r[i] * u[i] * u[i]);
            into.addGradient(n + i, weight * r[i] * u[i]);
            into.addHessian(n + i, n + i, weight * r[i]);
        }
    }

    @Override
    public void expandTerminal(double[] x, double weight, StageExpansion into) {
        expandState(x, f, weight, into);
    }

    private void expandState(double[] x, double[] w, double weight, StageExpansion into) {
        for (int i = 0; i < x.length; i++) {
            double d = x[i] - goal[i];
            into.addValue(0.5 * weight * w[i] * d * d);
            into.addGradient(i, weight * w[i] * d);
            into.addHessian(i, i, weight * w[i]);
        }
    }
}
