package org.waymark.gps.experiment;

import java.util.Optional;

/**
 * How the policy that a run returns is judged.
 *
 * @param episodes noise-free rollouts from held-out starts, ≥ 1; listed starts are all used, once each, whatever this says, unless sensors or
 *     plants are random: then again and again, until there are so many rollouts
 * @param cost by which cost policies are judged, those of every iteration too: by that of training, or by what the plant's own task
 *     charges, where learning was given another cost
 * @param horizon number of control steps of the rollouts by which policies are judged, where it is not task.horizon: a policy may learn
 *     from rollouts that are shorter than the episodes it is meant for. Needs {@code cost: task}
 */
public record EvaluationOptions(int episodes, Judge cost, Optional<Integer> horizon) {
    /** By which cost policies are judged. */
    public enum Judge {
        TRAINING,
        TASK
    }

    public EvaluationOptions {
        if (episodes < 1) {
            throw new IllegalArgumentException("episodes: expected ≥ 1, found " + episodes);
        }
        if (horizon.isPresent() && horizon.get() < 1) {
            throw new IllegalArgumentException("horizon: expected ≥ 1, found " + horizon.get());
        }
        if (horizon.isPresent() && cost != Judge.TASK) {
            throw new IllegalArgumentException(
                    "horizon: the cost of training is one for rollouts of task.horizon steps;"
                            + " expected evaluation.cost: task beside it, found training");
        }
    }

    public static EvaluationOptions defaults() {
        return new EvaluationOptions(100, Judge.TRAINING, Optional.empty());
    }
}
