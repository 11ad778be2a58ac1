package org.waymark.gps.planning;

import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/**
 * A cost for T steps, in longer episodes: from step T on it is what it was in step T − 1.
 *
 * @param cost defined for t = 0…T−1
 * @param steps T
 */
record LastingCost(Cost cost, int steps) implements Cost {
    private int known(int t) {
        return Math.min(t, steps - 1);
    }

    @Override
    public double running(double[] state, double[] control, int t) {
        return cost.running(state, control, known(t));
    }

    @Override
    public double terminal(double[] state) {
        return cost.terminal(state);
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        cost.expandRunning(state, control, known(t), weight, into);
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        cost.expandTerminal(state, weight, into);
    }
}
