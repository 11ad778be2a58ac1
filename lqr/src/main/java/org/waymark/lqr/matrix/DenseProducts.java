package org.waymark.lqr.matrix;

import java.util.Arrays;

/**
 * Products of large dense matrices in flat arrays, for the layers of networks over batches. On the Vector API nothing is allocated; the plain loops take two
 * rows a call.
 *
 * <p>C = 1 sᵀ + A B, where A may be given as its transpose. Rows and columns of C and columns of B have room for a multiple of four,
 * {@link #padded}: what lies in A and B in that room takes part, so it is zero, and what comes of it in C is written, too. Sums are taken
 * in a fixed order: the same bits every time, for the same {@link KernelChoice}.
 */
public final class DenseProducts {
    private DenseProducts() {}

    /**
     * Where the elements of a product lie; to be made once for many products.
     *
     * @param row how far apart A_ik and A_{i+1,k} lie
     * @param inner how far apart A_ik and A_{i,k+1} lie
     * @param width how far apart the rows of B lie, and those of C
     */
    public record Strides(int row, int inner, int width) {}

    /** The next multiple of four. */
    public static int padded(int size) {
        return (size + 3) & ~3;
    }

    /**
     * C_ij = s_j + Σ_k A_ik B_kj.
     *
     * @param start s begins at element {@code startAt}, [padded cols]; not modified
     * @param a [padded rows × inner]; not modified
     * @param b [inner × padded cols], from {@code bAt} on; not modified
     * @param c [padded rows × padded cols], from {@code cAt} on; overwritten; neither A nor B
     */
    public static void multiply(
            Strides strides,
            double[] start,
            int startAt,
            double[] a,
            double[] b,
            int bAt,
            double[] c,
            int cAt,
            int rows,
            int inner,
            int cols) {
        if (KernelChoice.isVector()) {
            VectorProducts.multiply(strides, start, startAt, a, b, bAt, c, cAt, rows, inner, cols);
        } else {
            multiplyPlain(strides, start, startAt, a, b, bAt, c, cAt, rows, inner, cols);
        }
    }

    static void multiplyPlain(
            Strides strides,
            double[] start,
            int startAt,
            double[] a,
            double[] b,
            int bAt,
            double[] c,
            int cAt,
            int rows,
            int inner,
            int cols) {
        int width = padded(cols);
        double[] sums = new double[width];
        double[] row = new double[width];
        for (int i = 0; i < padded(rows); i++) {
            System.arraycopy(start, startAt, sums, 0, width);
            for (int k = 0; k < inner; k++) {
                double w = a[i * strides.row() + k * strides.inner()];
                // a row of its own, or the compiler would not make vector instructions of the loop
                System.arraycopy(b, bAt + k * strides.width(), row, 0, width);
                RowKernels.add1(sums, w, row, width);
            }
            System.arraycopy(sums, 0, c, cAt + i * strides.width(), width);
        }
    }

    /**
     * Writes Aᵀ.
     *
     * @param a [rows × cols], rows begin {@code stride} apart from {@code at} on; not modified
     * @param out [cols × rows], rows begin {@code outStride} apart; overwritten
     */
    public static void transpose(double[] a, int at, int stride, int rows, int cols, double[] out, int outStride) {
        int i = 0;
        // four rows at a time, so that four neighbours are written together
        for (; i + 4 <= rows; i += 4) {
            int r = at + i * stride;
            for (int j = 0; j < cols; j++) {
                int w = j * outStride + i;
                out[w] = a[r + j];
                out[w + 1] = a[r + stride + j];
                out[w + 2] = a[r + 2 * stride + j];
                out[w + 3] = a[r + 3 * stride + j];
            }
        }
        for (; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                out[j * outStride + i] = a[at + i * stride + j];
            }
        }
    }

    /** s_j = Σ_i A_ij over the first {@code rows}; parameters as in {@link #transpose}. */
    public static void columnSums(double[] a, int stride, int rows, int cols, double[] sums, int sumsAt) {
        Arrays.fill(sums, sumsAt, sumsAt + cols, 0);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                sums[sumsAt + j] += a[i * stride + j];
            }
        }
    }
}
