package org.waymark.lqr.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows of C = S + A₁ᵀB₁ + A₂ᵀB₂ on the Vector API. The rows of S need not be padded: those of padding begin like the last one, and
 * what comes of them and of the columns of padding is not to be used.
 */
final class VectorSums {
    private static final VectorSpecies<Double> SPECIES = VectorKernels.SPECIES;

    private VectorSums() {}

    /**
     * Writes rows i…i+3 and columns 0…cols.
     *
     * @param start S, of which row i begins at element {@code startAt}; not modified
     * @param rows how many rows of S there are from i on
     * @param a1 [inner1 × rows of C], of which row k, column i is element {@code a1At + k · a1Stride}; not modified
     * @param b1 [inner1 × cols]; not modified
     * @param a2 [inner2 × rows of C]; not modified
     * @param b2 [inner2 × cols]; not modified
     * @param c row i begins at element {@code cAt}; overwritten
     * @param cols multiple of four
     */
    static void addRows(
            double[] start,
            int startAt,
            int startStride,
            int rows,
            double[] a1,
            int a1At,
            int a1Stride,
            double[] b1,
            int b1At,
            int b1Stride,
            int inner1,
            double[] a2,
            int a2At,
            double[] b2,
            int b2At,
            int stride2,
            int inner2,
            double[] c,
            int cAt,
            int cStride,
            int cols) {
        int s1 = rows > 1 ? startStride : 0;
        int s2 = rows > 2 ? s1 + startStride : s1;
        int s3 = rows > 3 ? s2 + startStride : s2;
        int j = 0;
        for (; j + 8 <= cols; j += 8) {
            addTile8(
                    start,
                    startAt + j,
                    s1,
                    s2,
                    s3,
                    a1,
                    a1At,
                    a1Stride,
                    b1,
                    b1At + j,
                    b1Stride,
                    inner1,
                    a2,
                    a2At,
                    b2,
                    b2At + j,
                    stride2,
                    inner2,
                    c,
                    cAt + j,
                    cStride);
        }
        if (j < cols) {
            int at = startAt + j;
            addTile(
                    start, at, s1, s2, s3, a1, a1At, a1Stride, b1, b1At + j, b1Stride, inner1, a2, a2At, b2, b2At + j,
                    stride2, inner2, c, cAt + j, cStride);
        }
    }

    /** The same without A₂ᵀB₂. */
    static void addRows(
            double[] start,
            int startAt,
            int startStride,
            int rows,
            double[] a,
            int aAt,
            int aStride,
            double[] b,
            int bAt,
            int bStride,
            int inner,
            double[] c,
            int cAt,
            int cStride,
            int cols) {
        addRows(
                start,
                startAt,
                startStride,
                rows,
                a,
                aAt,
                aStride,
                b,
                bAt,
                bStride,
                inner,
                a,
                0,
                b,
                0,
                0,
                0,
                c,
                cAt,
                cStride,
                cols);
    }

    private static void addTile8(
            double[] start,
            int at,
            int s1,
            int s2,
            int s3,
            double[] a1,
            int a1At,
            int a1Stride,
            double[] b1,
            int b1At,
            int b1Stride,
            int inner1,
            double[] a2,
            int a2At,
            double[] b2,
            int b2At,
            int stride2,
            int inner2,
            double[] c,
            int cAt,
            int cStride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, start, at);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, start, at + 4);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, start, at + s1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, start, at + s1 + 4);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, start, at + s2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, start, at + s2 + 4);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, start, at + s3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, start, at + s3 + 4);
        int p = a1At;
        int r = b1At;
        for (int k = 0; k < inner1; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, b1, r);
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, b1, r + 4);
            DoubleVector s = DoubleVector.broadcast(SPECIES, a1[p]);
            c00 = s.fma(r0, c00);
            c01 = s.fma(r1, c01);
            s = DoubleVector.broadcast(SPECIES, a1[p + 1]);
            c10 = s.fma(r0, c10);
            c11 = s.fma(r1, c11);
            s = DoubleVector.broadcast(SPECIES, a1[p + 2]);
            c20 = s.fma(r0, c20);
            c21 = s.fma(r1, c21);
            s = DoubleVector.broadcast(SPECIES, a1[p + 3]);
            c30 = s.fma(r0, c30);
            c31 = s.fma(r1, c31);
            p += a1Stride;
            r += b1Stride;
        }
        p = a2At;
        r = b2At;
        for (int k = 0; k < inner2; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, b2, r);
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, b2, r + 4);
            DoubleVector s = DoubleVector.broadcast(SPECIES, a2[p]);
            c00 = s.fma(r0, c00);
            c01 = s.fma(r1, c01);
            s = DoubleVector.broadcast(SPECIES, a2[p + 1]);
            c10 = s.fma(r0, c10);
            c11 = s.fma(r1, c11);
            s = DoubleVector.broadcast(SPECIES, a2[p + 2]);
            c20 = s.fma(r0, c20);
            c21 = s.fma(r1, c21);
            s = DoubleVector.broadcast(SPECIES, a2[p + 3]);
            c30 = s.fma(r0, c30);
            c31 = s.fma(r1, c31);
            p += stride2;
            r += stride2;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + 4);
        c10.intoArray(c, cAt + cStride);
        c11.intoArray(c, cAt + cStride + 4);
        c20.intoArray(c, cAt + 2 * cStride);
        c21.intoArray(c, cAt + 2 * cStride + 4);
        c30.intoArray(c, cAt + 3 * cStride);
        c31.intoArray(c, cAt + 3 * cStride + 4);
    }

    private static void addTile(
            double[] start,
            int at,
            int s1,
            int s2,
            int s3,
            double[] a1,
            int a1At,
            int a1Stride,
            double[] b1,
            int b1At,
            int b1Stride,
            int inner1,
            double[] a2,
            int a2At,
            double[] b2,
            int b2At,
            int stride2,
            int inner2,
            double[] c,
            int cAt,
            int cStride) {
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, start, at);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, start, at + s1);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, start, at + s2);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, start, at + s3);
        int p = a1At;
        int r = b1At;
        // two chains for each row, or the latency of a multiply-add would be waited for
        DoubleVector e0 = DoubleVector.zero(SPECIES);
        DoubleVector e1 = e0;
        DoubleVector e2 = e0;
        DoubleVector e3 = e0;
        for (int k = 0; k < inner1 - 1; k += 2) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, b1, r);
            c0 = DoubleVector.broadcast(SPECIES, a1[p]).fma(r0, c0);
            c1 = DoubleVector.broadcast(SPECIES, a1[p + 1]).fma(r0, c1);
            c2 = DoubleVector.broadcast(SPECIES, a1[p + 2]).fma(r0, c2);
            c3 = DoubleVector.broadcast(SPECIES, a1[p + 3]).fma(r0, c3);
            p += a1Stride;
            r += b1Stride;
            r0 = DoubleVector.fromArray(SPECIES, b1, r);
            e0 = DoubleVector.broadcast(SPECIES, a1[p]).fma(r0, e0);
            e1 = DoubleVector.broadcast(SPECIES, a1[p + 1]).fma(r0, e1);
            e2 = DoubleVector.broadcast(SPECIES, a1[p + 2]).fma(r0, e2);
            e3 = DoubleVector.broadcast(SPECIES, a1[p + 3]).fma(r0, e3);
            p += a1Stride;
            r += b1Stride;
        }
        if ((inner1 & 1) == 1) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, b1, r);
            c0 = DoubleVector.broadcast(SPECIES, a1[p]).fma(r0, c0);
            c1 = DoubleVector.broadcast(SPECIES, a1[p + 1]).fma(r0, c1);
            c2 = DoubleVector.broadcast(SPECIES, a1[p + 2]).fma(r0, c2);
            c3 = DoubleVector.broadcast(SPECIES, a1[p + 3]).fma(r0, c3);
        }
        c0 = c0.add(e0);
        c1 = c1.add(e1);
        c2 = c2.add(e2);
        c3 = c3.add(e3);
        p = a2At;
        r = b2At;
        for (int k = 0; k < inner2; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, b2, r);
            c0 = DoubleVector.broadcast(SPECIES, a2[p]).fma(r0, c0);
            c1 = DoubleVector.broadcast(SPECIES, a2[p + 1]).fma(r0, c1);
            c2 = DoubleVector.broadcast(SPECIES, a2[p + 2]).fma(r0, c2);
            c3 = DoubleVector.broadcast(SPECIES, a2[p + 3]).fma(r0, c3);
            p += stride2;
            r += stride2;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + cStride);
        c2.intoArray(c, cAt + 2 * cStride);
        c3.intoArray(c, cAt + 3 * cStride);
    }
}
