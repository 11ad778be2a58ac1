package org.waymark.lqr.matrix;

import java.util.Arrays;

/**
 * Products of small dense matrices held as one array per row, for the inner loops of the solvers; nothing is allocated.
 *
 * <p>Linear combinations of whole rows are added up to five rows at a time. Every array of such a loop is indexed by the loop variable
 * alone: only then does the JIT compiler of OpenJDK 17 turn it into vector instructions (it must otherwise assume that the arrays
 * overlap), and more than six arrays in one loop stop it. A loop costs about the same at any width up to 22.
 *
 * <p>The two products of whole matrices are those of {@link VectorRows} instead, if {@link KernelChoice} says so and the matrices fill a
 * tile. Sums are taken in a fixed order: the same bits every time, for the same choice. Rows may be longer than the width asked for; what lies beyond is
 * neither read nor written. An output must not be an input.
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
        if (KernelChoice.isVector() && rows >= 4 && cols >= 4) {
            VectorRows.multiply(a, b, c, rows, inner, cols);
        } else {
            multiplyPlain(a, b, c, rows, inner, cols);
        }
    }

    static void multiplyPlain(double[][] a, double[][] b, double[][] c, int rows, int inner, int cols) {
        for (int i = 0; i < rows; i++) {
            double[] w = a[i];
            double[] out = c[i];
            if (inner < 5) {
                Arrays.fill(out, 0, cols, 0);
                addCombination(w, 0, b, 0, inner, out, cols);
            } else {
                set5(out, w[0], b[0], w[1], b[1], w[2], b[2], w[3], b[3], w[4], b[4], cols);
                addCombination(w, 0, b, 5, inner, out, cols);
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
        if (KernelChoice.isVector() && rows >= 4 && cols >= 4) {
            VectorRows.transposedMultiply(start, a, b, c, rows, inner, cols);
        } else {
            transposedMultiplyPlain(start, a, b, c, rows, inner, cols);
        }
    }

    static void transposedMultiplyPlain(
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

    /** out_j += a · B_j, for j &lt; rows. */
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
        addCombination(w, 0, b, 0, inner, out, cols);
    }

    /** out += Σ_k w_{at+k} B_k for {@code first} ≤ k < {@code last}. */
    static void addCombination(double[] w, int at, double[][] b, int first, int last, double[] out, int cols) {
        int k = first;
        for (; last - k >= 8 || last - k == 5; k += 5) {
            add5(
                    out,
                    w[at + k],
                    b[k],
                    w[at + k + 1],
                    b[k + 1],
                    w[at + k + 2],
                    b[k + 2],
                    w[at + k + 3],
                    b[k + 3],
                    w[at + k + 4],
                    b[k + 4],
                    cols);
        }
        if (last - k >= 4) {
            add4(out, w[at + k], b[k], w[at + k + 1], b[k + 1], w[at + k + 2], b[k + 2], w[at + k + 3], b[k + 3], cols);
            k += 4;
        }
        if (last - k == 3) {
            add3(out, w[at + k], b[k], w[at + k + 1], b[k + 1], w[at + k + 2], b[k + 2], cols);
        } else if (last - k == 2) {
            add2(out, w[at + k], b[k], w[at + k + 1], b[k + 1], cols);
        } else if (last - k == 1) {
            add1(out, w[at + k], b[k], cols);
        }
    }

    /** out += Σ_k A_ki B_k: the weights are column {@code i} of A. */
    public static void addCombination(double[][] a, int i, double[][] b, double[] out, int inner, int cols) {
        addCombinationFrom(0, 1, a, i, b, out, inner, cols);
    }

    /** out += factor · Σ_k A_ki B_k, for k from {@code first} on. */
    static void addCombinationFrom(
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

    /** out = α a. */
    static void scaleInto(double alpha, double[] a, double[] out, int cols) {
        for (int j = 0; j < cols; j++) {
            out[j] = alpha * a[j];
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
