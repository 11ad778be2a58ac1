package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.matrix.RowKernels;

/**
 * Factors covariances that come from data: in any units, singular up to rounding, or with entries that never vary.
 *
 * <p>The matrix is brought to unit diagonal first, so that what counts as singular does not depend on the units.
 */
final class RobustCholesky {
    /** The least pivot of a matrix with unit diagonal, 1 − R² of an entry given those before it. */
    private static final double PIVOT_FLOOR = 1e-15;

    private static final double FIRST_JITTER = 1e-13;
    private static final double LAST_JITTER = 1e3;

    private RobustCholesky() {}

    /**
     * Writes U with Uᵀ U = A, or A plus as little on its diagonal (relative to it) as makes A positive definite.
     *
     * @param a [n][at least n] symmetric, lower triangle read; not modified
     * @param u [n][at least n] overwritten; row i is zero before its diagonal entry
     * @param scale [n]; overwritten by the square roots of the diagonal
     * @throws NonFiniteException if A holds a NaN or an infinity
     */
    static void factor(double[][] a, int n, double[][] u, double[] scale) {
        for (int i = 0; i < n; i++) {
            double root = Math.sqrt(a[i][i]);
            scale[i] = root > 0 ? 1 / root : 1;
        }
        double jitter = 0;
        while (!attempt(a, n, u, scale, jitter)) {
            if (jitter > LAST_JITTER) {
                throw new NonFiniteException("covariance", Double.NaN, -1, 0);
            }
            jitter = jitter == 0 ? FIRST_JITTER : 10 * jitter;
        }
        for (int j = 0; j < n; j++) {
            scale[j] = 1 / scale[j];
        }
        for (int i = 0; i < n; i++) {
            double[] row = u[i];
            for (int j = i; j < n; j++) {
                row[j] *= scale[j];
            }
        }
    }

    /** Row by row: u_i = (a_i − Σ_{k<i} u_ki u_k)/√pivot. */
    private static boolean attempt(double[][] a, int n, double[][] u, double[] scale, double jitter) {
        for (int i = 0; i < n; i++) {
            double[] row = u[i];
            Arrays.fill(row, 0, n, 0);
            RowKernels.addCombination(u, i, u, row, i, n);
            double pivot = (a[i][i] > 0 ? 1 : 0) + jitter - row[i];
            if (!(pivot > PIVOT_FLOOR) || Double.isInfinite(pivot)) {
                return false;
            }
            double root = Math.sqrt(pivot);
            Arrays.fill(row, 0, i, 0);
            row[i] = root;
            for (int j = i + 1; j < n; j++) {
                row[j] = (a[j][i] * scale[i] * scale[j] - row[j]) / root;
            }
        }
        return true;
    }

    /** log|A| = 2 Σ log U_ii. */
    static double logDeterminant(double[][] u, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(u[i][i]);
        }
        return 2 * sum;
    }
}
