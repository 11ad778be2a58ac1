package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.lqr.NonFiniteException;

/**
 * A mixture of Gaussians Σ_k w_k N(μ_k, Σ_k), k = 1…K, over vectors of D numbers.
 *
 * <p>Immutable: arrays are copied in and out.
 */
public final class GaussianMixture {
    private final int components;
    private final int size;
    private final double[] logWeights;
    private final double[] means;
    private final double[] covariances;

    private GaussianMixture(int components, int size, double[] logWeights, double[] means, double[] covariances) {
        this.components = components;
        this.size = size;
        this.logWeights = logWeights;
        this.means = means;
        this.covariances = covariances;
    }

    /**
     * Copies its arrays.
     *
     * @param logWeights [K] log w_k; −∞ is allowed for a component without weight
     * @param means [K × D]
     * @param covariances [K × D × D], each row-major and symmetric; only the lower triangle counts
     * @throws IllegalArgumentException if the lengths do not fit together
     * @throws NonFiniteException if a mean or covariance is not finite
     */
    public static GaussianMixture of(double[] logWeights, double[] means, double[] covariances) {
        int components = logWeights.length;
        if (components == 0 || means.length == 0 || means.length % components != 0) {
            throw new IllegalArgumentException(
                    "mixture means: expected a positive multiple of " + components + " numbers, found " + means.length);
        }
        int size = means.length / components;
        if (covariances.length != means.length * size) {
            throw new IllegalArgumentException("mixture covariances: expected " + components + " of " + size + "×"
                    + size + ", found " + covariances.length + " numbers");
        }
        NonFiniteException.check("mixture means", means, -1);
        NonFiniteException.check("mixture covariances", covariances, -1);
        return new GaussianMixture(components, size, logWeights.clone(), means.clone(), covariances.clone());
    }

    /** As {@link #of}, keeping the arrays; the caller must not touch them again. */
    static GaussianMixture adopt(int components, int size, double[] logWeights, double[] means, double[] covariances) {
        return new GaussianMixture(components, size, logWeights, means, covariances);
    }

    /** K. */
    public int components() {
        return components;
    }

    /** D. */
    public int size() {
        return size;
    }

    /** log w_k, [K]; a copy. */
    public double[] logWeights() {
        return logWeights.clone();
    }

    /** μ_k, [K × D]; a copy. */
    public double[] means() {
        return means.clone();
    }

    /** Σ_k, [K × D × D]; a copy. */
    public double[] covariances() {
        return covariances.clone();
    }

    double logWeight(int component) {
        return logWeights[component];
    }

    double mean(int component, int i) {
        return means[component * size + i];
    }

    double covariance(int component, int i, int j) {
        return covariances[(component * size + i) * size + j];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GaussianMixture m
                && Arrays.equals(logWeights, m.logWeights)
                && Arrays.equals(means, m.means)
                && Arrays.equals(covariances, m.covariances);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(means);
    }

    @Override
    public String toString() {
        return "GaussianMixture[" + components + " components of " + size + "]";
    }
}
