package org.waymark.lqr.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link DenseProducts} on the Vector API: tiles of 4×8 sums in registers, a panel of eight columns of B in the first cache at a time. */
final class VectorProducts {
    private static final VectorSpecies<Double> SPECIES = VectorKernels.SPECIES;

    private VectorProducts() {}

    static void multiply(
            DenseProducts.Strides strides,
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
        int j = 0;
        for (; j + 4 < cols; j += 8) {
            for (int i = 0; i < rows; i += 4) {
                tile8(
                        strides,
                        inner,
                        start,
                        startAt + j,
                        a,
                        i * strides.row(),
                        b,
                        bAt + j,
                        c,
                        cAt + i * strides.width() + j);
            }
        }
        if (j < cols) {
            for (int i = 0; i < rows; i += 4) {
                tile4(
                        strides,
                        inner,
                        start,
                        startAt + j,
                        a,
                        i * strides.row(),
                        b,
                        bAt + j,
                        c,
                        cAt + i * strides.width() + j);
            }
        }
    }

    private static void tile8(
            DenseProducts.Strides strides,
            int inner,
            double[] start,
            int startAt,
            double[] a,
            int aAt,
            double[] b,
            int bAt,
            double[] c,
            int cAt) {
        int rowStep = strides.row();
        int innerStep = strides.inner();
        int width = strides.width();
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, start, startAt);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, start, startAt + 4);
        DoubleVector c10 = c00;
        DoubleVector c11 = c01;
        DoubleVector c20 = c00;
        DoubleVector c21 = c01;
        DoubleVector c30 = c00;
        DoubleVector c31 = c01;
        int p0 = aAt;
        int p1 = aAt + rowStep;
        int p2 = aAt + 2 * rowStep;
        int p3 = aAt + 3 * rowStep;
        int r = bAt;
        for (int k = 0; k < inner; k++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, r);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, r + 4);
            DoubleVector s = DoubleVector.broadcast(SPECIES, a[p0]);
            c00 = s.fma(b0, c00);
            c01 = s.fma(b1, c01);
            s = DoubleVector.broadcast(SPECIES, a[p1]);
            c10 = s.fma(b0, c10);
            c11 = s.fma(b1, c11);
            s = DoubleVector.broadcast(SPECIES, a[p2]);
            c20 = s.fma(b0, c20);
            c21 = s.fma(b1, c21);
            s = DoubleVector.broadcast(SPECIES, a[p3]);
            c30 = s.fma(b0, c30);
            c31 = s.fma(b1, c31);
            p0 += innerStep;
            p1 += innerStep;
            p2 += innerStep;
            p3 += innerStep;
            r += width;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + 4);
        c10.intoArray(c, cAt + width);
        c11.intoArray(c, cAt + width + 4);
        c20.intoArray(c, cAt + 2 * width);
        c21.intoArray(c, cAt + 2 * width + 4);
        c30.intoArray(c, cAt + 3 * width);
        c31.intoArray(c, cAt + 3 * width + 4);
    }

    private static void tile4(
            DenseProducts.Strides strides,
            int inner,
            double[] start,
            int startAt,
            double[] a,
            int aAt,
            double[] b,
            int bAt,
            double[] c,
            int cAt) {
        int rowStep = strides.row();
        int innerStep = strides.inner();
        int width = strides.width();
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, start, startAt);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        int p = aAt;
        int r = bAt;
        for (int k = 0; k < inner; k++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, r);
            c0 = DoubleVector.broadcast(SPECIES, a[p]).fma(b0, c0);
            c1 = DoubleVector.broadcast(SPECIES, a[p + rowStep]).fma(b0, c1);
            c2 = DoubleVector.broadcast(SPECIES, a[p + 2 * rowStep]).fma(b0, c2);
            c3 = DoubleVector.broadcast(SPECIES, a[p + 3 * rowStep]).fma(b0, c3);
            p += innerStep;
            r += width;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + width);
        c2.intoArray(c, cAt + 2 * width);
        c3.intoArray(c, cAt + 3 * width);
    }
}
