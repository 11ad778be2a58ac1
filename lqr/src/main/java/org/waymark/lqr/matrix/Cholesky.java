package org.waymark.lqr.matrix;

/**
 * Cholesky factorisation A = L Lᵀ and what follows from it, on row-major arrays, without allocation.
 *
 * <p>Every matrix is n×n and begins at element {@code at} of its array. Only the lower triangle of A is read.
 */
public final class Cholesky {
    /** A pivot below this fraction of the largest diagonal entry counts as not positive definite. */
    public static final double PIVOT_FLOOR = 1e-15;

    private Cholesky() {}

    /**
     * Overwrites A by its lower factor L; the strict upper triangle becomes zero.
     *
     * @param a modified
     * @return false if A is not positive definite to working precision or holds a NaN; {@code a} is then spoilt
     */
    public static boolean factor(double[] a, int at, int n) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, a[at + i * n + i]);
        }
        double floor = PIVOT_FLOOR * largest;
        if (!(largest > 0) || Double.isInfinite(largest)) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            int rowI = at + i * n;
            for (int j = 0; j < i; j++) {
                int rowJ = at + j * n;
                double sum = a[rowI + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[rowI + k] * a[rowJ + k];
                }
                a[rowI + j] = sum / a[rowJ + j];
                a[rowJ + i] = 0;
            }
            double pivot = a[rowI + i];
            for (int k = 0; k < i; k++) {
                pivot -= a[rowI + k] * a[rowI + k];
            }
            if (!(pivot > floor)) {
                return false;
            }
            a[rowI + i] = Math.sqrt(pivot);
        }
        return true;
    }

    /**
     * Overwrites A by the upper factor U with A = U Uᵀ; the strict lower triangle becomes zero. Only the upper triangle of A is read.
     *
     * <p>This is the factorisation to have of a precision matrix: its inverse is the covariance, whose lower factor is U⁻ᵀ.
     *
     * @param a modified
     * @return false if A is not positive definite to working precision or holds a NaN; {@code a} is then spoilt
     */
    public static boolean factorUpper(double[] a, int at, int n) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, a[at + i * n + i]);
        }
        double floor = PIVOT_FLOOR * largest;
        if (!(largest > 0) || Double.isInfinite(largest)) {
            return false;
        }
        for (int j = n - 1; j >= 0; j--) {
            int rowJ = at + j * n;
            double pivot = a[rowJ + j];
            for (int k = j + 1; k < n; k++) {
                pivot -= a[rowJ + k] * a[rowJ + k];
            }
            if (!(pivot > floor)) {
                return false;
            }
            double root = Math.sqrt(pivot);
            double inverse = 1 / root;
            a[rowJ + j] = root;
            for (int i = 0; i < j; i++) {
                int rowI = at + i * n;
                double sum = a[rowI + j];
                for (int k = j + 1; k < n; k++) {
                    sum -= a[rowI + k] * a[rowJ + k];
                }
                a[rowI + j] = sum * inverse;
                a[rowJ + i] = 0;
            }
        }
        return true;
    }

    /**
     * Writes the transposed inverse of a triangular factor: L⁻ᵀ (upper) of a lower one.
     *
     * @param l lower factor; not modified
     * @param out from element {@code outAt} on; overwritten; must not be {@code l}
     */
    public static void invertTransposedLower(double[] l, int at, int n, double[] out, int outAt) {
        for (int j = n - 1; j >= 0; j--) {
            // column j of L⁻¹, by forward substitution, is row j of L⁻ᵀ
            int row = outAt + j * n;
            for (int i = 0; i < j; i++) {
                out[row + i] = 0;
            }
            out[row + j] = 1 / l[at + j * n + j];
            for (int i = j + 1; i < n; i++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum += l[at + i * n + k] * out[row + k];
                }
                // out_ii is 1 / l_ii already
                out[row + i] = -sum * out[outAt + i * n + i];
            }
        }
    }

    /** Writes U⁻ᵀ (lower) of an upper factor; parameters as in {@link #invertTransposedLower}. */
    public static void invertTransposedUpper(double[] u, int at, int n, double[] out, int outAt) {
        for (int j = 0; j < n; j++) {
            int row = outAt + j * n;
            for (int i = j + 1; i < n; i++) {
                out[row + i] = 0;
            }
            out[row + j] = 1 / u[at + j * n + j];
            for (int i = j - 1; i >= 0; i--) {
                double sum = 0;
                for (int k = i + 1; k <= j; k++) {
                    sum += u[at + i * n + k] * out[row + k];
                }
                out[row + i] = -sum * out[outAt + i * n + i];
            }
        }
    }

    /**
     * Writes A Aᵀ, symmetric to the last bit.
     *
     * @param a [n × n]; not modified
     * @param out from element {@code outAt} on; overwritten; must not be {@code a}
     */
    public static void square(double[] a, int at, int n, double[] out, int outAt) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += a[at + i * n + k] * a[at + j * n + k];
                }
                out[outAt + i * n + j] = sum;
                out[outAt + j * n + i] = sum;
            }
        }
    }

    /**
     * Solves L X = B in place.
     *
     * @param l lower factor; not modified
     * @param b [n × cols], from element {@code bAt} on; overwritten by X
     */
    public static void solveLower(double[] l, int at, int n, double[] b, int bAt, int cols) {
        for (int i = 0; i < n; i++) {
            int row = bAt + i * cols;
            for (int k = 0; k < i; k++) {
                double lik = l[at + i * n + k];
                int other = bAt + k * cols;
                for (int c = 0; c < cols; c++) {
                    b[row + c] -= lik * b[other + c];
                }
            }
            double inverse = 1 / l[at + i * n + i];
            for (int c = 0; c < cols; c++) {
                b[row + c] *= inverse;
            }
        }
    }

    /** Solves Lᵀ X = B in place; parameters as in {@link #solveLower}. */
    public static void solveUpper(double[] l, int at, int n, double[] b, int bAt, int cols) {
        for (int i = n - 1; i >= 0; i--) {
            int row = bAt + i * cols;
            for (int k = i + 1; k < n; k++) {
                double lki = l[at + k * n + i];
                int other = bAt + k * cols;
                for (int c = 0; c < cols; c++) {
                    b[row + c] -= lki * b[other + c];
                }
            }
            double inverse = 1 / l[at + i * n + i];
            for (int c = 0; c < cols; c++) {
                b[row + c] *= inverse;
            }
        }
    }

    /** Solves A X = B in place, given A = L Lᵀ. */
    public static void solve(double[] l, int at, int n, double[] b, int bAt, int cols) {
        solveLower(l, at, n, b, bAt, cols);
        solveUpper(l, at, n, b, bAt, cols);
    }

    /**
     * Writes A⁻¹, given A = L Lᵀ.
     *
     * @param out from element {@code outAt} on; overwritten, symmetric to the last bit
     */
    public static void invert(double[] l, int at, int n, double[] out, int outAt) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[outAt + i * n + j] = i == j ? 1 : 0;
            }
        }
        solve(l, at, n, out, outAt, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (out[outAt + i * n + j] + out[outAt + j * n + i]);
                out[outAt + i * n + j] = mean;
                out[outAt + j * n + i] = mean;
            }
        }
    }

    /** log|A| = 2 Σ log L_ii. */
    public static double logDeterminant(double[] l, int at, int n) {
        // a logarithm costs as much as many products: take it of as long a product as cannot overflow
        double sum = 0;
        double product = 1;
        for (int i = 0; i < n; i++) {
            product *= l[at + i * n + i];
            if (!(product > 1e-100 && product < 1e100)) {
                sum += Math.log(product);
                product = 1;
            }
        }
        return 2 * (sum + Math.log(product));
    }
}
