package org.waymark.dynamics;

/**
 * How time-varying linear-Gaussian dynamics are fitted.
 *
 * @param regularization r: added to the diagonal of the covariance of the inputs [x;u] before the regression, ≥ 0. The 2017 reference
 *     implementation (cbfinn/gps) adds it to every entry, which is no ridge.
 * @param relativeRegularization s: added to that diagonal too, as a fraction of each entry, ≥ 0. It keeps the gains small in directions
 *     that hardly vary beside others, such as the difference between an end effector's position and what the joints imply.
 * @param initialStateVariance least variance of each entry of x_0, in its squared unit, ≥ 0
 * @param minRollouts each regression uses at least so many rollouts: the new ones and, if they are fewer, the latest before them; ≥ 0.
 *     More than are new needs a mixture prior, which remembers them.
 * @param prior what is known before the rollouts are seen
 */
public record DynamicsOptions(
        double regularization,
        double relativeRegularization,
        double initialStateVariance,
        int minRollouts,
        PriorOptions prior) {
    public DynamicsOptions {
        Checks.notNegative("dynamics.regularization", regularization);
        Checks.notNegative("dynamics.relativeRegularization", relativeRegularization);
        Checks.notNegative("dynamics.initialStateVariance", initialStateVariance);
        if (prior == null) {
            throw new IllegalArgumentException("dynamics.prior: expected options, found null");
        }
        prior.requireMemory("dynamics.minRollouts", minRollouts);
    }

    public static DynamicsOptions defaults() {
        return new DynamicsOptions(1e-6, 1e-4, 1e-6, 0, PriorOptions.defaults());
    }

    public DynamicsOptions withRegularization(double value) {
        return new DynamicsOptions(value, relativeRegularization, initialStateVariance, minRollouts, prior);
    }

    public DynamicsOptions withRelativeRegularization(double value) {
        return new DynamicsOptions(regularization, value, initialStateVariance, minRollouts, prior);
    }

    public DynamicsOptions withInitialStateVariance(double value) {
        return new DynamicsOptions(regularization, relativeRegularization, value, minRollouts, prior);
    }

    public DynamicsOptions withPrior(PriorOptions value) {
        return new DynamicsOptions(regularization, relativeRegularization, initialStateVariance, minRollouts, value);
    }

    public DynamicsOptions withMinRollouts(int value) {
        return new DynamicsOptions(regularization, relativeRegularization, initialStateVariance, value, prior);
    }
}
