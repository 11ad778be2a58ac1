package org.waymark.dynamics;

/** Repairs covariances that rounding has made indefinite. */
final class PositiveDefinite {
    private PositiveDefinite() {}

    /**
     * Raises the pivots of the Cholesky factorisation of A that are below their floors; leaves the lower triangle of A alone if none is.
     * Copies the lower triangle to the upper one in any case.
     *
     * @param a [n × n] from element {@code at} on, symmetric, lower triangle read; modified
     * @param floors [n] least pivots, ≥ 0; not modified
     * @param l [n × n] workspace
     */
    static void floor(double[] a, int at, int n, double[] floors, double[] l) {
        boolean raised = false;
        for (int i = 0; i < n; i++) {
            int rowI = i * n;
            for (int j = 0; j <= i; j++) {
                int rowJ = j * n;
                double sum = a[at + rowI + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[rowI + k] * l[rowJ + k];
                }
                if (i == j) {
                    raised |= sum < floors[i];
                    l[rowI + i] = Math.sqrt(Math.max(sum, floors[i]));
                } else {
                    l[rowI + j] = l[rowJ + j] > 0 ? sum / l[rowJ + j] : 0;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                if (raised) {
                    a[at + i * n + j] = product(l, n, i, j);
                }
                a[at + j * n + i] = a[at + i * n + j];
            }
        }
    }

    /** Element (i, j) of L Lᵀ, j ≤ i. */
    private static double product(double[] l, int n, int i, int j) {
        double sum = 0;
        for (int k = 0; k <= j; k++) {
            sum += l[i * n + k] * l[j * n + k];
        }
        return sum;
    }
}
