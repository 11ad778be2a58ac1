package org.waymark.lqr.ilqr;

/** Products of row-major matrices of a few rows and columns, where the call into a kernel would cost more than it does. */
final class SmallProducts {
    private SmallProducts() {}

    /** C = A B, A [rows × inner], B [inner × cols]. */
    static void multiply(double[] a, double[] b, double[] c, int rows, int inner, int cols) {
        for (int i = 0; i < rows; i++) {
            int rowA = i * inner;
            int rowC = i * cols;
            for (int j = 0; j < cols; j++) {
                double sum = 0;
                for (int k = 0, at = j; k < inner; k++, at += cols) {
                    sum += a[rowA + k] * b[at];
                }
                c[rowC + j] = sum;
            }
        }
    }

    /** Adds the lower triangle of AᵀB, which the caller knows to be symmetric, to C; A and B [inner × size]. */
    static void addTransposedLower(double[] a, double[] b, double[] c, int inner, int size) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = c[i * size + j];
                for (int k = 0, row = 0; k < inner; k++, row += size) {
                    sum += a[row + i] * b[row + j];
                }
                c[i * size + j] = sum;
            }
        }
    }

    /** Solves L Lᵀ X = B in place, B [size × cols]. */
    static void solve(double[] l, int size, double[] b, int cols) {
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                addRow(b, i, -l[i * size + k], k, cols);
            }
            scaleRow(b, i, 1 / l[i * size + i], cols);
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                addRow(b, i, -l[k * size + i], k, cols);
            }
            scaleRow(b, i, 1 / l[i * size + i], cols);
        }
    }

    private static void addRow(double[] b, int to, double w, int from, int cols) {
        for (int j = 0; j < cols; j++) {
            b[to * cols + j] += w * b[from * cols + j];
        }
    }

    private static void scaleRow(double[] b, int row, double w, int cols) {
        for (int j = 0; j < cols; j++) {
            b[row * cols + j] *= w;
        }
    }
}
