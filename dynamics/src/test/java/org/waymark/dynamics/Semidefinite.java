package org.waymark.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

/** Positive semidefinite matrices, up to rounding. */
final class Semidefinite {
    private Semidefinite() {}

    /**
     * D is symmetric, and all pivots of D plus a little of its diagonal are at least 0.
     *
     * @param d [n×n]
     * @param little share of the diagonal that rounding may have taken
     */
    static void require(double[] d, int n, double little) {
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(d[i * n + j]).isFinite().isEqualTo(d[j * n + i]);
                a[i][j] = d[i * n + j] + (i == j ? little * d[i * n + i] : 0);
            }
        }
        for (int p = 0; p < n; p++) {
            assertThat(a[p][p]).isGreaterThanOrEqualTo(0);
            for (int i = p + 1; i < n && a[p][p] > 0; i++) {
                for (int j = p + 1; j < n; j++) {
                    a[i][j] -= i >= j ? a[i][p] * a[j][p] / a[p][p] : 0;
                }
            }
        }
    }
}
