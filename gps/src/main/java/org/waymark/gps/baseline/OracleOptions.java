package org.waymark.gps.baseline;

/**
 * How an {@link Oracle} plans: by the cross-entropy method, anew at each step.
 *
 * @param horizon how many steps ahead, ≥ 1
 * @param samples sequences of controls in each round, ≥ 10, of which a tenth is kept
 * @param iterations rounds for one plan, ≥ 1
 */
public record OracleOptions(int horizon, int samples, int iterations) {
    public OracleOptions {
        require(horizon >= 1, "horizon: expected ≥ 1, found " + horizon);
        require(samples >= 10, "samples: expected ≥ 10, found " + samples);
        require(iterations >= 1, "iterations: expected ≥ 1, found " + iterations);
    }

    public static OracleOptions defaults() {
        return new OracleOptions(40, 300, 4);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
