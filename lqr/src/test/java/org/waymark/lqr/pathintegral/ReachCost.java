package org.waymark.lqr.pathintegral;

import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/**
 * Bring point masses to rest at the origin; and, if there is a cliff, pay dearly where the first of them ends below an edge.
 *
 * <p>The cliff is in no derivative, only in the value.
 *
 * @param state ½ weight of the state at each step
 * @param control ½ weight of the controls
 * @param position ½ weight of the final positions
 * @param velocity ½ weight of the final velocities
 * @param cliff what it costs to end below the edge
 * @param edge where the edge is
 */
record ReachCost(double state, double control, double position, double velocity, double cliff, double edge)
        implements Cost {
    @Override
    public double running(double[] x, double[] u, int t) {
        double sum = 0;
        for (double v : u) {
            sum += 0.5 * control * v * v;
        }
        for (double v : x) {
            sum += 0.5 * state * v * v;
        }
        return sum;
    }

    @Override
    public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
        into.addValue(weight * running(x, u, t));
        for (int i = 0; i < x.length + u.length; i++) {
            double w = weight * (i < x.length ? state : control);
            into.addGradient(i, w * (i < x.length ? x[i] : u[i - x.length]));
            into.addHessian(i, i, w);
        }
    }

    @Override
    public double terminal(double[] x) {
        double sum = x[0] < edge ? cliff : 0;
        for (int i = 0; i < x.length; i++) {
            sum += 0.5 * weight(x, i) * x[i] * x[i];
        }
        return sum;
    }

    @Override
    public void expandTerminal(double[] x, double weight, StageExpansion into) {
        into.addValue(weight * terminal(x));
        for (int i = 0; i < x.length; i++) {
            into.addGradient(i, weight * weight(x, i) * x[i]);
            into.addHessian(i, i, weight * weight(x, i));
        }
    }

    private double weight(double[] x, int i) {
        return i < x.length / 2 ? position : velocity;
    }
}
