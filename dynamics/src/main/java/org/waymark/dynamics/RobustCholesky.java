package org.waymark.dynamics;

import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.matrix.Cholesky;

/**
 * Factors covariances that come from data: in any units, singular up to rounding, or with entries that never vary.
 *
 * <p>The matrix is brought to unit diagonal first, so that what counts as singular does not depend on the units.
 */
final class RobustCholesky {
    private static final double FIRST_JITTER = 1e-13;
    private static final double LAST_JITTER = 1e3;

    private RobustCholesky() {}

    /**
     * Writes L with L Lᵀ = A, or A plus as little on its diagonal (relative to it) as makes A positive definite.
     *
     * @param a [n][at least n] lower triangle; not modified
     * @param l [n × n] from element {@code at} on; overwritten, strict upper triangle zero
     * @param scale [n]; overwritten by the square roots of the diagonal
     * @throws NonFiniteException if A holds a NaN or an infinity
     */
    static void factor(double[][] a, int n, double[] l, int at, double[] scale) {
        for (int i = 0; i < n; i++) {
            double root = Math.sqrt(a[i][i]);
            scale[i] = root > 0 ? root : 1;
        }
        double jitter = 0;
        while (!attempt(a, n, l, at, scale, jitter)) {
            if (jitter > LAST_JITTER) {
                throw new NonFiniteException("covariance", Double.NaN, -1, 0);
            }
            jitter = jitter == 0 ? FIRST_JITTER : 10 * jitter;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                l[at + i * n + j] *= scale[i];
            }
        }
    }

    private static boolean attempt(double[][] a, int n, double[] l, int at, double[] scale, double jitter) {
        for (int i = 0; i < n; i++) {
            double inverse = 1 / scale[i];
            int row = at + i * n;
            for (int j = 0; j < i; j++) {
                l[row + j] = a[i][j] * inverse / scale[j];
            }
            l[row + i] = (a[i][i] > 0 ? 1 : 0) + jitter;
        }
        return Cholesky.factor(l, at, n);
    }
}
