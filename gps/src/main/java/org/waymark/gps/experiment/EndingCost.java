package org.waymark.gps.experiment;

import java.util.function.Predicate;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/**
 * A cost that charges nothing once an episode has ended.
 *
 * @param cost before that
 * @param ended tells of a state whether the episode is over there
 */
record EndingCost(Cost cost, Predicate<double[]> ended) implements Cost {
    @Override
    public double running(double[] state, double[] control, int t) {
        return ended.test(state) ? 0 : cost.running(state, control, t);
    }

    @Override
    public double terminal(double[] state) {
        return ended.test(state) ? 0 : cost.terminal(state);
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        if (!ended.test(state)) {
            cost.expandRunning(state, control, t, weight, into);
        }
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        if (!ended.test(state)) {
            cost.expandTerminal(state, weight, into);
        }
    }
}
