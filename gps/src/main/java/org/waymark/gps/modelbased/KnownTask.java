package org.waymark.gps.modelbased;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Rollout;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/**
 * What is known of a task without a model: what steps cost, where it ends and how a state looks; only what the plant does is learned.
 *
 * @param cost ℓ and ℓ_f
 * @param ends tells of a state [n] whether an episode is over there: the state then stays, and nothing more is to be paid
 * @param eyes makes a simulator that is only asked how states look
 * @param spec of the plant
 */
public record KnownTask(Cost cost, Predicate<double[]> ends, Supplier<Simulator> eyes, SimulatorSpec spec) {
    /** @throws IllegalArgumentException if clusters have costs of their own, for an imagined step belongs to none */
    public static KnownTask of(Task task, SimulatorSpec spec) {
        return new KnownTask(SoleCost.of(task), task.ends(), task.simulators(), spec);
    }

    /**
     * Refuses a plant whose observations are no function of its state: those of an imagined state are then not known.
     *
     * @param episode a real one
     * @throws IllegalArgumentException if an observation is not what the state alone gives
     */
    public void requireObservable(Episode episode) {
        Rollout rollout = episode.rollout();
        try (TaskRows rows = new TaskRows(this)) {
            for (int t = 0; t <= episode.steps(); t++) {
                rows.requireObservable(
                        rollout.states().step(t), rollout.observations().step(t));
            }
        }
    }
}
