package org.waymark.lqr.solver;

import java.util.List;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryDistribution;
import org.waymark.lqr.matrix.Cholesky;

/**
 * The divergence of one controller from another over a trajectory, the dynamics being the same: Σ_t E[KL(p(u|x_t) ‖ q(u|x_t))] with
 * x_t distributed as under p.
 *
 * <p>With Δ = q − p and N(μ, Σ) the distribution of x_t under p,
 *
 * <pre>
 *   KL_t = ½[ log|C_q| − log|C_p| − m + tr(C_q⁻¹C_p) + (Δk + ΔKμ)ᵀC_q⁻¹(Δk + ΔKμ) + tr(ΔKᵀC_q⁻¹ΔK Σ) ].
 * </pre>
 *
 * <p>Levine and Abbeel 2014, section 3.
 */
public final class TrajectoryKl {
    private TrajectoryKl() {}

    /**
     * @param marginalsOfP the marginals of {@code p} under the model
     * @param anchor q
     * @return [T], nats, each ≥ 0 (rounding below zero is cut off)
     * @throws IllegalArgumentException if horizons or sizes differ
     */
    public static double[] perStep(
            TrajectoryDistribution marginalsOfP, LinearGaussianController p, LinearGaussianController anchor) {
        Shapes.requireSame("anchor", p, anchor);
        marginalsOfP.mean().requireShape("marginals", p.horizon(), p.stateSize() + p.controlSize(), 1);
        Step step = new Step(p.stateSize(), p.controlSize());
        double[] kl = new double[p.horizon()];
        for (int t = 0; t < kl.length; t++) {
            kl[t] = Math.max(0, step.divergence(t, marginalsOfP, p, anchor));
        }
        return kl;
    }

    /**
     * The same, x_t being distributed as in rollouts instead of under a model: mean and covariance are those of the sample.
     *
     * @param rollouts at least one, of {@code p}'s horizon and sizes
     * @return [T], nats, each ≥ 0
     */
    public static double[] onRollouts(
            List<Rollout> rollouts, LinearGaussianController p, LinearGaussianController anchor) {
        int n = p.stateSize();
        int size = n + p.controlSize();
        int horizon = p.horizon();
        double[] means = new double[horizon * size];
        double[] covariances = new double[horizon * size * size];
        double[] x = new double[n];
        double weight = 1.0 / rollouts.size();
        for (int t = 0; t < horizon; t++) {
            for (Rollout rollout : rollouts) {
                rollout.states().read(t, x);
                for (int i = 0; i < n; i++) {
                    means[t * size + i] += weight * x[i];
                }
            }
            for (Rollout rollout : rollouts) {
                rollout.states().read(t, x);
                for (int i = 0; i < n; i++) {
                    double deviation = x[i] - means[t * size + i];
                    for (int j = 0; j < n; j++) {
                        covariances[(t * size + i) * size + j] += weight * deviation * (x[j] - means[t * size + j]);
                    }
                }
            }
        }
        // only the states' part is read
        TrajectoryDistribution marginals = new TrajectoryDistribution(
                TimeVaryingMatrix.ofVectors(horizon, size, means),
                TimeVaryingMatrix.of(horizon, size, size, covariances),
                new Gaussian(new double[n], new double[n * n]));
        return perStep(marginals, p, anchor);
    }

    /** Σ of {@link #perStep}. */
    public static double total(
            TrajectoryDistribution marginalsOfP, LinearGaussianController p, LinearGaussianController anchor) {
        double sum = 0;
        for (double term : perStep(marginalsOfP, p, anchor)) {
            sum += term;
        }
        return sum;
    }

    /** One time step, on buffers reused from step to step. */
    private static final class Step {
        private final int n;
        private final int m;
        private final double[] mean;
        private final double[] covariance;
        private final double[] gain;
        private final double[] anchorGain;
        private final double[] lowerP;
        private final double[] lowerQ;
        private final double[] precision;
        private final double[] controlCovariance;
        private final double[] product;
        private final double[] difference;

        Step(int n, int m) {
            this.n = n;
            this.m = m;
            mean = new double[n + m];
            covariance = new double[(n + m) * (n + m)];
            gain = new double[m * n];
            anchorGain = new double[m * n];
            lowerP = new double[m * m];
            lowerQ = new double[m * m];
            precision = new double[m * m];
            controlCovariance = new double[m * m];
            product = new double[m * n];
            difference = new double[m];
        }

        double divergence(
                int t, TrajectoryDistribution marginals, LinearGaussianController p, LinearGaussianController q) {
            marginals.mean().read(t, mean);
            marginals.covariance().read(t, covariance);
            p.gain().read(t, gain);
            q.gain().read(t, anchorGain);
            p.choleskyLower().read(t, lowerP);
            q.choleskyLower().read(t, lowerQ);
            p.covariance().read(t, controlCovariance);
            q.precision().read(t, precision);
            // ΔK, Δk + ΔKμ and ΔK Σ
            for (int i = 0; i < m; i++) {
                double sum = q.offset().get(t, i) - p.offset().get(t, i);
                for (int j = 0; j < n; j++) {
                    gain[i * n + j] = anchorGain[i * n + j] - gain[i * n + j];
                    sum += gain[i * n + j] * mean[j];
                }
                difference[i] = sum;
                for (int j = 0; j < n; j++) {
                    double entry = 0;
                    for (int k = 0; k < n; k++) {
                        entry += gain[i * n + k] * covariance[k * (n + m) + j];
                    }
                    product[i * n + j] = entry;
                }
            }
            double sum = -m + Cholesky.logDeterminant(lowerQ, 0, m) - Cholesky.logDeterminant(lowerP, 0, m);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    double moment = controlCovariance[i * m + j] + difference[i] * difference[j];
                    for (int k = 0; k < n; k++) {
                        moment += product[i * n + k] * gain[j * n + k];
                    }
                    sum += precision[i * m + j] * moment;
                }
            }
            return 0.5 * sum;
        }
    }
}
