package org.waymark.lqr.solver;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * A pull towards the global policy: Σ_t λ_t E[KL(p(u|x_t) ‖ π(u|x_t))] added to the cost.
 *
 * @param policy π, the global policy as seen from one cluster
 * @param weights λ, T × 1, each ≥ 0
 */
public record PolicyPenalty(LinearGaussianController policy, TimeVaryingMatrix weights) {
    public PolicyPenalty {
        weights.requireShape("penalty weights", policy.horizon(), 1, 1);
        NonFiniteException.check("penalty weights", weights.toArray(), -1);
        for (int t = 0; t < weights.steps(); t++) {
            if (weights.get(t, 0) < 0) {
                throw new IllegalArgumentException(
                        "penalty weights[" + t + "]: expected a number ≥ 0, found " + weights.get(t, 0));
            }
        }
    }
}
