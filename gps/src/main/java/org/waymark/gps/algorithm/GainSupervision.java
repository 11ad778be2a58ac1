package org.waymark.gps.algorithm;

import static org.waymark.gps.algorithm.AlgorithmOptions.require;

/**
 * Lessons beside the visited states. A controller is linear, so that what it would do around them is known too, and the network can be
 * taught its gains and not only its mean: at states x̄_t + s·Σ_i ε_i (x_t,i − x̄_t)/√N with ε ~ N(0, I), which have the mean and s² times the
 * covariance of the visited ones, the target is K_t x + k_t. What the policy sees there is combined from the rollouts' observations
 * likewise; that is exact where observations are affine in the state.
 *
 * @param samples additional states per cluster and time step, ≥ 0
 * @param spread s, > 0
 */
public record GainSupervision(int samples, double spread) {
    public GainSupervision {
        require(samples >= 0, "samples: expected ≥ 0, found " + samples);
        require(spread > 0 && Double.isFinite(spread), "spread: expected > 0, found " + spread);
    }

    public static GainSupervision defaults() {
        return new GainSupervision(0, 1);
    }
}
