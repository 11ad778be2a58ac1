package org.waymark.gps.algorithm;

import org.waymark.lqr.pathintegral.KlSteps;
import org.waymark.lqr.pathintegral.Pilqr;

/**
 * The regulator together with path integrals: the regulator's bound of each time step follows the share of the cost from there on that
 * the model leaves unexplained. It begins at {@code klStep} and stays between {@code minStepMultiplier} and {@code maxStepMultiplier}
 * times that. The path integrals have the options of {@link Pi2Options}.
 *
 * @param low below this share a bound grows, ≥ 0
 * @param high above this one it shrinks, > low
 * @param decrease by this factor, in (0, 1]
 * @param increase by this factor, ≥ 1
 * @param maxPasses how many sets of multipliers are tried for the bounds, ≥ 1
 * @param tolerance how near a divergence must come to its bound, as a fraction of it, in (0, 1)
 */
public record PilqrOptions(double low, double high, double decrease, double increase, int maxPasses, double tolerance) {
    public PilqrOptions {
        // refuses what it cannot use
        rule(low, high, decrease, increase, 1, 1);
        Pilqr.Options.defaults().withMaxPasses(maxPasses).withTolerance(tolerance);
    }

    public static PilqrOptions defaults() {
        Pilqr.Options defaults = Pilqr.Options.defaults();
        KlSteps.Rule rule = defaults.steps();
        return new PilqrOptions(
                rule.low(), rule.high(), rule.decrease(), rule.increase(), defaults.maxPasses(), defaults.tolerance());
    }

    /** With bounds between {@code least} and {@code greatest}, in nats. */
    Pilqr.Options within(double least, double greatest) {
        return Pilqr.Options.defaults()
                .withSteps(rule(low, high, decrease, increase, least, greatest))
                .withMaxPasses(maxPasses)
                .withTolerance(tolerance);
    }

    private static KlSteps.Rule rule(
            double low, double high, double decrease, double increase, double least, double greatest) {
        return new KlSteps.Rule(low, high, decrease, increase, least, greatest);
    }
}
