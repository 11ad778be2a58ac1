package org.waymark.lqr.solver;

import static org.waymark.lqr.matrix.LowerTriangle.addProductTransposed;
import static org.waymark.lqr.matrix.LowerTriangle.mirror;
import static org.waymark.lqr.matrix.LowerTriangle.subtractGram;
import static org.waymark.lqr.matrix.RowKernels.addCombination;
import static org.waymark.lqr.matrix.RowKernels.addDots;
import static org.waymark.lqr.matrix.RowKernels.multiply;
import static org.waymark.lqr.matrix.RowKernels.scale;
import static org.waymark.lqr.matrix.RowKernels.solveTransposedUpper;
import static org.waymark.lqr.matrix.RowKernels.solveUpper;

import org.waymark.lqr.matrix.Cholesky;

/**
 * One step of the Riccati recursion, on workspace arrays that it owns and reuses.
 *
 * <p>The caller writes the stage cost into {@link #hessian} and {@link #gradient}, calls {@link #addDynamics} if there is a next step,
 * then {@link #eliminate}; V and v then stand in {@link #value} and {@link #valueGradient}, ready for the step before.
 */
final class RiccatiStep {
    private final int n;
    private final int m;

    /** Q_yy, lower triangle: row i has length i+1. */
    final double[][] hessian;
    /** q_y, [n+m]. */
    final double[] gradient;
    /** V, [n × n]. */
    final double[][] value;
    /** v, [n]. */
    final double[] valueGradient;
    /** U with Q_uu = U Uᵀ, [m × m] row-major, after {@link #eliminate}. */
    final double[] upper;
    /** U⁻¹[Q_ux | q_u], [m × (n+1)], after {@link #eliminate}. */
    final double[][] reduced;

    /** FᵀV, [(n+m) × n]. */
    private final double[][] product;
    /** v + V f, [n]. */
    private final double[] shifted;

    RiccatiStep(int n, int m) {
        this.n = n;
        this.m = m;
        hessian = new double[n + m][];
        for (int i = 0; i < n + m; i++) {
            hessian[i] = new double[i + 1];
        }
        gradient = new double[n + m];
        value = new double[n][n];
        valueGradient = new double[n];
        upper = new double[m * m];
        reduced = new double[m][n + 1];
        product = new double[n + m][n];
        shifted = new double[n];
    }

    /** V ← ρ V, v ← ρ v. */
    void scaleValue(double rho) {
        for (int i = 0; i < n; i++) {
            scale(rho, value[i], n);
        }
        scale(rho, valueGradient, n);
    }

    /**
     * Q_yy += FᵀVF, q_y += Fᵀ(v + Vf).
     *
     * @param transposed Fᵀ, n+m rows of n or more; not modified
     * @param drift f, [n]; not modified
     */
    void addDynamics(double[][] transposed, double[] drift) {
        multiply(transposed, value, product, n + m, n, n);
        addProductTransposed(transposed, product, hessian, n, n + m);
        System.arraycopy(valueGradient, 0, shifted, 0, n);
        addCombination(drift, value, shifted, n, n);
        addDots(shifted, transposed, gradient, n, n + m);
    }

    /**
     * Minimises over u.
     *
     * @param precision Q_uu, [m × m]; overwritten
     * @param gain [K | k], m × (n+1); overwritten
     * @return false if Q_uu is not positive definite; K, k, V and v are then not written
     */
    boolean eliminate(double[] precision, double[][] gain) {
        for (int i = 0; i < m; i++) {
            double[] row = hessian[n + i];
            for (int j = 0; j <= i; j++) {
                precision[i * m + j] = row[n + j];
                precision[j * m + i] = row[n + j];
            }
        }
        System.arraycopy(precision, 0, upper, 0, m * m);
        if (!Cholesky.factorUpper(upper, 0, m)) {
            return false;
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(hessian[n + i], 0, reduced[i], 0, n);
            reduced[i][n] = gradient[n + i];
        }
        // Y = U⁻¹[Q_ux | q_u],  [K | k] = −U⁻ᵀY
        solveUpper(upper, m, reduced, n + 1);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= n; j++) {
                gain[i][j] = -reduced[i][j];
            }
        }
        solveTransposedUpper(upper, m, gain, n + 1);
        // V = Q_xx − YᵀY,  v = q_x − Yᵀy
        subtractGram(reduced, hessian, m, n);
        mirror(hessian, value, n);
        System.arraycopy(gradient, 0, valueGradient, 0, n);
        for (int i = 0; i < m; i++) {
            double y = reduced[i][n];
            for (int j = 0; j < n; j++) {
                valueGradient[j] -= y * reduced[i][j];
            }
        }
        return true;
    }
}
