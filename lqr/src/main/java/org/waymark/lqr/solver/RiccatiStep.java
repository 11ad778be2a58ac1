package org.waymark.lqr.solver;

import static org.waymark.lqr.matrix.LowerTriangle.addProductTransposed;
import static org.waymark.lqr.matrix.LowerTriangle.mirror;
import static org.waymark.lqr.matrix.LowerTriangle.subtractGram;
import static org.waymark.lqr.matrix.RowKernels.add1;
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
     * @param upper U with Q_uu = U Uᵀ, [m × m]; overwritten
     * @param reduced R = −U⁻¹[Q_ux | q_u], m × (n+1); overwritten
     * @return false if Q_uu is not positive definite; R, V and v are then not written
     */
    boolean eliminate(double[] precision, double[] upper, double[][] reduced) {
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
            double[] row = hessian[n + i];
            double[] out = reduced[i];
            for (int j = 0; j < n; j++) {
                out[j] = -row[j];
            }
            out[n] = -gradient[n + i];
        }
        solveUpper(upper, m, reduced, n + 1);
        // V = Q_xx − RᵀR,  v = q_x − Rᵀr
        subtractGram(reduced, hessian, m, n);
        mirror(hessian, value, n);
        System.arraycopy(gradient, 0, valueGradient, 0, n);
        for (int i = 0; i < m; i++) {
            add1(valueGradient, -reduced[i][n], reduced[i], n);
        }
        return true;
    }

    /**
     * Writes [K | k] = U⁻ᵀR, from what {@link #eliminate} wrote.
     *
     * @param upper U, [m × m]; not modified
     * @param reduced R, m × (n+1); not modified
     * @param gain m × (n+1); overwritten
     */
    void gain(double[] upper, double[][] reduced, double[][] gain) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(reduced[i], 0, gain[i], 0, n + 1);
        }
        solveTransposedUpper(upper, m, gain, n + 1);
    }
}
