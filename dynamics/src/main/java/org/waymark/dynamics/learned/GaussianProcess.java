package org.waymark.dynamics.learned;

import org.waymark.lqr.matrix.Cholesky;

/**
 * A Gaussian process with zero mean and an ARD squared exponential, conditioned on some points. Immutable.
 *
 * <p>Its parameters θ are log ℓ_1 … log ℓ_d, log σ_f, log σ_n.
 */
final class GaussianProcess {
    /** θ, [d + 2]. */
    final double[] parameters;
    /** y, [N]. */
    final double[] targets;
    /** α = K⁻¹y, [N]. */
    final double[] alpha;
    /** K⁻¹, [N × N]. */
    final double[] inverse;
    /** −log p(y | Z, θ). */
    final double negativeLogLikelihood;

    private GaussianProcess(
            double[] parameters, double[] targets, double[] alpha, double[] inverse, double negativeLogLikelihood) {
        this.parameters = parameters;
        this.targets = targets;
        this.alpha = alpha;
        this.inverse = inverse;
        this.negativeLogLikelihood = negativeLogLikelihood;
    }

    /**
     * @param parameters θ; kept, not modified
     * @param points Z, [N × d]; not modified
     * @param targets y, [N]; kept, not modified
     * @throws IllegalArgumentException if K is not positive definite
     */
    static GaussianProcess of(double[] parameters, double[] points, double[] targets) {
        int count = targets.length;
        double[] k = covariance(parameters, points, count);
        double noise = Math.exp(2 * parameters[parameters.length - 1]);
        for (int i = 0; i < count; i++) {
            k[i * count + i] += noise;
        }
        if (!Cholesky.factor(k, 0, count)) {
            throw new IllegalArgumentException(
                    "Gaussian process: expected a positive definite covariance, found none; noise " + noise);
        }
        double[] alpha = targets.clone();
        Cholesky.solve(k, 0, count, alpha, 0, 1);
        double likelihood = 0.5 * Cholesky.logDeterminant(k, 0, count) + 0.5 * count * Math.log(2 * Math.PI);
        for (int i = 0; i < count; i++) {
            likelihood += 0.5 * targets[i] * alpha[i];
        }
        double[] inverse = new double[k.length];
        Cholesky.invert(k, 0, count, inverse, 0);
        return new GaussianProcess(parameters, targets, alpha, inverse, likelihood);
    }

    /** σ_f². */
    double signal() {
        return Math.exp(2 * parameters[parameters.length - 2]);
    }

    /** σ_n². */
    double noise() {
        return Math.exp(2 * parameters[parameters.length - 1]);
    }

    /** 1/ℓ_i². */
    static double[] precisions(double[] parameters) {
        double[] precisions = new double[parameters.length - 2];
        for (int i = 0; i < precisions.length; i++) {
            precisions[i] = Math.exp(-2 * parameters[i]);
        }
        return precisions;
    }

    /** Without the noise, [N × N]. */
    private static double[] covariance(double[] parameters, double[] points, int count) {
        int d = parameters.length - 2;
        double[] precisions = precisions(parameters);
        double signal = Math.exp(2 * parameters[d]);
        double[] k = new double[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double distance = 0;
                for (int c = 0; c < d; c++) {
                    double difference = points[i * d + c] - points[j * d + c];
                    distance += precisions[c] * difference * difference;
                }
                k[i * count + j] = signal * Math.exp(-0.5 * distance);
                k[j * count + i] = k[i * count + j];
            }
        }
        return k;
    }

    /**
     * ∂(−log p)/∂θ = ½ tr((K⁻¹ − ααᵀ) ∂K/∂θ).
     *
     * @param points Z; not modified
     */
    double[] gradient(double[] points) {
        int d = parameters.length - 2;
        int count = targets.length;
        double[] k = covariance(parameters, points, count);
        double[] precisions = precisions(parameters);
        double[] gradient = new double[d + 2];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double inner = 0.5 * (inverse[i * count + j] - alpha[i] * alpha[j]);
                double weighted = inner * k[i * count + j];
                gradient[d] += 2 * weighted;
                for (int c = 0; c < d; c++) {
                    double difference = points[i * d + c] - points[j * d + c];
                    gradient[c] += weighted * precisions[c] * difference * difference;
                }
                if (i == j) {
                    gradient[d + 1] += 2 * inner * noise();
                }
            }
        }
        return gradient;
    }
}
