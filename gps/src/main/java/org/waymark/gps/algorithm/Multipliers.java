package org.waymark.gps.algorithm;

import java.util.Arrays;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * The Lagrange multipliers that pull one cluster's controller p and the global policy π together.
 *
 * @param weight ν (or λ), T × 1: weight of KL(p ‖ π) at each step
 * @param linear [λ_K | λ_k], T × m×(n+1): price of the mean control, (λ_K x + λ_k)ᵀ(E_π[u] − E_p[u]); zero but for BADMM
 * @param divergence T × 1: KL(p ‖ π) at each step when the multipliers were last updated, nats; NaN before
 */
public record Multipliers(TimeVaryingMatrix weight, TimeVaryingMatrix linear, TimeVaryingMatrix divergence) {
    static Multipliers initial(int horizon, int n, int m, double weight) {
        double[] weights = new double[horizon];
        double[] unknown = new double[horizon];
        Arrays.fill(weights, weight);
        Arrays.fill(unknown, Double.NaN);
        return new Multipliers(
                TimeVaryingMatrix.ofVectors(horizon, 1, weights),
                TimeVaryingMatrix.zeros(horizon, m, n + 1),
                TimeVaryingMatrix.ofVectors(horizon, 1, unknown));
    }

    Multipliers withWeight(double[] weights, double[] divergences) {
        return new Multipliers(
                TimeVaryingMatrix.ofVectors(weights.length, 1, weights),
                linear,
                TimeVaryingMatrix.ofVectors(divergences.length, 1, divergences));
    }

    Multipliers withLinear(TimeVaryingMatrix value) {
        return new Multipliers(weight, value, divergence);
    }
}
