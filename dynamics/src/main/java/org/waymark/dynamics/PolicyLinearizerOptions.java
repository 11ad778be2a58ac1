package org.waymark.dynamics;

import java.util.EnumSet;
import org.waymark.dynamics.PriorOptions.Kind;

/**
 * How a policy is linearised around the rollouts of a cluster.
 *
 * @param regularization r: added to the diagonal of the covariance of the states before the regression, ≥ 0
 * @param relativeRegularization s: added to that diagonal too, as a fraction of each entry, ≥ 0
 * @param minimumVariance the covariance S_t of the linearised policy is kept above this in every direction, in the squared unit of the
 *     controls, > 0; it matters only for policies without noise of their own
 * @param constantStrength with a prior of kind CONSTANT: weight of a constant prior that pulls the gains towards zero, in pseudo-samples, ≥ 0
 * @param minRollouts each regression uses at least so many rollouts: the new ones and, if they are fewer, the latest before them; at most
 *     prior.maxRollouts, ≥ 0
 * @param prior what is known before the rollouts are seen: of kind MIXTURE, over [x; μ(o)], CONSTANT or NONE
 */
public record PolicyLinearizerOptions(
        double regularization,
        double relativeRegularization,
        double minimumVariance,
        double constantStrength,
        int minRollouts,
        PriorOptions prior) {
    private static final EnumSet<Kind> KINDS = EnumSet.of(Kind.MIXTURE, Kind.CONSTANT, Kind.NONE);

    public PolicyLinearizerOptions {
        Checks.notNegative("linearization.regularization", regularization);
        Checks.notNegative("linearization.relativeRegularization", relativeRegularization);
        Checks.positive("linearization.minimumVariance", minimumVariance);
        Checks.notNegative("linearization.constantStrength", constantStrength);
        if (prior == null) {
            throw new IllegalArgumentException("linearization.prior: expected options, found null");
        }
        prior.requireKind("linearization", KINDS);
        prior.requireMemory("linearization.minRollouts", minRollouts);
    }

    public static PolicyLinearizerOptions defaults() {
        return new PolicyLinearizerOptions(1e-8, 1e-4, 1e-10, 1e-4, 0, PriorOptions.defaults());
    }

    public PolicyLinearizerOptions withRegularization(double value) {
        return new PolicyLinearizerOptions(
                value, relativeRegularization, minimumVariance, constantStrength, minRollouts, prior);
    }

    public PolicyLinearizerOptions withRelativeRegularization(double value) {
        return new PolicyLinearizerOptions(
                regularization, value, minimumVariance, constantStrength, minRollouts, prior);
    }

    public PolicyLinearizerOptions withMinimumVariance(double value) {
        return new PolicyLinearizerOptions(
                regularization, relativeRegularization, value, constantStrength, minRollouts, prior);
    }

    public PolicyLinearizerOptions withConstantStrength(double value) {
        return new PolicyLinearizerOptions(
                regularization, relativeRegularization, minimumVariance, value, minRollouts, prior);
    }

    public PolicyLinearizerOptions withPrior(PriorOptions value) {
        return new PolicyLinearizerOptions(
                regularization, relativeRegularization, minimumVariance, constantStrength, minRollouts, value);
    }

    public PolicyLinearizerOptions withMinRollouts(int value) {
        return new PolicyLinearizerOptions(
                regularization, relativeRegularization, minimumVariance, constantStrength, value, prior);
    }
}
