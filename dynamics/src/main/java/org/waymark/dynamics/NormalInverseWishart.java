package org.waymark.dynamics;

import java.util.Arrays;

/**
 * A normal-inverse-Wishart prior on the mean and covariance of a Gaussian of D numbers (Murphy 2007, section 8): Φ, m pseudo-samples
 * for the mean μ₀, and n₀ for the covariance.
 *
 * <p>A workspace: one is overwritten for every time step.
 */
final class NormalInverseWishart {
    private final int size;
    private final double[] difference;
    final double[] mean;
    /** Φ, [size][size], lower triangle. */
    final double[][] scale;

    double meanWeight;
    double covarianceWeight;

    NormalInverseWishart(int size) {
        this.size = size;
        this.difference = new double[size];
        this.mean = new double[size];
        this.scale = new double[size][size];
    }

    /**
     * The moments of a mixture with the given weights: μ₀ = Σ γ_k μ_k, Φ = s·Σ γ_k (Σ_k + (μ_k − μ₀)(μ_k − μ₀)ᵀ), m = s and
     * n₀ = s·(P − 2 − D)/P (Levine and Abbeel 2014, section 4.2, in the weighting of the 2017 reference implementation).
     *
     * @param gamma [K] weights that sum to one; not modified
     * @param rows P, how many rows the mixture was fitted to; n₀ is not let below zero when they are few
     */
    void fromMixture(GaussianMixture mixture, double[] gamma, double strength, int rows) {
        Arrays.fill(mean, 0);
        for (int k = 0; k < gamma.length; k++) {
            for (int i = 0; i < size && gamma[k] > 0; i++) {
                mean[i] += gamma[k] * mixture.mean(k, i);
            }
        }
        for (double[] row : scale) {
            Arrays.fill(row, 0);
        }
        for (int k = 0; k < gamma.length; k++) {
            if (gamma[k] > 0) {
                addComponent(mixture, k, strength * gamma[k]);
            }
        }
        weigh(strength, rows);
    }

    /**
     * The given moments: μ₀, Φ = s·Σ₀, m and n₀ as with a mixture.
     *
     * @param moments [D], μ₀; not modified
     * @param covariance [D × D], Σ₀, symmetric positive semidefinite; not modified
     * @param rows P, how many rows the moments were fitted to
     */
    void fromMoments(double[] moments, double[] covariance, double strength, int rows) {
        System.arraycopy(moments, 0, mean, 0, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                scale[i][j] = strength * covariance[i * size + j];
            }
        }
        weigh(strength, rows);
    }

    private void weigh(double strength, int rows) {
        meanWeight = strength;
        covarianceWeight = strength * Math.max(0, rows - 2 - size) / Math.max(1, rows);
    }

    private void addComponent(GaussianMixture mixture, int k, double weight) {
        for (int i = 0; i < size; i++) {
            difference[i] = mixture.mean(k, i) - mean[i];
        }
        for (int i = 0; i < size; i++) {
            double[] row = scale[i];
            double di = difference[i];
            for (int j = 0; j <= i; j++) {
                row[j] += weight * (mixture.covariance(k, i, j) + di * difference[j]);
            }
        }
    }

    /** μ₀ without weight, Φ = s·diag(I, output·I), n₀ = s: pulls the regression of the outputs on the inputs towards zero. */
    void constant(int inputs, double inputVariance, double outputVariance, double strength) {
        Arrays.fill(mean, 0);
        for (int i = 0; i < size; i++) {
            Arrays.fill(scale[i], 0);
            scale[i][i] = strength * (i < inputs ? inputVariance : outputVariance);
        }
        meanWeight = 0;
        covarianceWeight = strength;
    }
}
