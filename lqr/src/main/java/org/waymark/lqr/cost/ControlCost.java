package org.waymark.lqr.cost;

import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/** The effort ½ Σ w_i u_i², at every time step. */
public final class ControlCost implements Cost {
    private final double[] weights;

    /** @param weights [m], ≥ 0; not modified, not kept */
    public ControlCost(double[] weights) {
        Require.nonNegative("control cost: weights", weights);
        this.weights = weights.clone();
    }

    @Override
    public double running(double[] state, double[] control, int t) {
        Require.length("control cost: control", control.length, weights.length);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * control[i] * control[i];
        }
        return 0.5 * sum;
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        into.addValue(weight * running(state, control, t));
        for (int i = 0; i < weights.length; i++) {
            int at = state.length + i;
            into.addGradient(at, weight * weights[i] * control[i]);
            into.addHessian(at, at, weight * weights[i]);
        }
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        // There is no control at x_T.
    }
}
