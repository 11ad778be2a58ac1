package org.waymark.gps.baseline;

import org.waymark.sim.WrittenName;

/**
 * How an {@link Oracle} plans, anew at each step.
 *
 * @param search by what
 * @param horizon how many steps ahead, ≥ 1
 * @param samples sequences of controls in each round, ≥ 10, of which a tenth is kept; unread by iLQR
 * @param iterations rounds, or iterations of iLQR, for one plan, ≥ 1
 */
public record OracleOptions(Search search, int horizon, int samples, int iterations) {
    /** How controls are searched for. */
    public enum Search {
        /** By samples, which needs no derivatives. */
        CROSS_ENTROPY,
        /** By iLQR on central differences of the plant: for smooth plants, and to the nearest optimum only. */
        ILQR;

        /** As in commands. */
        @Override
        public String toString() {
            return WrittenName.of(this);
        }
    }

    public OracleOptions {
        require(horizon >= 1, "horizon: expected ≥ 1, found " + horizon);
        require(samples >= 10, "samples: expected ≥ 10, found " + samples);
        require(iterations >= 1, "iterations: expected ≥ 1, found " + iterations);
    }

    public static OracleOptions defaults() {
        return new OracleOptions(Search.CROSS_ENTROPY, 40, 300, 4);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
