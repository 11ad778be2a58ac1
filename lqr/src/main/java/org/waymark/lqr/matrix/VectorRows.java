package org.waymark.lqr.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link RowKernels} and {@link LowerTriangle} on the Vector API, for matrices held as one array per row, of at least four
 * rows and columns each. Rows and columns that fill no tile are covered by one that overlaps with the tile before.
 */
final class VectorRows {
    private static final VectorSpecies<Double> SPECIES = VectorKernels.SPECIES;

    private VectorRows() {}

    /** C = A B. */
    static void multiply(double[][] a, double[][] b, double[][] c, int rows, int inner, int cols) {
        for (int i = 0; i < rows; i += 4) {
            int row = Math.min(i, rows - 4);
            for (int j = 0; j < cols; j += 8) {
                if (cols - j > 4 && cols >= 8) {
                    multiplyTile8(a, b, c, row, Math.min(j, cols - 8), inner);
                } else {
                    multiplyTile4(a, b, c, row, Math.min(j, cols - 4), inner);
                    if (cols - j > 4) {
                        multiplyTile4(a, b, c, row, cols - 4, inner);
                    }
                }
            }
        }
    }

    private static void multiplyTile8(double[][] a, double[][] b, double[][] c, int i, int j, int inner) {
        double[] a0 = a[i];
        double[] a1 = a[i + 1];
        double[] a2 = a[i + 2];
        double[] a3 = a[i + 3];
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        for (int k = 0; k < inner; k++) {
            double[] row = b[k];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, row, j);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, row, j + 4);
            DoubleVector s = DoubleVector.broadcast(SPECIES, a0[k]);
            c00 = s.fma(b0, c00);
            c01 = s.fma(b1, c01);
            s = DoubleVector.broadcast(SPECIES, a1[k]);
            c10 = s.fma(b0, c10);
            c11 = s.fma(b1, c11);
            s = DoubleVector.broadcast(SPECIES, a2[k]);
            c20 = s.fma(b0, c20);
            c21 = s.fma(b1, c21);
            s = DoubleVector.broadcast(SPECIES, a3[k]);
            c30 = s.fma(b0, c30);
            c31 = s.fma(b1, c31);
        }
        c00.intoArray(c[i], j);
        c01.intoArray(c[i], j + 4);
        c10.intoArray(c[i + 1], j);
        c11.intoArray(c[i + 1], j + 4);
        c20.intoArray(c[i + 2], j);
        c21.intoArray(c[i + 2], j + 4);
        c30.intoArray(c[i + 3], j);
        c31.intoArray(c[i + 3], j + 4);
    }

    private static void multiplyTile4(double[][] a, double[][] b, double[][] c, int i, int j, int inner) {
        double[] a0 = a[i];
        double[] a1 = a[i + 1];
        double[] a2 = a[i + 2];
        double[] a3 = a[i + 3];
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        for (int k = 0; k < inner; k++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b[k], j);
            c0 = DoubleVector.broadcast(SPECIES, a0[k]).fma(b0, c0);
            c1 = DoubleVector.broadcast(SPECIES, a1[k]).fma(b0, c1);
            c2 = DoubleVector.broadcast(SPECIES, a2[k]).fma(b0, c2);
            c3 = DoubleVector.broadcast(SPECIES, a3[k]).fma(b0, c3);
        }
        c0.intoArray(c[i], j);
        c1.intoArray(c[i + 1], j);
        c2.intoArray(c[i + 2], j);
        c3.intoArray(c[i + 3], j);
    }

    /** C = C₀ + AᵀB. */
    static void transposedMultiply(
            double[][] start, double[][] a, double[][] b, double[][] c, int rows, int inner, int cols) {
        for (int i = 0; i < rows; i += 4) {
            int row = Math.min(i, rows - 4);
            for (int j = 0; j < cols; j += 8) {
                if (cols - j > 4 && cols >= 8) {
                    addTile8(1, start, a, b, c, row, Math.min(j, cols - 8), inner);
                } else {
                    addTile4(1, start, a, b, c, row, Math.min(j, cols - 4), inner);
                    if (cols - j > 4) {
                        addTile4(1, start, a, b, c, row, cols - 4, inner);
                    }
                }
            }
        }
    }

    /** Adds the lower triangle of factor · AᵀB to that of C; of each row of C nothing beyond the diagonal is touched. */
    static void addLower(double factor, double[][] a, double[][] b, double[][] c, int inner, int size) {
        int i = 0;
        for (; i + 4 <= size; i += 4) {
            int j = 0;
            for (; j + 8 <= i; j += 8) {
                addTile8(factor, c, a, b, c, i, j, inner);
            }
            if (j < i) {
                addTile4(factor, c, a, b, c, i, j, inner);
            }
            addDiagonalTile(factor, a, b, c, i, inner);
        }
        for (; i < size; i++) {
            RowKernels.addCombinationFrom(0, factor, a, i, b, c[i], inner, i + 1);
        }
    }

    private static void addTile8(
            double factor, double[][] start, double[][] a, double[][] b, double[][] c, int i, int j, int inner) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        for (int k = 0; k < inner; k++) {
            double[] w = a[k];
            double[] row = b[k];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, row, j);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, row, j + 4);
            DoubleVector s = DoubleVector.broadcast(SPECIES, w[i]);
            c00 = s.fma(b0, c00);
            c01 = s.fma(b1, c01);
            s = DoubleVector.broadcast(SPECIES, w[i + 1]);
            c10 = s.fma(b0, c10);
            c11 = s.fma(b1, c11);
            s = DoubleVector.broadcast(SPECIES, w[i + 2]);
            c20 = s.fma(b0, c20);
            c21 = s.fma(b1, c21);
            s = DoubleVector.broadcast(SPECIES, w[i + 3]);
            c30 = s.fma(b0, c30);
            c31 = s.fma(b1, c31);
        }
        DoubleVector f = DoubleVector.broadcast(SPECIES, factor);
        f.fma(c00, DoubleVector.fromArray(SPECIES, start[i], j)).intoArray(c[i], j);
        f.fma(c01, DoubleVector.fromArray(SPECIES, start[i], j + 4)).intoArray(c[i], j + 4);
        f.fma(c10, DoubleVector.fromArray(SPECIES, start[i + 1], j)).intoArray(c[i + 1], j);
        f.fma(c11, DoubleVector.fromArray(SPECIES, start[i + 1], j + 4)).intoArray(c[i + 1], j + 4);
        f.fma(c20, DoubleVector.fromArray(SPECIES, start[i + 2], j)).intoArray(c[i + 2], j);
        f.fma(c21, DoubleVector.fromArray(SPECIES, start[i + 2], j + 4)).intoArray(c[i + 2], j + 4);
        f.fma(c30, DoubleVector.fromArray(SPECIES, start[i + 3], j)).intoArray(c[i + 3], j);
        f.fma(c31, DoubleVector.fromArray(SPECIES, start[i + 3], j + 4)).intoArray(c[i + 3], j + 4);
    }

    private static void addTile4(
            double factor, double[][] start, double[][] a, double[][] b, double[][] c, int i, int j, int inner) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        for (int k = 0; k < inner; k++) {
            double[] w = a[k];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b[k], j);
            c0 = DoubleVector.broadcast(SPECIES, w[i]).fma(b0, c0);
            c1 = DoubleVector.broadcast(SPECIES, w[i + 1]).fma(b0, c1);
            c2 = DoubleVector.broadcast(SPECIES, w[i + 2]).fma(b0, c2);
            c3 = DoubleVector.broadcast(SPECIES, w[i + 3]).fma(b0, c3);
        }
        DoubleVector f = DoubleVector.broadcast(SPECIES, factor);
        f.fma(c0, DoubleVector.fromArray(SPECIES, start[i], j)).intoArray(c[i], j);
        f.fma(c1, DoubleVector.fromArray(SPECIES, start[i + 1], j)).intoArray(c[i + 1], j);
        f.fma(c2, DoubleVector.fromArray(SPECIES, start[i + 2], j)).intoArray(c[i + 2], j);
        f.fma(c3, DoubleVector.fromArray(SPECIES, start[i + 3], j)).intoArray(c[i + 3], j);
    }

    private static void addDiagonalTile(double factor, double[][] a, double[][] b, double[][] c, int i, int inner) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        for (int k = 0; k < inner; k++) {
            double[] w = a[k];
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b[k], i);
            c0 = DoubleVector.broadcast(SPECIES, w[i]).fma(b0, c0);
            c1 = DoubleVector.broadcast(SPECIES, w[i + 1]).fma(b0, c1);
            c2 = DoubleVector.broadcast(SPECIES, w[i + 2]).fma(b0, c2);
            c3 = DoubleVector.broadcast(SPECIES, w[i + 3]).fma(b0, c3);
        }
        double[] row = c[i];
        row[i] += factor * c0.lane(0);
        row = c[i + 1];
        row[i] += factor * c1.lane(0);
        row[i + 1] += factor * c1.lane(1);
        row = c[i + 2];
        row[i] += factor * c2.lane(0);
        row[i + 1] += factor * c2.lane(1);
        row[i + 2] += factor * c2.lane(2);
        row = c[i + 3];
        row[i] += factor * c3.lane(0);
        row[i + 1] += factor * c3.lane(1);
        row[i + 2] += factor * c3.lane(2);
        row[i + 3] += factor * c3.lane(3);
    }
}
