package org.waymark.lqr.matrix;

import java.util.Arrays;

/**
 * Products of small dense matrices held as one array per row, for the inner loops of the solvers; nothing is allocated.
 *
 * <p>Full products add linear combinations of whole rows, up to five rows at a time. Every array of such a loop is indexed by the
 * loop variable alone: only then does the JIT compiler of OpenJDK 17 turn it into vector instructions (it must otherwise assume that
 * the arrays overlap), and more than six arrays in one loop stop it. A loop costs about the same at any width up to 22. Triangles of
 * symmetric products, whose rows are short, are therefore taken in 3×3 tiles of sums held in registers.
 *
 * <p>Sums are taken in a fixed order, and fused where {@link Math#fma} says so, so the results are the same bits on every machine.
 * Rows may be longer than the width asked for; what lies beyond is neither read nor written. An output must not be an input.
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
            double[] w = a[i];
            double[] out = c[i];
            if (inner < 5) {
                Arrays.fill(out, 0, cols, 0);
                addCombination(w, b, out, inner, cols);
            } else {
                set5(out, w[0], b[0], w[1], b[1], w[2], b[2], w[3], b[3], w[4], b[4], cols);
                addCombinationFrom(5, w, b, out, inner, cols);
            }
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
            if (inner < 4) {
                System.arraycopy(start[i], 0, c[i], 0, cols);
                addCombinationFrom(0, 1, a, i, b, c[i], inner, cols);
            } else {
                start4(c[i], start[i], a[0][i], b[0], a[1][i], b[1], a[2][i], b[2], a[3][i], b[3], cols);
                addCombinationFrom(4, 1, a, i, b, c[i], inner, cols);
            }
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
        addTransposedProductLower(1, a, b, c, inner, size);
    }

    /**
     * Subtracts the lower triangle of AᵀA from that of C.
     *
     * @param a [inner × size]; not modified
     * @param c [size × size], row i of length i+1 or more; entries j ≤ i are subtracted from
     */
    public static void subtractGramLower(double[][] a, double[][] c, int inner, int size) {
        addTransposedProductLower(-1, a, a, c, inner, size);
    }

    private static void addTransposedProductLower(
            double factor, double[][] a, double[][] b, double[][] c, int inner, int size) {
        int i = 0;
        for (; i + 3 <= size; i += 3) {
            for (int j = 0; j <= i; j += 3) {
                addTile(factor, a, b, c, i, j, inner);
            }
        }
        for (; i < size; i++) {
            addCombinationFrom(0, factor, a, i, b, c[i], inner, i + 1);
        }
    }

    /**
     * Adds the lower triangle of A Bᵀ, which the caller knows to be symmetric, to that of C.
     *
     * @param a [size × inner]; not modified
     * @param b [size × inner]; not modified
     * @param c [size × size], row i of length i+1 or more; entries j ≤ i are added to
     */
    public static void addProductTransposedLower(double[][] a, double[][] b, double[][] c, int inner, int size) {
        int i = 0;
        for (; i + 3 <= size; i += 3) {
            for (int j = 0; j <= i; j += 3) {
                addTile(a[i], a[i + 1], a[i + 2], b[j], b[j + 1], b[j + 2], c[i], c[i + 1], c[i + 2], j, j == i, inner);
            }
        }
        for (; i < size; i++) {
            addDots(a[i], b, c[i], inner, i + 1);
        }
    }

    private static void addTile(
            double[] a0,
            double[] a1,
            double[] a2,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] c0,
            double[] c1,
            double[] c2,
            int j,
            boolean diagonal,
            int inner) {
        double s00 = 0;
        double s01 = 0;
        double s02 = 0;
        double s10 = 0;
        double s11 = 0;
        double s12 = 0;
        double s20 = 0;
        double s21 = 0;
        double s22 = 0;
        for (int k = 0; k < inner; k++) {
            double x0 = a0[k];
            double x1 = a1[k];
            double x2 = a2[k];
            double y0 = b0[k];
            double y1 = b1[k];
            double y2 = b2[k];
            s00 = Math.fma(x0, y0, s00);
            s01 = Math.fma(x0, y1, s01);
            s02 = Math.fma(x0, y2, s02);
            s10 = Math.fma(x1, y0, s10);
            s11 = Math.fma(x1, y1, s11);
            s12 = Math.fma(x1, y2, s12);
            s20 = Math.fma(x2, y0, s20);
            s21 = Math.fma(x2, y1, s21);
            s22 = Math.fma(x2, y2, s22);
        }
        c0[j] += s00;
        c1[j] += s10;
        c1[j + 1] += s11;
        c2[j] += s20;
        c2[j + 1] += s21;
        c2[j + 2] += s22;
        if (!diagonal) {
            c0[j + 1] += s01;
            c0[j + 2] += s02;
            c1[j + 2] += s12;
        }
    }

    /** out_j += a · B_j, for j < rows. */
    public static void addDots(double[] a, double[][] b, double[] out, int inner, int rows) {
        int j = 0;
        for (; j + 3 <= rows; j += 3) {
            double[] b0 = b[j];
            double[] b1 = b[j + 1];
            double[] b2 = b[j + 2];
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            for (int k = 0; k < inner; k++) {
                double x = a[k];
                s0 = Math.fma(x, b0[k], s0);
                s1 = Math.fma(x, b1[k], s1);
                s2 = Math.fma(x, b2[k], s2);
            }
            out[j] += s0;
            out[j + 1] += s1;
            out[j + 2] += s2;
        }
        for (; j < rows; j++) {
            double[] row = b[j];
            double sum = 0;
            for (int k = 0; k < inner; k++) {
                sum = Math.fma(a[k], row[k], sum);
            }
            out[j] += sum;
        }
    }

    /** Entries (i…i+2, j…j+2) of C + factor · Aᵀ B, those above the diagonal left out. */
    private static void addTile(double factor, double[][] a, double[][] b, double[][] c, int i, int j, int inner) {
        double s00 = 0;
        double s01 = 0;
        double s02 = 0;
        double s10 = 0;
        double s11 = 0;
        double s12 = 0;
        double s20 = 0;
        double s21 = 0;
        double s22 = 0;
        for (int k = 0; k < inner; k++) {
            double[] rowA = a[k];
            double[] rowB = b[k];
            double a0 = rowA[i];
            double a1 = rowA[i + 1];
            double a2 = rowA[i + 2];
            double b0 = rowB[j];
            double b1 = rowB[j + 1];
            double b2 = rowB[j + 2];
            s00 = Math.fma(a0, b0, s00);
            s01 = Math.fma(a0, b1, s01);
            s02 = Math.fma(a0, b2, s02);
            s10 = Math.fma(a1, b0, s10);
            s11 = Math.fma(a1, b1, s11);
            s12 = Math.fma(a1, b2, s12);
            s20 = Math.fma(a2, b0, s20);
            s21 = Math.fma(a2, b1, s21);
            s22 = Math.fma(a2, b2, s22);
        }
        double[] c0 = c[i];
        double[] c1 = c[i + 1];
        double[] c2 = c[i + 2];
        c0[j] += factor * s00;
        c1[j] += factor * s10;
        c1[j + 1] += factor * s11;
        c2[j] += factor * s20;
        c2[j + 1] += factor * s21;
        c2[j + 2] += factor * s22;
        if (j < i) {
            c0[j + 1] += factor * s01;
            c0[j + 2] += factor * s02;
            c1[j + 2] += factor * s12;
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
            for (; n - k >= 8 || n - k == 5; k += 5) {
                add5(
                        out,
                        -u[at + k],
                        b[k],
                        -u[at + k + 1],
                        b[k + 1],
                        -u[at + k + 2],
                        b[k + 2],
                        -u[at + k + 3],
                        b[k + 3],
                        -u[at + k + 4],
                        b[k + 4],
                        cols);
            }
            if (n - k >= 4) {
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
                k += 4;
            }
            if (n - k == 3) {
                add3(out, -u[at + k], b[k], -u[at + k + 1], b[k + 1], -u[at + k + 2], b[k + 2], cols);
            } else if (n - k == 2) {
                add2(out, -u[at + k], b[k], -u[at + k + 1], b[k + 1], cols);
            } else if (n - k == 1) {
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
            for (; i - k >= 8 || i - k == 5; k += 5) {
                add5(
                        out,
                        -u[k * n + i],
                        b[k],
                        -u[(k + 1) * n + i],
                        b[k + 1],
                        -u[(k + 2) * n + i],
                        b[k + 2],
                        -u[(k + 3) * n + i],
                        b[k + 3],
                        -u[(k + 4) * n + i],
                        b[k + 4],
                        cols);
            }
            if (i - k >= 4) {
                add4(
                        out,
                        -u[k * n + i],
                        b[k],
                        -u[(k + 1) * n + i],
                        b[k + 1],
                        -u[(k + 2) * n + i],
                        b[k + 2],
                        -u[(k + 3) * n + i],
                        b[k + 3],
                        cols);
                k += 4;
            }
            if (i - k == 3) {
                add3(out, -u[k * n + i], b[k], -u[(k + 1) * n + i], b[k + 1], -u[(k + 2) * n + i], b[k + 2], cols);
            } else if (i - k == 2) {
                add2(out, -u[k * n + i], b[k], -u[(k + 1) * n + i], b[k + 1], cols);
            } else if (i - k == 1) {
                add1(out, -u[k * n + i], b[k], cols);
            }
            scale(1 / u[i * n + i], out, cols);
        }
    }

    /** out += Σ_k w_k B_k, over the first {@code inner} weights and rows. */
    public static void addCombination(double[] w, double[][] b, double[] out, int inner, int cols) {
        addCombinationFrom(0, w, b, out, inner, cols);
    }

    /** out += Σ_k A_ki B_k: the weights are column {@code i} of A. */
    public static void addCombination(double[][] a, int i, double[][] b, double[] out, int inner, int cols) {
        addCombinationFrom(0, 1, a, i, b, out, inner, cols);
    }

    private static void addCombinationFrom(int first, double[] w, double[][] b, double[] out, int inner, int cols) {
        int k = first;
        for (; inner - k >= 8 || inner - k == 5; k += 5) {
            add5(out, w[k], b[k], w[k + 1], b[k + 1], w[k + 2], b[k + 2], w[k + 3], b[k + 3], w[k + 4], b[k + 4], cols);
        }
        if (inner - k >= 4) {
            add4(out, w[k], b[k], w[k + 1], b[k + 1], w[k + 2], b[k + 2], w[k + 3], b[k + 3], cols);
            k += 4;
        }
        if (inner - k == 3) {
            add3(out, w[k], b[k], w[k + 1], b[k + 1], w[k + 2], b[k + 2], cols);
        } else if (inner - k == 2) {
            add2(out, w[k], b[k], w[k + 1], b[k + 1], cols);
        } else if (inner - k == 1) {
            add1(out, w[k], b[k], cols);
        }
    }

    /** out += factor · Σ_k A_ki B_k, for k from {@code first} on. */
    private static void addCombinationFrom(
            int first, double factor, double[][] a, int i, double[][] b, double[] out, int inner, int cols) {
        int k = first;
        for (; inner - k >= 8 || inner - k == 5; k += 5) {
            add5(
                    out,
                    factor * a[k][i],
                    b[k],
                    factor * a[k + 1][i],
                    b[k + 1],
                    factor * a[k + 2][i],
                    b[k + 2],
                    factor * a[k + 3][i],
                    b[k + 3],
                    factor * a[k + 4][i],
                    b[k + 4],
                    cols);
        }
        if (inner - k >= 4) {
            add4(
                    out,
                    factor * a[k][i],
                    b[k],
                    factor * a[k + 1][i],
                    b[k + 1],
                    factor * a[k + 2][i],
                    b[k + 2],
                    factor * a[k + 3][i],
                    b[k + 3],
                    cols);
            k += 4;
        }
        if (inner - k == 3) {
            add3(out, factor * a[k][i], b[k], factor * a[k + 1][i], b[k + 1], factor * a[k + 2][i], b[k + 2], cols);
        } else if (inner - k == 2) {
            add2(out, factor * a[k][i], b[k], factor * a[k + 1][i], b[k + 1], cols);
        } else if (inner - k == 1) {
            add1(out, factor * a[k][i], b[k], cols);
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

    private static void add3(
            double[] out, double w0, double[] b0, double w1, double[] b1, double w2, double[] b2, int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] += w0 * b0[j] + w1 * b1[j] + w2 * b2[j];
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

    private static void add5(
            double[] out,
            double w0,
            double[] b0,
            double w1,
            double[] b1,
            double w2,
            double[] b2,
            double w3,
            double[] b3,
            double w4,
            double[] b4,
            int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] += w0 * b0[j] + w1 * b1[j] + w2 * b2[j] + w3 * b3[j] + w4 * b4[j];
        }
    }

    private static void set5(
            double[] out,
            double w0,
            double[] b0,
            double w1,
            double[] b1,
            double w2,
            double[] b2,
            double w3,
            double[] b3,
            double w4,
            double[] b4,
            int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] = w0 * b0[j] + w1 * b1[j] + w2 * b2[j] + w3 * b3[j] + w4 * b4[j];
        }
    }

    private static void start4(
            double[] out,
            double[] start,
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
            out[j] = start[j] + w0 * b0[j] + w1 * b1[j] + w2 * b2[j] + w3 * b3[j];
        }
    }
}
