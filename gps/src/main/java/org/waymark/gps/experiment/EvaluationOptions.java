package org.waymark.gps.experiment;

/**
 * How the policy that a run returns is judged.
 *
 * @param episodes noise-free rollouts from held-out starts, ≥ 1; listed starts are all used, once each, whatever this says, unless sensors or
 *     plants are random: then again and again, until there are so many rollouts
 */
public record EvaluationOptions(int episodes) {
    public EvaluationOptions {
        if (episodes < 1) {
            throw new IllegalArgumentException("episodes: expected ≥ 1, found " + episodes);
        }
    }

    public static EvaluationOptions defaults() {
        return new EvaluationOptions(100);
    }
}
