package org.waymark.distillation;

import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;

/**
 * Adam over minibatches: min_θ 1/N Σ_n L_n(θ) + ½ω‖θ‖².
 *
 * <p>Samples are drawn without replacement, in an order that is shuffled anew whenever fewer than a batch are left. The learning rate
 * rises over the first twentieth of the steps, which meet new targets with an old memory, and falls along half a cosine.
 *
 * @param steps Adam steps, ≥ 1
 * @param batchSize samples in one step, ≥ 1; all of them if there are fewer
 * @param learningRate the largest, > 0
 * @param finalLearningRate fraction of {@code learningRate} that is left at the last step, in (0, 1]
 * @param weightDecay ω, ≥ 0
 */
public record StochasticDescent(
        int steps, int batchSize, double learningRate, double finalLearningRate, double weightDecay) {
    /** Fraction of the steps in which the learning rate rises from zero. */
    private static final double RISE = 0.05;

    public StochasticDescent {
        require(steps >= 1, "steps", steps, "≥ 1");
        require(batchSize >= 1, "batchSize", batchSize, "≥ 1");
        require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate, "> 0");
        require(finalLearningRate > 0 && finalLearningRate <= 1, "finalLearningRate", finalLearningRate, "in (0, 1]");
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weightDecay", weightDecay, "≥ 0");
    }

    /** A mean loss over some samples, and its gradient. */
    @FunctionalInterface
    public interface Objective {
        /**
         * Writes ∂L/∂θ and returns L, without the penalty.
         *
         * @param parameters θ; not modified
         * @param order indices of samples; those from {@code from} to {@code from + count} are meant; not modified
         * @param gradient [parameters]; overwritten
         */
        double evaluate(double[] parameters, int[] order, int from, int count, double[] gradient);
    }

    /**
     * Descends.
     *
     * @param samples N, ≥ 1
     * @param memory the optimiser's, of the parameters' size; not modified
     * @param parameters θ; modified
     * @param seed of the order in which samples are drawn
     * @return the optimiser's memory after the last step
     */
    public OptimizerState run(Objective objective, int samples, OptimizerState memory, double[] parameters, long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("shuffle", 0, 0, 0);
        Adam adam = new Adam(memory);
        SampleOrder order = new SampleOrder(samples, batchSize, random);
        double[] slope = new double[parameters.length];
        for (int s = 0; s < steps; s++) {
            int from = order.next();
            objective.evaluate(parameters, order.samples(), from, order.batch(), slope);
            adam.step(parameters, slope, learningRateAt(s), weightDecay);
        }
        return adam.state();
    }

    /** Of step s = 0…steps−1. */
    public double learningRateAt(int step) {
        double progress = (step + 1.0) / steps;
        double rise = Math.min(1, progress / RISE);
        return learningRate
                * rise
                * (finalLearningRate + (1 - finalLearningRate) * 0.5 * (1 + StrictMath.cos(Math.PI * progress)));
    }

    /** ½ω‖θ‖². */
    public double penalty(double[] parameters) {
        double sum = 0;
        for (double p : parameters) {
            sum += p * p;
        }
        return 0.5 * weightDecay * sum;
    }

    private static void require(boolean holds, String name, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("descent." + name + ": " + value + " is not " + range);
        }
    }
}
