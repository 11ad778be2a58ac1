package org.waymark.gps.trpo;

/**
 * How a Gaussian network policy is improved from its rollouts.
 *
 * @param klStep δ, bound on the mean of KL(old ‖ new) over the visited states, in nats, > 0
 * @param discount γ of the cost to go, in (0, 1]
 * @param lambda of generalised advantage estimation, in [0, 1]: 0 trusts the value network, 1 the sampled costs
 * @param damping added to the diagonal of the Fisher matrix, ≥ 0
 * @param conjugateGradientSteps iterations of the conjugate gradient, ≥ 1
 * @param fisherFraction share of the states, evenly chosen, that the Fisher matrix is the mean over, in (0, 1]
 * @param lineSearchSteps how often a step is halved before it is given up, ≥ 0
 * @param value the value network and its training
 */
public record TrpoOptions(
        double klStep,
        double discount,
        double lambda,
        double damping,
        int conjugateGradientSteps,
        double fisherFraction,
        int lineSearchSteps,
        ValueOptions value) {
    public TrpoOptions {
        require(klStep > 0 && Double.isFinite(klStep), "klStep: expected > 0, found " + klStep);
        require(discount > 0 && discount <= 1, "discount: expected in (0, 1], found " + discount);
        require(lambda >= 0 && lambda <= 1, "lambda: expected in [0, 1], found " + lambda);
        require(damping >= 0 && Double.isFinite(damping), "damping: expected ≥ 0, found " + damping);
        require(conjugateGradientSteps >= 1, "conjugateGradientSteps: expected ≥ 1, found " + conjugateGradientSteps);
        require(
                fisherFraction > 0 && fisherFraction <= 1,
                "fisherFraction: expected in (0, 1], found " + fisherFraction);
        require(lineSearchSteps >= 0, "lineSearchSteps: expected ≥ 0, found " + lineSearchSteps);
    }

    /** δ = 0.02 as in Ghosh et al. (2018), no discount, λ = 0.97, ten steps of the conjugate gradient on a fifth of the states. */
    public static TrpoOptions defaults() {
        return new TrpoOptions(0.02, 1, 0.97, 0.01, 10, 0.2, 10, ValueOptions.defaults());
    }

    public TrpoOptions withKlStep(double nats) {
        return new TrpoOptions(
                nats, discount, lambda, damping, conjugateGradientSteps, fisherFraction, lineSearchSteps, value);
    }

    public TrpoOptions withDiscount(double gamma) {
        return new TrpoOptions(
                klStep, gamma, lambda, damping, conjugateGradientSteps, fisherFraction, lineSearchSteps, value);
    }

    public TrpoOptions withLambda(double newLambda) {
        return new TrpoOptions(
                klStep, discount, newLambda, damping, conjugateGradientSteps, fisherFraction, lineSearchSteps, value);
    }

    public TrpoOptions withDamping(double newDamping) {
        return new TrpoOptions(
                klStep, discount, lambda, newDamping, conjugateGradientSteps, fisherFraction, lineSearchSteps, value);
    }

    public TrpoOptions withConjugateGradientSteps(int steps) {
        return new TrpoOptions(klStep, discount, lambda, damping, steps, fisherFraction, lineSearchSteps, value);
    }

    public TrpoOptions withFisherFraction(double fraction) {
        return new TrpoOptions(
                klStep, discount, lambda, damping, conjugateGradientSteps, fraction, lineSearchSteps, value);
    }

    public TrpoOptions withLineSearchSteps(int steps) {
        return new TrpoOptions(klStep, discount, lambda, damping, conjugateGradientSteps, fisherFraction, steps, value);
    }

    public TrpoOptions withValue(ValueOptions options) {
        return new TrpoOptions(
                klStep, discount, lambda, damping, conjugateGradientSteps, fisherFraction, lineSearchSteps, options);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
