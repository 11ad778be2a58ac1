package org.waymark.dynamics;

/** Repairs covariances that rounding has made indefinite. */
final class PositiveDefinite {
    private PositiveDefinite() {}

    /**
     * Replaces what is left of A, after its Cholesky factorisation with pivoting has come down to the floors, by the floors: A = L Lᵀ + R
     * becomes L Lᵀ + diag(floors), on those entries alone to which R belongs. A is left alone if no pivot is below its floor.
     *
     * <p>With pivoting no entry of R is larger than its diagonal, so the change is as small as the rounding that it repairs. In the given
     * order, a pivot that is nothing but rounding would be divided by.
     *
     * @param a [n × n] from element {@code at} on, symmetric to the last bit; modified
     * @param floors [n] least pivots, ≥ 0; not modified
     * @param left [n × n] workspace
     */
    static void floor(double[] a, int at, int n, double[] floors, double[] left) {
        System.arraycopy(a, at, left, 0, n * n);
        boolean[] done = new boolean[n];
        for (int step = 0; step < n; step++) {
            int pivot = largestPivot(left, n, floors, done);
            if (!(left[pivot * n + pivot] > floors[pivot])) {
                replaceRest(a, at, n, floors, left, done);
                return;
            }
            done[pivot] = true;
            eliminate(left, n, pivot, done);
        }
    }

    /** The entry with the largest pivot in terms of its floor. */
    private static int largestPivot(double[] left, int n, double[] floors, boolean[] done) {
        int best = -1;
        double ratio = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            if (!done[i]) {
                double own = left[i * n + i] / Math.max(floors[i], Double.MIN_NORMAL);
                if (best < 0 || own > ratio) {
                    best = i;
                    ratio = own;
                }
            }
        }
        return best;
    }

    private static void eliminate(double[] left, int n, int pivot, boolean[] done) {
        double inverse = 1 / left[pivot * n + pivot];
        for (int i = 0; i < n; i++) {
            if (!done[i]) {
                double factor = left[i * n + pivot] * inverse;
                for (int j = 0; j <= i; j++) {
                    if (!done[j]) {
                        left[i * n + j] -= factor * left[j * n + pivot];
                        left[j * n + i] = left[i * n + j];
                    }
                }
            }
        }
    }

    private static void replaceRest(double[] a, int at, int n, double[] floors, double[] left, boolean[] done) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (!done[i] && !done[j]) {
                    a[at + i * n + j] = a[at + i * n + j] - left[i * n + j] + (i == j ? floors[i] : 0);
                }
            }
        }
    }
}
