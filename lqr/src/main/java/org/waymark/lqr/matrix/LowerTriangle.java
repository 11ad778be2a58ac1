package org.waymark.lqr.matrix;

/**
 * Lower triangles of products that the caller knows to be symmetric, on matrices held as one array per row; nothing is allocated.
 *
 * <p>In plain loops their rows are too short for the JIT compiler's vector instructions to pay, so they are taken in 3×3 tiles of sums
 * held in registers; sums are fused ({@link Math#fma}). Of AᵀB there is a second implementation on the Vector API, see {@link
 * KernelChoice}. The order of summation is fixed: the same bits every time, for the same choice. An output must not be an input.
 */
public final class LowerTriangle {
    private LowerTriangle() {}

    /**
     * Adds the lower triangle of Aᵀ B, which the caller knows to be symmetric, to that of C.
     *
     * @param a [inner × size]; not modified
     * @param b [inner × size]; not modified
     * @param c [size × size], row i of length i+1 or more; entries j ≤ i are added to
     */
    public static void addTransposedProduct(double[][] a, double[][] b, double[][] c, int inner, int size) {
        addTransposedProduct(1, a, b, c, inner, size);
    }

    /**
     * Subtracts the lower triangle of AᵀA from that of C.
     *
     * @param a [inner × size]; not modified
     * @param c [size × size], row i of length i+1 or more; entries j ≤ i are subtracted from
     */
    public static void subtractGram(double[][] a, double[][] c, int inner, int size) {
        addTransposedProduct(-1, a, a, c, inner, size);
    }

    private static void addTransposedProduct(
            double factor, double[][] a, double[][] b, double[][] c, int inner, int size) {
        if (KernelChoice.isVector()) {
            VectorRows.addLower(factor, a, b, c, inner, size);
        } else {
            addTransposedProductPlain(factor, a, b, c, inner, size);
        }
    }

    static void addTransposedProductPlain(
            double factor, double[][] a, double[][] b, double[][] c, int inner, int size) {
        int i = 0;
        for (; i + 3 <= size; i += 3) {
            for (int j = 0; j <= i; j += 3) {
                addTile(factor, a, b, c, i, j, inner);
            }
        }
        for (; i < size; i++) {
            RowKernels.addCombinationFrom(0, factor, a, i, b, c[i], inner, i + 1);
        }
    }

    /**
     * Adds the lower triangle of A Bᵀ, which the caller knows to be symmetric, to that of C.
     *
     * @param a [size × inner]; not modified
     * @param b [size × inner]; not modified
     * @param c [size × size], row i of length i+1 or more; entries j ≤ i are added to
     */
    public static void addProductTransposed(double[][] a, double[][] b, double[][] c, int inner, int size) {
        int i = 0;
        for (; i + 3 <= size; i += 3) {
            for (int j = 0; j <= i; j += 3) {
                addTile(a[i], a[i + 1], a[i + 2], b[j], b[j + 1], b[j + 2], c[i], c[i + 1], c[i + 2], j, j == i, inner);
            }
        }
        for (; i < size; i++) {
            RowKernels.addDots(a[i], b, c[i], inner, i + 1);
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
}
