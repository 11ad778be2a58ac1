package org.waymark.gps.algorithm;

import org.waymark.lqr.pathintegral.Pi2;

/**
 * Path integrals.
 *
 * @param klBound KL(weights of the rollouts ‖ uniform weights) at each time step, in nats, > 0; without effect from the logarithm of
 *     the number of rollouts on
 * @param minTemperature least temperature, in units of the cost, > 0
 * @param damping ≥ 0: 0 takes the weighted covariance, a positive number keeps the shape of the old one and scales it, the less the
 *     larger the number is
 * @param centred whether the change that uniform weights would bring is taken off
 */
public record Pi2Options(double klBound, double minTemperature, double damping, boolean centred) {
    public Pi2Options {
        // refuses what it cannot use
        bounded(klBound, minTemperature, damping, centred);
    }

    public static Pi2Options defaults() {
        Pi2.Options defaults = Pi2.Options.defaults();
        return new Pi2Options(defaults.klBound(), defaults.minTemperature(), defaults.damping(), defaults.centred());
    }

    /** With the bound times {@code multiplier}; the controls are those applied, so that whoever acted can be told from the anchor. */
    Pi2.Options scaled(double multiplier) {
        return bounded(klBound * multiplier, minTemperature, damping, centred);
    }

    private static Pi2.Options bounded(double klBound, double minTemperature, double damping, boolean centred) {
        return new Pi2.Options(klBound, minTemperature, damping, centred, Pi2.Controls.APPLIED);
    }
}
