package org.waymark.gps.planning;

import java.util.function.Predicate;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.modelbased.SoleCost;
import org.waymark.lqr.Cost;
import org.waymark.sim.SimulatorSpec;

/**
 * What a planner has to be told beside the model.
 *
 * @param cost of the task, for as many steps as are asked for
 * @param ends tells of a state whether an episode is over there
 * @param horizon T, the steps of an episode: of the longest, where policies are judged by longer ones
 * @param spec of the plant
 */
record PlanningTask(Cost cost, Predicate<double[]> ends, int horizon, SimulatorSpec spec) {
    /** @throws IllegalArgumentException if controls have no limits, within which to search, or clusters costs of their own */
    static PlanningTask of(Task task, SimulatorSpec spec) {
        for (int i = 0; i < spec.controlSize(); i++) {
            double range = spec.controlUpper()[i] - spec.controlLower()[i];
            if (Double.isInfinite(range)) {
                throw new IllegalArgumentException("task: mpc searches between the limits of the controls, expected"
                        + " finite ones, found none for control " + i);
            }
        }
        int judged = task.judgement().horizon().orElse(0);
        return new PlanningTask(
                new LastingCost(SoleCost.of(task), task.horizon()),
                task.ends(),
                Math.max(task.horizon(), judged),
                spec);
    }
}
