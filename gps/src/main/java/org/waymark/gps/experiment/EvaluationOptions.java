package org.waymark.gps.experiment;

/**
 * How the policy that a run returns is judged.
 *
 * @param episodes noise-free rollouts from held-out starts, ≥ 1; listed starts are all used, once each, whatever this says, unless sensors or
 *     plants are random: then again and again, until there are so many rollouts
 * @param cost by which cost policies are judged, those of every iteration too: by that of training, or by what the plant's own task
 *     charges, where learning was given another cost
 */
public record EvaluationOptions(int episodes, Judge cost) {
    /** By which cost policies are judged. */
    public enum Judge {
        TRAINING,
        TASK
    }

    public EvaluationOptions {
        if (episodes < 1) {
            throw new IllegalArgumentException("episodes: expected ≥ 1, found " + episodes);
        }
    }

    public static EvaluationOptions defaults() {
        return new EvaluationOptions(100, Judge.TRAINING);
    }
}
