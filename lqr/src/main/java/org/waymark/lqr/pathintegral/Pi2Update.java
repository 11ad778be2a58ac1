package org.waymark.lqr.pathintegral;

import org.waymark.lqr.LinearGaussianController;

/**
 * What {@link Pi2} found.
 *
 * @param controller the new controller, with the old gains
 * @param temperatures η, [T], in units of the cost; copied in and out
 * @param divergences KL(weights ‖ uniform), [T], nats; copied in and out
 * @param effectiveSampleSizes 1/Σ_n w_n², [T], between 1 and N: how many rollouts the step rests on; copied in and out
 * @param boundsInactive at how many steps the divergence is below the bound even at the least temperature: the rollouts cost (nearly)
 *     the same from there on, or are too few
 * @param covariancesKept at how many steps the covariance is the old one, because the weighted sample does not determine one
 */
public record Pi2Update(
        LinearGaussianController controller,
        double[] temperatures,
        double[] divergences,
        double[] effectiveSampleSizes,
        int boundsInactive,
        int covariancesKept) {
    /** How the update ended. */
    public enum Status {
        /** Every step was updated. */
        CONVERGED,
        /** At some step the bound is inactive. */
        BOUND_INACTIVE,
        /** At some step the covariance is the old one. */
        COVARIANCE_KEPT
    }

    public Pi2Update {
        temperatures = temperatures.clone();
        divergences = divergences.clone();
        effectiveSampleSizes = effectiveSampleSizes.clone();
    }

    /** The gravest thing that happened at any step. */
    public Status status() {
        if (covariancesKept > 0) {
            return Status.COVARIANCE_KEPT;
        }
        return boundsInactive > 0 ? Status.BOUND_INACTIVE : Status.CONVERGED;
    }

    @Override
    public double[] temperatures() {
        return temperatures.clone();
    }

    @Override
    public double[] divergences() {
        return divergences.clone();
    }

    @Override
    public double[] effectiveSampleSizes() {
        return effectiveSampleSizes.clone();
    }
}
