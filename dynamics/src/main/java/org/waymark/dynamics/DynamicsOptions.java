package org.waymark.dynamics;

import java.util.EnumSet;
import org.waymark.dynamics.PriorOptions.Kind;

/**
 * How time-varying linear-Gaussian dynamics are fitted.
 *
 * @param regularization r: added to the diagonal of the covariance of the inputs [x;u] before the regression, ≥ 0. The 2017 reference
 *     implementation (cbfinn/gps) adds it to every entry, which is no ridge.
 * @param relativeRegularization s: added to that diagonal too, as a fraction of each entry, ≥ 0. It keeps the gains small in directions
 *     that hardly vary beside others, such as the difference between an end effector's position and what the joints imply.
 * @param initialStateVariance least variance of each entry of x_0, in its squared unit, ≥ 0
 * @param minRollouts each regression uses at least so many rollouts: the new ones and, if they are fewer, the latest before them; at most
 *     prior.maxRollouts, ≥ 0
 * @param prior what is known before the rollouts are seen: of kind MIXTURE, LINEAR, NETWORK or NONE
 * @param ensemble the networks of a prior of kind NETWORK
 */
public record DynamicsOptions(
        double regularization,
        double relativeRegularization,
        double initialStateVariance,
        int minRollouts,
        PriorOptions prior,
        EnsembleOptions ensemble) {
    private static final EnumSet<Kind> KINDS = EnumSet.of(Kind.MIXTURE, Kind.LINEAR, Kind.NETWORK, Kind.NONE);

    public DynamicsOptions {
        Checks.notNegative("dynamics.regularization", regularization);
        Checks.notNegative("dynamics.relativeRegularization", relativeRegularization);
        Checks.notNegative("dynamics.initialStateVariance", initialStateVariance);
        if (prior == null) {
            throw new IllegalArgumentException("dynamics.prior: expected options, found null");
        }
        if (ensemble == null) {
            throw new IllegalArgumentException("dynamics.ensemble: expected options, found null");
        }
        prior.requireKind("dynamics", KINDS);
        prior.requireMemory("dynamics.minRollouts", minRollouts);
    }

    public static DynamicsOptions defaults() {
        return new DynamicsOptions(1e-6, 1e-4, 1e-6, 0, PriorOptions.defaults(), EnsembleOptions.defaults());
    }

    public DynamicsOptions withRegularization(double value) {
        return new DynamicsOptions(value, relativeRegularization, initialStateVariance, minRollouts, prior, ensemble);
    }

    public DynamicsOptions withRelativeRegularization(double value) {
        return new DynamicsOptions(regularization, value, initialStateVariance, minRollouts, prior, ensemble);
    }

    public DynamicsOptions withInitialStateVariance(double value) {
        return new DynamicsOptions(regularization, relativeRegularization, value, minRollouts, prior, ensemble);
    }

    public DynamicsOptions withPrior(PriorOptions value) {
        return new DynamicsOptions(
                regularization, relativeRegularization, initialStateVariance, minRollouts, value, ensemble);
    }

    public DynamicsOptions withMinRollouts(int value) {
        return new DynamicsOptions(
                regularization, relativeRegularization, initialStateVariance, value, prior, ensemble);
    }

    public DynamicsOptions withEnsemble(EnsembleOptions value) {
        return new DynamicsOptions(
                regularization, relativeRegularization, initialStateVariance, minRollouts, prior, value);
    }
}
