package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.lqr.matrix.Cholesky;

/**
 * One component of a {@link TrajectoryMixture}: x_0 ~ N(m, diag v), and e_t = Δ_t [x_t;1] + noise of variances S_t at every time step,
 * where e is what the regression of all rollouts leaves over. The mode of the posterior under the prior of all rollouts, which counts
 * for one rollout:
 *
 * <pre>
 *   Δ = (Σ r e x̃ᵀ)(Σ r x̃x̃ᵀ + V₀)⁻¹,   S_j = [S₀_j + Δ_j V₀ Δ_jᵀ + Σ r (e_j − Δ_j x̃)²] / (1 + Σ r)
 *   v = [v₀ + κ(m − m₀)² + Σ r (x_0 − m)²] / (1 + Σ r),   m = (κ m₀ + Σ r x_0) / (κ + Σ r)
 * </pre>
 */
final class TrajectoryGroup {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
    /** κ: what the mean of all x_0 counts for, in rollouts. */
    private static final double START_WEIGHT = 1e-2;

    private final TrajectoryPrior prior;
    /** Δᵀ, [T × p × q]. */
    private final double[] gain;
    /** S, [T × q]. */
    private final double[] noise;

    private final double[] startMean;
    private final double[] startVariance;

    /**
     * @param rows of all rollouts, see {@link TrajectoryPrior#rows}; not modified
     * @param weights r, one for each rollout, ≥ 0; not modified
     */
    TrajectoryGroup(TrajectoryPrior prior, double[][] rows, double[] weights) {
        this.prior = prior;
        this.gain = new double[prior.horizon * prior.inputs * prior.outputs];
        this.noise = new double[prior.horizon * prior.outputs];
        this.startMean = prior.startMean.clone();
        this.startVariance = prior.startVariance.clone();
        double count = Arrays.stream(weights).sum();
        for (int t = 0; t < prior.horizon; t++) {
            regress(t, rows, weights, count);
        }
        fitStart(rows, weights, count);
    }

    private void regress(int t, double[][] rows, double[] weights, double count) {
        int p = prior.inputs;
        int q = prior.outputs;
        int at = t * (p + q);
        double[] gram = new double[p * p];
        double[] cross = new double[p * q];
        double[] squares = new double[q];
        for (int i = 0; i < p; i++) {
            gram[i * p + i] = prior.spread[t * p + i];
        }
        for (int k = 0; k < rows.length; k++) {
            if (weights[k] > 0) {
                prior.addProducts(rows[k], at, weights[k], gram, cross);
                for (int j = 0; j < q; j++) {
                    double e = rows[k][at + p + j];
                    squares[j] += weights[k] * e * e;
                }
            }
        }
        System.arraycopy(cross, 0, gain, t * p * q, p * q);
        Cholesky.factor(gram, 0, p);
        Cholesky.solve(gram, 0, p, gain, t * p * q, q);
        for (int j = 0; j < q; j++) {
            double left = squares[j];
            for (int i = 0; i < p; i++) {
                left -= cross[i * q + j] * gain[(t * p + i) * q + j];
            }
            noise[t * q + j] = (prior.noise[j] + Math.max(0, left)) / (1 + count);
        }
    }

    private void fitStart(double[][] rows, double[] weights, double count) {
        for (int i = 0; i < startMean.length; i++) {
            double sum = START_WEIGHT * prior.startMean[i];
            for (int k = 0; k < rows.length; k++) {
                sum += weights[k] * rows[k][i];
            }
            startMean[i] = sum / (START_WEIGHT + count);
            double shift = startMean[i] - prior.startMean[i];
            double squares = prior.startVariance[i] + START_WEIGHT * shift * shift;
            for (int k = 0; k < rows.length; k++) {
                double d = rows[k][i] - startMean[i];
                squares += weights[k] * d * d;
            }
            startVariance[i] = squares / (1 + count);
        }
    }

    /** log p(x_0) + Σ_t log p(u_t, x_{t+1} | x_t), of a rollout's rows. */
    double logDensity(double[] rows) {
        int p = prior.inputs;
        int q = prior.outputs;
        double sum = 0;
        for (int i = 0; i < startMean.length; i++) {
            double d = rows[i] - startMean[i];
            sum += LOG_TWO_PI + Math.log(startVariance[i]) + d * d / startVariance[i];
        }
        double[] e = new double[q];
        for (int t = 0; t < prior.horizon; t++) {
            int at = t * (p + q);
            System.arraycopy(rows, at + p, e, 0, q);
            for (int i = 0; i < p; i++) {
                double x = rows[at + i];
                int row = (t * p + i) * q;
                for (int j = 0; j < q; j++) {
                    e[j] -= gain[row + j] * x;
                }
            }
            for (int j = 0; j < q; j++) {
                double s = noise[t * q + j];
                sum += LOG_TWO_PI + Math.log(s) + e[j] * e[j] / s;
            }
        }
        return -0.5 * sum;
    }

    /** The logarithm of the prior's density at these parameters, up to a constant. */
    double logPrior() {
        int p = prior.inputs;
        int q = prior.outputs;
        double sum = 0;
        for (int i = 0; i < startMean.length; i++) {
            double shift = startMean[i] - prior.startMean[i];
            sum += Math.log(startVariance[i])
                    + (prior.startVariance[i] + START_WEIGHT * shift * shift) / startVariance[i];
        }
        for (int t = 0; t < prior.horizon; t++) {
            for (int j = 0; j < q; j++) {
                double scale = prior.noise[j];
                for (int i = 0; i < p; i++) {
                    double g = gain[(t * p + i) * q + j];
                    scale += prior.spread[t * p + i] * g * g;
                }
                sum += Math.log(noise[t * q + j]) + scale / noise[t * q + j];
            }
        }
        return -0.5 * sum;
    }
}
