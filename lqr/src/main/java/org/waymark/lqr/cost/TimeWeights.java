package org.waymark.lqr.cost;

/**
 * A weight for each time step: the ramp, and at t = T−1, the last step that has a control, the ramp times a multiplier.
 *
 * @param ramp shape over t = 0…T−1
 * @param horizon T, the number of controls, ≥ 1
 * @param finalMultiplier factor at t = T−1, ≥ 0; 1 leaves the ramp as it is
 */
public record TimeWeights(Ramp ramp, int horizon, double finalMultiplier) {
    public TimeWeights {
        if (horizon < 1) {
            throw new IllegalArgumentException("time weights: horizon must be at least 1, found " + horizon);
        }
        Require.nonNegative("time weights: finalMultiplier", finalMultiplier);
    }

    public static TimeWeights of(Ramp ramp, int horizon, double finalMultiplier) {
        return new TimeWeights(ramp, horizon, finalMultiplier);
    }

    /** Weight 1 at every step. */
    public static TimeWeights constant(int horizon) {
        return new TimeWeights(Ramp.CONSTANT, horizon, 1);
    }

    /**
     * The weight at step t.
     *
     * @throws IllegalArgumentException unless 0 ≤ t &lt; horizon
     */
    public double at(int t) {
        if (t < 0 || t >= horizon) {
            throw new IllegalArgumentException("time weights: t must be within 0…" + (horizon - 1) + ", found " + t);
        }
        boolean last = t == horizon - 1;
        double part = (t + 1) / (double) horizon;
        double weight =
                switch (ramp) {
                    case CONSTANT -> 1;
                    case LINEAR -> part;
                    case QUADRATIC -> part * part;
                    case FINAL_ONLY -> last ? 1 : 0;
                };
        return last ? finalMultiplier * weight : weight;
    }
}
