package org.waymark.gps.algorithm;

import static org.waymark.gps.algorithm.AlgorithmOptions.require;

/**
 * Dual ascent of the constrained variant: λ_t ← clip(λ_t·exp(clip(α(KL_t/δ − 1), ±1)), λ_min, λ_max), one multiplier per cluster
 * and time step, where KL_t = KL(controller ‖ global policy) at step t.
 *
 * @param klTarget δ, the disagreement that is put up with, in nats per time step; > 0
 * @param dualRate α ≥ 0
 * @param initialMultiplier λ at the start
 * @param minMultiplier λ_min > 0
 * @param maxMultiplier λ_max ≥ λ_min
 */
public record ConstrainedOptions(
        double klTarget, double dualRate, double initialMultiplier, double minMultiplier, double maxMultiplier) {
    public ConstrainedOptions {
        require(klTarget > 0, "klTarget: expected > 0, found " + klTarget);
        require(dualRate >= 0, "dualRate: expected ≥ 0, found " + dualRate);
        require(minMultiplier > 0, "minMultiplier: expected > 0, found " + minMultiplier);
        require(
                maxMultiplier >= minMultiplier && Double.isFinite(maxMultiplier),
                "maxMultiplier: expected ≥ minMultiplier = " + minMultiplier + ", found " + maxMultiplier);
        require(
                initialMultiplier >= minMultiplier && initialMultiplier <= maxMultiplier,
                "initialMultiplier: expected within [" + minMultiplier + ", " + maxMultiplier + "], found "
                        + initialMultiplier);
    }

    public static ConstrainedOptions defaults() {
        return new ConstrainedOptions(1.0, 0.5, 0.01, 1e-4, 100);
    }
}
