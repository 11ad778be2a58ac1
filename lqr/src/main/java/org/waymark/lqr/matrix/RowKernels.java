package org.waymark.lqr.matrix;

/**
 * Products of small dense matrices held as one array per row, for the inner loops of the solvers; nothing is allocated.
 *
 * <p>Each kernel adds linear combinations of whole rows, several rows at a time. Every array of such a loop is indexed by the loop
 * variable alone: only then does the JIT compiler of OpenJDK 17 turn it into vector instructions (it must otherwise assume that the
 * arrays overlap). Sums are taken in a fixed order, so results do not depend on whether a loop was vectorised.
 *
 * <p>Rows may be longer than the width asked for; what lies beyond is neither read nor written. An output must not be an input.
 */
public final class RowKernels {
    private RowKernels() {}

    /**
     * C = A B.
     *
     * @param a [rows × inner]; not modified
     * @param b [inner × cols]; not modified
     * @param c [rows × cols]; overwritten
     */
    public static void multiply(double[][] a, double[][] b, double[][] c, int rows, int inner, int cols) {
        for (int i = 0; i < rows; i++) {
            double[] out = c[i];
            for (int j = 0; j < cols; j++) {
                out[j] = 0;
            }
            addCombination(a[i], b, out, inner, cols);
        }
    }

    /**
     * C = C₀ + Aᵀ B.
     *
     * @param start C₀, [rows × cols]; not modified
     * @param a [inner × rows]; not modified
     * @param b [inner × cols]; not modified
     * @param c [rows × cols]; overwritten
     */
    public static void transposedMultiply(
            double[][] start, double[][] a, double[][] b, double[][] c, int rows, int inner, int cols) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(start[i], 0, c[i], 0, cols);
            addCombination(a, i, b, c[i], inner, cols);
        }
    }

    /**
     * Adds the lower triangle of Aᵀ B, which the caller knows to be symmetric, to that of C.
     *
     * @param a [inner × size]; not modified
     * @param b [inner × size]; not modified
     * @param c [size × size], row i of length i+1 or more; entries j ≤ i are added to
     */
    public static void addTransposedProductLower(double[][] a, double[][] b, double[][] c, int inner, int size) {
        for (int i = 0; i < size; i++) {
            addCombination(a, i, b, c[i], inner, i + 1);
        }
    }

    /**
     * Adds the lower triangle of A B, which the caller knows to be symmetric, to that of C.
     *
     * @param a [rows × inner]; not modified
     * @param b [inner × (first+rows)]; not modified
     * @param c row {@code first + i} takes row i of the product, up to its diagonal entry; added to
     */
    public static void addProductLower(double[][] a, double[][] b, double[][] c, int first, int rows, int inner) {
        for (int i = 0; i < rows; i++) {
            addCombination(a[i], b, c[first + i], inner, first + i + 1);
        }
    }

    /**
     * Subtracts the lower triangle of AᵀA from that of C.
     *
     * @param a [inner × size]; not modified
     * @param c [size × size]; entries j ≤ i are subtracted from
     */
    public static void subtractGramLower(double[][] a, double[][] c, int inner, int size) {
        for (int i = 0; i < size; i++) {
            int k = 0;
            for (; k + 4 <= inner; k += 4) {
                add4(
                        c[i],
                        -a[k][i],
                        a[k],
                        -a[k + 1][i],
                        a[k + 1],
                        -a[k + 2][i],
                        a[k + 2],
                        -a[k + 3][i],
                        a[k + 3],
                        i + 1);
            }
            for (; k < inner; k++) {
                add1(c[i], -a[k][i], a[k], i + 1);
            }
        }
    }

    /**
     * Writes the symmetric matrix of which {@code lower} holds the lower triangle.
     *
     * @param lower row i of length i+1 or more; not modified
     * @param full [size × size]; overwritten
     */
    public static void mirror(double[][] lower, double[][] full, int size) {
        for (int i = 0; i < size; i++) {
            double[] row = lower[i];
            double[] out = full[i];
            for (int j = 0; j < i; j++) {
                double v = row[j];
                out[j] = v;
                full[j][i] = v;
            }
            out[i] = row[i];
        }
    }

    /**
     * Solves U X = B in place.
     *
     * @param u [n × n], upper triangular, row-major; not modified
     * @param b [n × cols]; overwritten by X
     */
    public static void solveUpper(double[] u, int n, double[][] b, int cols) {
        for (int i = n - 1; i >= 0; i--) {
            int at = i * n;
            double[] out = b[i];
            int k = i + 1;
            for (; k + 4 <= n; k += 4) {
                add4(
                        out,
                        -u[at + k],
                        b[k],
                        -u[at + k + 1],
                        b[k + 1],
                        -u[at + k + 2],
                        b[k + 2],
                        -u[at + k + 3],
                        b[k + 3],
                        cols);
            }
            if (k + 2 <= n) {
                add2(out, -u[at + k], b[k], -u[at + k + 1], b[k + 1], cols);
                k += 2;
            }
            if (k < n) {
                add1(out, -u[at + k], b[k], cols);
            }
            scale(1 / u[at + i], out, cols);
        }
    }

    /** Solves Uᵀ X = B in place; parameters as in {@link #solveUpper}. */
    public static void solveTransposedUpper(double[] u, int n, double[][] b, int cols) {
        for (int i = 0; i < n; i++) {
            double[] out = b[i];
            int k = 0;
            for (; k + 4 <= i; k += 4) {
                int at = k * n + i;
                add4(out, -u[at], b[k], -u[at + n], b[k + 1], -u[at + 2 * n], b[k + 2], -u[at + 3 * n], b[k + 3], cols);
            }
            if (k + 2 <= i) {
                add2(out, -u[k * n + i], b[k], -u[(k + 1) * n + i], b[k + 1], cols);
                k += 2;
            }
            if (k < i) {
                add1(out, -u[k * n + i], b[k], cols);
            }
            scale(1 / u[i * n + i], out, cols);
        }
    }

    /** out += Σ_k w_k B_k, over the first {@code inner} weights and rows. */
    public static void addCombination(double[] w, double[][] b, double[] out, int inner, int cols) {
        int k = 0;
        for (; k + 4 <= inner; k += 4) {
            add4(out, w[k], b[k], w[k + 1], b[k + 1], w[k + 2], b[k + 2], w[k + 3], b[k + 3], cols);
        }
        if (k + 2 <= inner) {
            add2(out, w[k], b[k], w[k + 1], b[k + 1], cols);
            k += 2;
        }
        if (k < inner) {
            add1(out, w[k], b[k], cols);
        }
    }

    /** out += Σ_k A_ki B_k: the weights are column i of A. */
    public static void addCombination(double[][] a, int i, double[][] b, double[] out, int inner, int cols) {
        int k = 0;
        for (; k + 4 <= inner; k += 4) {
            add4(out, a[k][i], b[k], a[k + 1][i], b[k + 1], a[k + 2][i], b[k + 2], a[k + 3][i], b[k + 3], cols);
        }
        if (k + 2 <= inner) {
            add2(out, a[k][i], b[k], a[k + 1][i], b[k + 1], cols);
            k += 2;
        }
        if (k < inner) {
            add1(out, a[k][i], b[k], cols);
        }
    }

    /** out = α a + β b. */
    public static void combine(double alpha, double[] a, double beta, double[] b, double[] out, int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] = alpha * a[j] + beta * b[j];
        }
    }

    /** out ← α out. */
    public static void scale(double alpha, double[] out, int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] *= alpha;
        }
    }

    /** out += α a. */
    public static void add1(double[] out, double alpha, double[] a, int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] += alpha * a[j];
        }
    }

    private static void add2(double[] out, double w0, double[] b0, double w1, double[] b1, int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] += w0 * b0[j] + w1 * b1[j];
        }
    }

    private static void add4(
            double[] out,
            double w0,
            double[] b0,
            double w1,
            double[] b1,
            double w2,
            double[] b2,
            double w3,
            double[] b3,
            int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] += w0 * b0[j] + w1 * b1[j] + w2 * b2[j] + w3 * b3[j];
        }
    }
}
