package org.waymark.lqr.planner;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.matrix.Cholesky;

/**
 * Model predictive path integral control: the mean of all samples, weighted by the exponential of their costs.
 *
 * <pre>
 *   U_i = clamp(Ū + E_i),   ε_k ~ N(0, Σ) with correlation β between neighbours,
 *   w_i = exp(−(S_i − min S)/λ),   Ū ← Σ w_i U_i / Σ w_i
 * </pre>
 *
 * <p>As N → ∞ one iteration without limits gives the mean of p(U) ∝ N(U; Ū, Σ)·exp(−S(U)/λ). Williams et al. 2017, algorithm 2. Differs
 * from it in that the cost of a sample is the cost alone: there the term λŪᵀΣ⁻¹E_i pulls the distribution towards zero control, which
 * here is left to the cost function.
 */
public final class Mppi extends SamplingPlanner {
    private final double temperature;
    private final int iterations;
    private final double correlation;
    private final double innovation;
    private final double[] factor;
    private double effective;

    /**
     * @throws IllegalArgumentException if problem and options do not fit, if the covariance is not symmetric and positive definite, or
     *     if there is none and a control has neither finite limits nor a scale
     */
    public Mppi(SamplingProblem problem, MppiOptions options, RandomStreams streams) {
        super(problem, options.sampling(), streams, options.noiseCovariance().length == 0);
        temperature = options.temperature();
        iterations = options.iterations();
        correlation = options.correlation();
        innovation = Math.sqrt(1 - correlation * correlation);
        factor = factorOf(options.noiseCovariance());
    }

    private double[] factorOf(double[] covariance) {
        int m = controlSize();
        if (covariance.length == 0) {
            double[] diagonal = new double[m * m];
            for (int i = 0; i < m; i++) {
                diagonal[i * m + i] = scale()[i];
            }
            return diagonal;
        }
        PlannerChecks.length("noiseCovariance", m * m, covariance.length);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                if (covariance[i * m + j] != covariance[j * m + i]) {
                    throw new IllegalArgumentException("noiseCovariance: expected a symmetric matrix, found "
                            + covariance[i * m + j] + " at (" + i + ", " + j + ") and " + covariance[j * m + i]
                            + " opposite");
                }
            }
        }
        if (!Cholesky.factor(covariance, 0, m)) {
            throw new IllegalArgumentException("noiseCovariance: expected a positive definite matrix");
        }
        return covariance;
    }

    @Override
    void improve() {
        for (int i = 0; i < iterations; i++) {
            sample();
            average();
        }
    }

    @Override
    void draw(RandomGenerator random, int sample, int at, double[] sequences) {
        int m = controlSize();
        int end = at + horizon() * m;
        for (int j = at; j < end; j++) {
            double w = random.nextGaussian();
            sequences[j] = j < at + m ? w : correlation * sequences[j - m] + innovation * w;
        }
        for (int row = at; row < end; row += m) {
            // from the last control down: row i of L needs the deviates up to i only
            for (int i = m - 1; i >= 0; i--) {
                double noise = 0;
                for (int j = 0; j <= i; j++) {
                    noise += factor[i * m + j] * sequences[row + j];
                }
                sequences[row + i] = clamp(i, mean()[row - at + i] + noise);
            }
        }
    }

    private void average() {
        double[] mean = mean();
        double[] costs = costs();
        double[] sequences = sequences();
        double baseline = Double.POSITIVE_INFINITY;
        for (double cost : costs) {
            baseline = Math.min(baseline, cost);
        }
        Arrays.fill(mean, 0);
        double sum = 0;
        double squares = 0;
        for (int s = 0; s < costs.length; s++) {
            double weight = Math.exp((baseline - costs[s]) / temperature);
            if (weight > 0) {
                sum += weight;
                squares += weight * weight;
                int at = s * mean.length;
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += weight * sequences[at + j];
                }
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= sum;
        }
        effective = sum * sum / squares;
    }

    @Override
    double effectiveSampleSize() {
        return effective;
    }
}
