package org.waymark.dynamics.learned;

import java.util.random.RandomGenerator;

/**
 * Draws next states from a learned model, with independent noise for each row: x′ = μ_k(x, u) + σ_k(x, u) ε. A workspace: one thread
 * each.
 */
public final class ModelSampler {
    private final LearnedDynamics model;
    private final int[] elites;
    private final int n;
    private final MixedPrediction prediction;
    private final double[] variance;
    private final double[] costMean;
    private final double[] costVariance;

    /** @param batch the greatest number of pairs in one call, ≥ 1 */
    public ModelSampler(LearnedDynamics model, int batch) {
        this.model = model;
        elites = model.elites();
        n = model.stateSize();
        prediction = new MixedPrediction(model, batch);
        variance = new double[batch * n];
        costMean = new double[model.predictsCost() ? batch : 0];
        costVariance = new double[model.predictsCost() ? batch : 0];
    }

    /** Writes a random elite for each of {@code count} rows, all with the same probability. */
    public void drawElites(int count, RandomGenerator random, int[] members) {
        for (int i = 0; i < count; i++) {
            members[i] = elites[random.nextInt(elites.length)];
        }
    }

    /**
     * Writes a next state for each pair.
     *
     * @param members [count] or longer, the member of each row; not modified
     * @param states [count × n] or longer; not modified
     * @param controls [count × m] or longer; not modified
     * @param nextStates [count × n] or longer; overwritten; not the same array as {@code states}
     * @param costs [count] or longer, overwritten by draws of predicted costs; or empty, as it must be if the model predicts none
     */
    public void sample(
            int[] members,
            double[] states,
            double[] controls,
            int count,
            RandomGenerator random,
            double[] nextStates,
            double[] costs) {
        if (costs.length > 0 && !model.predictsCost()) {
            throw new IllegalArgumentException(
                    "costs: expected none, for the model predicts none, found an array of " + costs.length);
        }
        prediction.predict(members, states, controls, count, nextStates, variance, costMean, costVariance);
        boolean noisy = model.isProbabilistic();
        for (int i = 0; i < count; i++) {
            for (int j = i * n; noisy && j < (i + 1) * n; j++) {
                nextStates[j] += Math.sqrt(variance[j]) * random.nextGaussian();
            }
            if (costs.length > 0) {
                costs[i] = costMean[i] + (noisy ? Math.sqrt(costVariance[i]) * random.nextGaussian() : 0);
            }
        }
    }
}
