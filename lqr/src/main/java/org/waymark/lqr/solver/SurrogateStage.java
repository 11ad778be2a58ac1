package org.waymark.lqr.solver;

import static org.waymark.lqr.matrix.LowerTriangle.addProductTransposed;
import static org.waymark.lqr.matrix.RowKernels.addDots;
import static org.waymark.lqr.matrix.RowKernels.transposedMultiply;

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

    /** H + λM_π, [(n+m) × (n+m)], row-major. */
    final double[] costHessian;
    /** g + λv_π, [n+m]. */
    final double[] costGradient;
    /** M̄ = WᵀW, [(n+m) × (n+m)], row-major. */
    final double[] anchorHessian;
    /** v̄ = Wᵀw, [n+m]. */
    final double[] anchorGradient;
    /** F = [A | B], [n × (n+m)], row-major. */
    final double[] transition;
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

    /** [K | k], m × (n+1). */
    final double[][] gain;
    /** U with C⁻¹ = Q_uu = UᵀU, [m × m] row-major. */
    final double[] upper;
    /** C⁻¹, [m × m] row-major. */
    final double[] precision;
    /** S = U⁻ᵀ[Bᵀ | Ū], m × (n+m): SᵀS has the diagonal blocks BCBᵀ and ŪᵀCŪ. */
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
        costHessian = new double[size * size];
        costGradient = new double[size];
        anchorHessian = new double[size * size];
        anchorGradient = new double[size];
        open = new double[n + 1][size];
        input = new double[m][size];
        transition = new double[n * size];
        noise = lowerRows(n);
        gain = new double[m][n + 1];
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
        /** L and Ū = L⁻ᵀ of a controller's covariance LLᵀ, [m × m] row-major. */
        private final double[] lower;

        private final double[] upper;
        /** −Ū, m × m. */
        private final double[][] negativeUpper;
        /** [K̄ | k̄], m × (n+1). */
        private final double[][] gain;
        /** [Wᵀ; wᵀ], (n+m+1) × m. */
        private final double[][] residual;
        /** Of these the rows of x and of 1, which are −[K̄ | k̄]ᵀŪ, (n+1) × m. */
        private final double[][] affine;

        /** WᵀW, lower triangle: row i has length i+1. */
        private final double[][] quadratic;

        private final double[][] zeros;

        Reader(int n, int m) {
            lower = new double[m * m];
            upper = new double[m * m];
            negativeUpper = new double[m][m];
            gain = new double[m][n + 1];
            residual = new double[n + m + 1][m];
            affine = Arrays.copyOf(residual, n + 1);
            affine[n] = residual[n + m];
            quadratic = lowerRows(n + m);
            zeros = new double[n + 1][m];
        }
    }

    void readModel(LinearGaussianModel model, int t) {
        model.transition().read(t, transition);
        for (int i = 0; i < n; i++) {
            int row = i * (n + m);
            for (int j = 0; j < n; j++) {
                open[j][i] = transition[row + j];
            }
            for (int j = 0; j < m; j++) {
                input[j][i] = transition[row + n + j];
            }
            open[n][i] = model.offset().get(t, i);
            model.noise().readRow(t, i, noise[i], i + 1);
        }
    }

    void readCost(QuadraticCost cost, int t) {
        cost.hessian().read(t, costHessian);
        cost.gradient().read(t, costGradient);
        weight = 0;
    }

    void readAnchor(LinearGaussianController anchor, int t, Reader reader) {
        readResidual(anchor, t, 1, reader);
        Arrays.fill(anchorHessian, 0);
        Arrays.fill(anchorGradient, 0);
        addQuadratic(reader, anchorHessian, anchorGradient);
        for (int i = 0; i <= n; i++) {
            System.arraycopy(reader.affine[i], 0, open[i], n, m);
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(reader.upper, i * m, input[i], n, m);
        }
        // |C̄| = 1 / |Ū|²
        anchorLogDeterminant = -Cholesky.logDeterminant(reader.upper, 0, m);
    }

    /** Adds λM_π and λv_π to the cost. */
    void addPenalty(PolicyPenalty penalty, int t, Reader reader) {
        weight = penalty.weights().get(t, 0);
        readResidual(penalty.policy(), t, Math.sqrt(weight), reader);
        addQuadratic(reader, costHessian, costGradient);
    }

    /** Writes √weight · [Wᵀ; wᵀ] of a controller. */
    private void readResidual(LinearGaussianController controller, int t, double root, Reader reader) {
        controller.choleskyLower().read(t, reader.lower);
        Cholesky.invertTransposedLower(reader.lower, 0, m, reader.upper, 0);
        for (int i = 0; i < m; i++) {
            controller.gain().readRow(t, i, reader.gain[i], n);
            reader.gain[i][n] = controller.offset().get(t, i);
            double[] row = reader.residual[n + i];
            for (int j = 0; j < m; j++) {
                row[j] = root * reader.upper[i * m + j];
                reader.negativeUpper[i][j] = -row[j];
            }
        }
        transposedMultiply(reader.zeros, reader.gain, reader.negativeUpper, reader.affine, n + 1, m, m);
    }

    /** Adds WᵀW and Wᵀw. */
    private void addQuadratic(Reader reader, double[] hessian, double[] gradient) {
        int size = n + m;
        for (double[] row : reader.quadratic) {
            Arrays.fill(row, 0);
        }
        addProductTransposed(reader.residual, reader.residual, reader.quadratic, m, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                hessian[i * size + j] += reader.quadratic[i][j];
                hessian[j * size + i] += reader.quadratic[i][j];
            }
            hessian[i * size + i] += reader.quadratic[i][i];
        }
        addDots(reader.residual[size], reader.residual, gradient, m, size);
    }
}
