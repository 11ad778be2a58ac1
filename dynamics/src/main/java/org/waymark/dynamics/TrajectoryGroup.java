package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.lqr.matrix.Cholesky;

/**
 * One component of a {@link TrajectoryMixture}: x_0 ~ N(m, diag v), and e_t = Δ_t z_t + noise of variances S_t at every time step, where e is what
 * the regressions of all rollouts leave over. The mode of the posterior under the prior of all rollouts, which counts for one rollout:
 *
 * <pre>
 *   Δ = (Σ r e zᵀ)(Σ r zzᵀ + V₀)⁻¹,   S_j = [S₀_j + Δ_j V₀ Δ_jᵀ + Σ r (e_j − Δ_j z)²] / (1 + Σ r)
 *   v = [v₀ + κ(m − m₀)² + Σ r (x_0 − m)²] / (1 + Σ r),   m = (κ m₀ + Σ r x_0) / (κ + Σ r)
 * </pre>
 */
final class TrajectoryGroup {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
    /** κ: what the mean of all x_0 counts for, in rollouts. */
    private static final double START_WEIGHT = 1e-2;

    private final TrajectoryPrior prior;
    /** Δᵀ of each part, [T × inputs × outputs]. */
    private final double[][] gain;
    /** S of each part, [T × outputs]. */
    private final double[][] noise;

    private final double[] startMean;
    private final double[] startVariance;

    /**
     * @param rows of all rollouts, see {@link TrajectoryPrior#rows}; not modified
     * @param weights r, one for each rollout, ≥ 0; not modified
     */
    TrajectoryGroup(TrajectoryPrior prior, double[][] rows, double[] weights) {
        this.prior = prior;
        this.gain = new double[prior.parts.size()][];
        this.noise = new double[gain.length][];
        this.startMean = prior.startMean.clone();
        this.startVariance = prior.startVariance.clone();
        double count = Arrays.stream(weights).sum();
        for (int k = 0; k < gain.length; k++) {
            TrajectoryPrior.Part part = prior.parts.get(k);
            gain[k] = new double[prior.horizon * part.inputs() * part.outputs()];
            noise[k] = new double[prior.horizon * part.outputs()];
            for (int t = 0; t < prior.horizon; t++) {
                regress(k, t, rows, weights, count);
            }
        }
        fitStart(rows, weights, count);
    }

    private void regress(int k, int t, double[][] rows, double[] weights, double count) {
        TrajectoryPrior.Part part = prior.parts.get(k);
        int p = part.inputs();
        int q = part.outputs();
        int row = t * prior.rowSize;
        double[] gram = new double[p * p];
        double[] cross = new double[p * q];
        double[] squares = new double[q];
        for (int i = 0; i < p; i++) {
            gram[i * p + i] = prior.spread[t * prior.inputs + i];
        }
        for (int r = 0; r < rows.length; r++) {
            if (weights[r] > 0) {
                part.addProducts(rows[r], row, weights[r], gram, cross);
                for (int j = 0; j < q; j++) {
                    double e = rows[r][row + part.at() + j];
                    squares[j] += weights[r] * e * e;
                }
            }
        }
        System.arraycopy(cross, 0, gain[k], t * p * q, p * q);
        Cholesky.factor(gram, 0, p);
        Cholesky.solve(gram, 0, p, gain[k], t * p * q, q);
        for (int j = 0; j < q; j++) {
            // Δ V₀ Δᵀ + Σ r (e − Δz)² = Σ r e² − Δ Σ r ze
            double left = squares[j];
            for (int i = 0; i < p; i++) {
                left -= cross[i * q + j] * gain[k][(t * p + i) * q + j];
            }
            noise[k][t * q + j] = (prior.noise(k)[j] + Math.max(0, left)) / (1 + count);
        }
    }

    private void fitStart(double[][] rows, double[] weights, double count) {
        for (int i = 0; i < startMean.length; i++) {
            double sum = START_WEIGHT * prior.startMean[i];
            for (int r = 0; r < rows.length; r++) {
                sum += weights[r] * rows[r][i];
            }
            startMean[i] = sum / (START_WEIGHT + count);
            double shift = startMean[i] - prior.startMean[i];
            double squares = prior.startVariance[i] + START_WEIGHT * shift * shift;
            for (int r = 0; r < rows.length; r++) {
                double d = rows[r][i] - startMean[i];
                squares += weights[r] * d * d;
            }
            startVariance[i] = squares / (1 + count);
        }
    }

    /** log p(x_0) + Σ_t log p(u_t | x_t) + log p(x_{t+1} | x_t, u_t), of a rollout's rows. */
    double logDensity(double[] rows) {
        double sum = 0;
        for (int i = 0; i < startMean.length; i++) {
            double d = rows[i] - startMean[i];
            sum += LOG_TWO_PI + Math.log(startVariance[i]) + d * d / startVariance[i];
        }
        for (int k = 0; k < gain.length; k++) {
            double[] e = new double[prior.parts.get(k).outputs()];
            for (int t = 0; t < prior.horizon; t++) {
                leave(k, t, rows, e);
                for (int j = 0; j < e.length; j++) {
                    double s = noise[k][t * e.length + j];
                    sum += LOG_TWO_PI + Math.log(s) + e[j] * e[j] / s;
                }
            }
        }
        return -0.5 * sum;
    }

    /** Writes e − Δz. */
    private void leave(int k, int t, double[] rows, double[] e) {
        TrajectoryPrior.Part part = prior.parts.get(k);
        int row = t * prior.rowSize;
        System.arraycopy(rows, row + part.at(), e, 0, e.length);
        for (int i = 0; i < part.inputs(); i++) {
            double z = rows[row + i];
            int at = (t * part.inputs() + i) * e.length;
            for (int j = 0; j < e.length; j++) {
                e[j] -= gain[k][at + j] * z;
            }
        }
    }

    /** The logarithm of the prior's density at these parameters, up to a constant. */
    double logPrior() {
        double sum = 0;
        for (int i = 0; i < startMean.length; i++) {
            double shift = startMean[i] - prior.startMean[i];
            sum += Math.log(startVariance[i])
                    + (prior.startVariance[i] + START_WEIGHT * shift * shift) / startVariance[i];
        }
        for (int k = 0; k < gain.length; k++) {
            int p = prior.parts.get(k).inputs();
            int q = prior.parts.get(k).outputs();
            for (int t = 0; t < prior.horizon; t++) {
                for (int j = 0; j < q; j++) {
                    double scale = prior.noise(k)[j];
                    for (int i = 0; i < p; i++) {
                        double g = gain[k][(t * p + i) * q + j];
                        scale += prior.spread[t * prior.inputs + i] * g * g;
                    }
                    sum += Math.log(noise[k][t * q + j]) + scale / noise[k][t * q + j];
                }
            }
        }
        return -0.5 * sum;
    }
}
