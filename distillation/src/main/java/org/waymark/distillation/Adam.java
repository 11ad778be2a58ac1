package org.waymark.distillation;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) on flat parameters, with β₁ = 0.9, ε = 1e-8 and, unless told otherwise, β₂ = 0.99.
 *
 * <p>Differs from the paper's β₂ = 0.999: teachers' precisions differ a hundredfold between time steps, so gradients come in bursts,
 * and targets change between calls of a thousand steps. A memory of a hundred steps halves the loss reached there.
 */
public final class Adam {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.99;
    private static final double EPSILON = 1e-8;

    private final double[] first;
    private final double[] second;
    private final double beta2;
    private long steps;

    /** @param state what is remembered from earlier steps; not modified */
    public Adam(OptimizerState state) {
        this(state, BETA_2);
    }

    /**
     * The same with another β₂.
     *
     * @param beta2 in [0, 1)
     */
    public Adam(OptimizerState state, double beta2) {
        this.beta2 = beta2;
        first = state.firstMoment();
        second = state.secondMoment();
        steps = state.steps();
    }

    /**
     * θ ← θ − α m̂/(√v̂ + ε) for the gradient g + ωθ.
     *
     * @param parameters θ; modified
     * @param gradient g; not modified
     */
    public void step(double[] parameters, double[] gradient, double learningRate, double weightDecay) {
        steps++;
        double rootCorrection = Math.sqrt(1 - StrictMath.pow(beta2, (double) steps));
        double rate = learningRate * rootCorrection / (1 - StrictMath.pow(BETA_1, (double) steps));
        double epsilon = EPSILON * rootCorrection;
        for (int i = 0; i < parameters.length; i++) {
            double g = gradient[i] + weightDecay * parameters[i];
            double m = BETA_1 * first[i] + (1 - BETA_1) * g;
            double v = beta2 * second[i] + (1 - beta2) * g * g;
            first[i] = m;
            second[i] = v;
            parameters[i] -= rate * m / (Math.sqrt(v) + epsilon);
        }
    }

    /** What is remembered after the latest step. */
    public OptimizerState state() {
        return new OptimizerState(steps, first, second);
    }
}
