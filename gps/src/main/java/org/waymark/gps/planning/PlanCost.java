package org.waymark.gps.planning;

import java.util.function.Predicate;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/**
 * What a plan of H steps costs: ℓ within the episode, ℓ_f in its last state, and nothing after that nor once it is over.
 *
 * <p>For one planner: it has to be told from where a plan begins.
 */
final class PlanCost implements Cost {
    private final Cost cost;
    private final Predicate<double[]> ends;
    private final int episode;
    private final int horizon;
    private int start;

    /**
     * @param episode T, the steps of an episode
     * @param horizon H
     */
    PlanCost(Cost cost, Predicate<double[]> ends, int episode, int horizon) {
        this.cost = cost;
        this.ends = ends;
        this.episode = episode;
        this.horizon = horizon;
    }

    /** Sets the time step at which the plan begins. */
    void startAt(int t) {
        start = t;
    }

    @Override
    public double running(double[] state, double[] control, int t) {
        if (t > episode || ends.test(state)) {
            return 0;
        }
        return t == episode ? cost.terminal(state) : cost.running(state, control, t);
    }

    @Override
    public double terminal(double[] state) {
        return start + horizon == episode && !ends.test(state) ? cost.terminal(state) : 0;
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        if (t > episode || ends.test(state)) {
            return;
        }
        if (t == episode) {
            cost.expandTerminal(state, weight, into);
        } else {
            cost.expandRunning(state, control, t, weight, into);
        }
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        if (start + horizon == episode && !ends.test(state)) {
            cost.expandTerminal(state, weight, into);
        }
    }
}
