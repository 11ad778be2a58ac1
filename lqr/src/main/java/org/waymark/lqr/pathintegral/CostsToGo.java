package org.waymark.lqr.pathintegral;

import java.util.List;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.matrix.Cholesky;
import org.waymark.lqr.solver.PolicyPenalty;

/** What each rollout costs from each step on, [T][N]: as sampled, or with a pull towards the global policy. */
final class CostsToGo {
    private CostsToGo() {}

    static double[][] of(SampledCosts costs) {
        double[][] toGo = new double[costs.horizon()][costs.rollouts()];
        for (int t = 0; t < toGo.length; t++) {
            for (int n = 0; n < toGo[t].length; n++) {
                toGo[t][n] = costs.toGo(n, t);
            }
        }
        return toGo;
    }

    /**
     * S_n + λ_t log(p(u_t|x_t)/π(u_t|x_t)) + Σ_{τ>t} λ_τ KL(p_τ ‖ π_τ)(x_τ): what is decided at t by its density, what follows by its
     * expectation.
     *
     * @param deviates of the rollouts under {@code controller}
     */
    static double[][] of(
            SampledCosts costs,
            LinearGaussianController controller,
            List<Rollout> rollouts,
            Deviates deviates,
            PolicyPenalty penalty) {
        double[][] toGo = of(costs);
        int m = controller.controlSize();
        double[] x = new double[controller.stateSize()];
        double[] apart = new double[m];
        for (int n = 0; n < rollouts.size(); n++) {
            double later = 0;
            for (int t = toGo.length - 1; t >= 0; t--) {
                double lambda = penalty.weights().get(t, 0);
                double[] lower = penalty.policy().choleskyLower().step(t);
                rollouts.get(n).states().read(t, x);
                difference(controller, penalty.policy(), t, x, apart);
                double[] z = deviates.values()[t][n];
                toGo[t][n] += lambda * logRatio(controller.choleskyLower().step(t), lower, z, apart) + later;
                later += lambda * divergence(controller.choleskyLower().step(t), lower, apart);
            }
        }
        return toGo;
    }

    /** Writes the mean of {@code p} less that of {@code q}. */
    private static void difference(
            LinearGaussianController p, LinearGaussianController q, int t, double[] x, double[] out) {
        double[] other = new double[out.length];
        q.mean(x, t, other);
        p.mean(x, t, out);
        for (int i = 0; i < out.length; i++) {
            out[i] -= other[i];
        }
    }

    /** log p(u) − log q(u) at u = μ_p + Lz. */
    private static double logRatio(double[] lower, double[] otherLower, double[] z, double[] apart) {
        int m = z.length;
        double[] e = apart.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                e[i] += lower[i * m + j] * z[j];
            }
        }
        Cholesky.solveLower(otherLower, 0, m, e, 0, 1);
        return 0.5 * (square(e) - square(z) + logDeterminants(lower, otherLower, m));
    }

    /** KL(p ‖ q) of two Gaussians. */
    private static double divergence(double[] lower, double[] otherLower, double[] apart) {
        int m = apart.length;
        double[] root = lower.clone();
        Cholesky.solveLower(otherLower, 0, m, root, 0, m);
        double[] e = apart.clone();
        Cholesky.solveLower(otherLower, 0, m, e, 0, 1);
        return 0.5 * (square(root) - m + square(e) + logDeterminants(lower, otherLower, m));
    }

    /** log|C_q| − log|C_p|. */
    private static double logDeterminants(double[] lower, double[] otherLower, int m) {
        return Cholesky.logDeterminant(otherLower, 0, m) - Cholesky.logDeterminant(lower, 0, m);
    }

    private static double square(double[] v) {
        double sum = 0;
        for (double e : v) {
            sum += e * e;
        }
        return sum;
    }
}
