package org.waymark.lqr.solver;

import static org.waymark.lqr.matrix.LowerTriangle.addTransposedProduct;
import static org.waymark.lqr.matrix.RowKernels.add1;
import static org.waymark.lqr.matrix.RowKernels.addCombination;
import static org.waymark.lqr.matrix.RowKernels.scale;

import java.util.Arrays;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.matrix.Cholesky;

/**
 * One time step of the surrogate problem: what does not depend on η, in the layout that the passes want, and what they write.
 *
 * <p>Throughout, P̄ = ŪŪᵀ is the anchor's precision, so that −log p̄(u|x) = ½‖Ūᵀ(u − K̄x − k̄)‖² + const = ½‖Wy + w‖² + const with
 * W = [−ŪᵀK̄ | Ūᵀ], w = −Ūᵀk̄.
 */
final class SurrogateStage {
    private final int n;
    private final int m;

    /** H + λM_π, lower triangle: row i has length i+1. */
    final double[][] costHessian;
    /** g + λv_π, [n+m]. */
    final double[] costGradient;
    /** M̄ = WᵀW, lower triangle: row i has length i+1. */
    final double[][] anchorHessian;
    /** v̄ = Wᵀw, [n+m]. */
    final double[] anchorGradient;
    /** Fᵀ = [A | B]ᵀ: n+m rows of n entries and more, those of {@link #open} and {@link #input}. */
    final double[][] transposed;
    /** [Aᵀ | −K̄ᵀŪ; fᵀ | −k̄ᵀŪ], (n+1) × (n+m): what becomes of [x;1] without a control, and its residual in the anchor. */
    final double[][] open;
    /** [Bᵀ | Ū], m × (n+m): what a control adds to that. */
    final double[][] input;
    /** D, lower triangle: row i has length i+1. */
    final double[][] noise;
    /** log|C̄|. */
    double anchorLogDeterminant;
    /** λ. */
    double weight;

    /** R = −U⁻¹[Q_ux | q_u] with C⁻¹ = Q_uu = UUᵀ, m × (n+1): the gains are [K | k] = U⁻ᵀR. */
    final double[][] reduced;
    /** U, [m × m] row-major. */
    final double[] upper;
    /** C⁻¹, [m × m] row-major. */
    final double[] precision;
    /** S = U⁻¹[Bᵀ | Ū], m × (n+m), so that SᵀR = [B; Ūᵀ][K | k], transposed; its columns have the inner products [BCBᵀ, BCŪ; ŪᵀCBᵀ, ŪᵀCŪ]. */
    final double[][] driven;
    /** log|C⁻¹|. */
    double precisionLogDeterminant;
    /** E[x_t], [n]. */
    final double[] mean;
    /** Cov[x_t], [n × n]. */
    final double[][] covariance;
    /** E[KL(p(u|x_t) ‖ p̄(u|x_t))] ≥ 0. */
    double kl;

    SurrogateStage(int n, int m) {
        this.n = n;
        this.m = m;
        int size = n + m;
        costHessian = lowerRows(size);
        costGradient = new double[size];
        anchorHessian = lowerRows(size);
        anchorGradient = new double[size];
        open = new double[n + 1][size];
        input = new double[m][size];
        transposed = Arrays.copyOf(open, size);
        System.arraycopy(input, 0, transposed, n, m);
        noise = lowerRows(n);
        reduced = new double[m][n + 1];
        upper = new double[m * m];
        precision = new double[m * m];
        driven = new double[m][size];
        mean = new double[n];
        covariance = new double[n][n];
    }

    static double[][] lowerRows(int size) {
        double[][] rows = new double[size][];
        for (int i = 0; i < size; i++) {
            rows[i] = new double[i + 1];
        }
        return rows;
    }

    /** Scratch arrays for reading, shared by all stages. */
    static final class Reader {
        /** L or U of a controller's covariance or precision, [m × m] row-major. */
        private final double[] lower;

        private final double[] upper;
        private final double[] row;
        private final double[] weights;
        /** K, m × n. */
        private final double[][] gain;
        /** [W | w], m × (n+m+1). */
        private final double[][] residual;

        Reader(int n, int m) {
            lower = new double[m * m];
            upper = new double[m * m];
            row = new double[n + m];
            weights = new double[m];
            gain = new double[m][n];
            residual = new double[m][n + m + 1];
        }
    }

    void readModel(LinearGaussianModel model, int t, Reader reader) {
        for (int i = 0; i < n; i++) {
            model.transition().readRow(t, i, reader.row, n + m);
            for (int j = 0; j < n + m; j++) {
                transposed[j][i] = reader.row[j];
            }
            open[n][i] = model.offset().get(t, i);
            model.noise().readRow(t, i, noise[i], i + 1);
        }
    }

    void readCost(QuadraticCost cost, int t) {
        for (int i = 0; i < n + m; i++) {
            cost.hessian().readRow(t, i, costHessian[i], i + 1);
        }
        cost.gradient().read(t, costGradient);
        weight = 0;
    }

    void readAnchor(LinearGaussianController anchor, int t, Reader reader) {
        readResidual(anchor, t, reader);
        for (double[] row : anchorHessian) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(anchorGradient, 0);
        addQuadratic(reader.residual, anchorHessian, anchorGradient);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                open[j][n + i] = reader.residual[i][j];
            }
            open[n][n + i] = reader.residual[i][n + m];
            System.arraycopy(reader.upper, i * m, input[i], n, m);
        }
        // |C̄| = 1 / |Ū|²
        anchorLogDeterminant = -Cholesky.logDeterminant(reader.upper, 0, m);
    }

    /** Adds λM_π and λv_π to the cost. */
    void addPenalty(PolicyPenalty penalty, int t, Reader reader) {
        weight = penalty.weights().get(t, 0);
        readResidual(penalty.policy(), t, reader);
        double root = Math.sqrt(weight);
        for (double[] row : reader.residual) {
            scale(root, row, row.length);
        }
        addQuadratic(reader.residual, costHessian, costGradient);
    }

    private void readResidual(LinearGaussianController controller, int t, Reader reader) {
        controller.choleskyLower().read(t, reader.lower);
        Cholesky.invertTransposedLower(reader.lower, 0, m, reader.upper, 0);
        for (int i = 0; i < m; i++) {
            controller.gain().readRow(t, i, reader.gain[i], n);
        }
        for (int i = 0; i < m; i++) {
            double[] row = reader.residual[i];
            Arrays.fill(row, 0);
            for (int k = 0; k <= i; k++) {
                double entry = reader.upper[k * m + i];
                reader.weights[k] = -entry;
                row[n + k] = entry;
                row[n + m] -= entry * controller.offset().get(t, k);
            }
            addCombination(reader.weights, reader.gain, row, i + 1, n);
        }
    }

    /** Adds WᵀW and Wᵀw. */
    private void addQuadratic(double[][] residual, double[][] hessian, double[] gradient) {
        int size = n + m;
        addTransposedProduct(residual, residual, hessian, m, size);
        for (int i = 0; i < m; i++) {
            add1(gradient, residual[i][size], residual[i], size);
        }
    }
}
