package org.waymark.lqr.solver;

import static org.waymark.lqr.matrix.LowerTriangle.addTransposedProduct;
import static org.waymark.lqr.matrix.LowerTriangle.mirror;
import static org.waymark.lqr.matrix.RowKernels.multiply;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.TrajectoryDistribution;

/**
 * The marginals of a linear-Gaussian controller under linear-Gaussian dynamics.
 *
 * <pre>
 *   E[u] = Kμ + k,   Cov[x,u] = ΣKᵀ,   Cov[u] = KΣKᵀ + C,   μ' = F E[y] + f,   Σ' = F Cov[y] Fᵀ + D
 * </pre>
 */
public final class GaussianForwardPass {
    private GaussianForwardPass() {}

    /** @throws IllegalArgumentException if the model and the controller differ in horizon or size */
    public static TrajectoryDistribution propagate(LinearGaussianModel model, LinearGaussianController controller) {
        Shapes.requireController("controller", model, controller);
        int n = model.stateSize();
        int m = model.controlSize();
        MarginalsBuilder marginals = new MarginalsBuilder(model.horizon(), n, m);
        double[] mean = model.initialState().mean();
        double[][] covariance = new double[n][n];
        double[] flat = model.initialState().covariance();
        for (int i = 0; i < n; i++) {
            System.arraycopy(flat, i * n, covariance[i], 0, n);
        }
        Buffers buffers = new Buffers(n, m);
        for (int t = 0; t < model.horizon(); t++) {
            marginals.set(t, mean, covariance, controller);
            buffers.advance(model, t, marginals, mean, covariance);
        }
        return marginals.build(mean, covariance);
    }

    /** Scratch matrices of one propagation. */
    private static final class Buffers {
        private final int n;
        private final int m;
        /** Fᵀ, (n+m) × n. */
        private final double[][] transposed;
        /** Cov[y] Fᵀ, (n+m) × n. */
        private final double[][] product;
        /** Σ', lower triangle. */
        private final double[][] next;

        Buffers(int n, int m) {
            this.n = n;
            this.m = m;
            transposed = new double[n + m][n];
            product = new double[n + m][n];
            next = new double[n][n];
        }

        /** Replaces the mean and the covariance of x_t by those of x_{t+1}. */
        void advance(
                LinearGaussianModel model, int t, MarginalsBuilder marginals, double[] mean, double[][] covariance) {
            for (int i = 0; i < n; i++) {
                double sum = model.offset().get(t, i);
                for (int j = 0; j < n + m; j++) {
                    double entry = model.transition().get(t, i, j);
                    transposed[j][i] = entry;
                    sum += entry * marginals.jointMean()[j];
                }
                mean[i] = sum;
                for (int j = 0; j <= i; j++) {
                    next[i][j] = model.noise().get(t, i, j);
                }
            }
            multiply(marginals.jointCovariance(), transposed, product, n + m, n + m, n);
            addTransposedProduct(transposed, product, next, n + m, n);
            mirror(next, covariance, n);
        }
    }
}
