package org.waymark.lqr.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of small matrices on the Vector API, in flat row-major arrays; nothing is allocated.
 *
 * <p>Rows and columns of an output have room for a multiple of four. Tiles of 4×8 sums are held in registers: eight chains of fused
 * multiply-adds hide their latency, and twelve would not fit. Vectors live in local variables of small loops only, or the JIT compiler
 * would put them on the heap. Nothing here may be touched unless module jdk.incubator.vector is present.
 */
final class VectorKernels {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_256;

    private VectorKernels() {}

    /** Whether this processor has vectors of four doubles. */
    static boolean isFast() {
        return DoubleVector.SPECIES_PREFERRED.length() >= SPECIES.length();
    }

    /** The next multiple of four. */
    static int padded(int size) {
        return (size + 3) & ~3;
    }

    /** Copies; faster than System.arraycopy for the few entries of a row. */
    static void copy(double[] from, int at, double[] to, int toAt, int count) {
        if (count < 4) {
            for (int i = 0; i < count; i++) {
                to[toAt + i] = from[at + i];
            }
            return;
        }
        for (int i = 0; i < count - 4; i += 4) {
            DoubleVector.fromArray(SPECIES, from, at + i).intoArray(to, toAt + i);
        }
        // the last four, some of them for the second time
        DoubleVector.fromArray(SPECIES, from, at + count - 4).intoArray(to, toAt + count - 4);
    }

    /**
     * C = AᵀB.
     *
     * @param a [inner × rows]; not modified
     * @param b [inner × cols]; not modified
     * @param c [rows × cols]; overwritten
     * @param rows multiple of four
     * @param cols multiple of four
     */
    static void transposedMultiply(
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
            int rows,
            int cols) {
        for (int i = 0; i < rows; i += 4) {
            int out = cAt + i * cStride;
            int j = 0;
            for (; j + 8 <= cols; j += 8) {
                multiplyTile8(a, aAt + i, aStride, b, bAt + j, bStride, inner, c, out + j, cStride);
            }
            if (j < cols) {
                multiplyTile(a, aAt + i, aStride, b, bAt + j, bStride, inner, c, out + j, cStride);
            }
        }
    }

    private static void multiplyTile8(
            double[] a, int p, int aStride, double[] b, int r, int bStride, int inner, double[] c, int at, int stride) {
        DoubleVector c00 = DoubleVector.zero(SPECIES);
        DoubleVector c01 = c00;
        DoubleVector c10 = c00;
        DoubleVector c11 = c00;
        DoubleVector c20 = c00;
        DoubleVector c21 = c00;
        DoubleVector c30 = c00;
        DoubleVector c31 = c00;
        for (int k = 0; k < inner; k++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, r);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, r + 4);
            DoubleVector s = DoubleVector.broadcast(SPECIES, a[p]);
            c00 = s.fma(b0, c00);
            c01 = s.fma(b1, c01);
            s = DoubleVector.broadcast(SPECIES, a[p + 1]);
            c10 = s.fma(b0, c10);
            c11 = s.fma(b1, c11);
            s = DoubleVector.broadcast(SPECIES, a[p + 2]);
            c20 = s.fma(b0, c20);
            c21 = s.fma(b1, c21);
            s = DoubleVector.broadcast(SPECIES, a[p + 3]);
            c30 = s.fma(b0, c30);
            c31 = s.fma(b1, c31);
            p += aStride;
            r += bStride;
        }
        c00.intoArray(c, at);
        c01.intoArray(c, at + 4);
        c10.intoArray(c, at + stride);
        c11.intoArray(c, at + stride + 4);
        c20.intoArray(c, at + 2 * stride);
        c21.intoArray(c, at + 2 * stride + 4);
        c30.intoArray(c, at + 3 * stride);
        c31.intoArray(c, at + 3 * stride + 4);
    }

    private static void multiplyTile(
            double[] a, int p, int aStride, double[] b, int r, int bStride, int inner, double[] c, int at, int stride) {
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = c0;
        DoubleVector c2 = c0;
        DoubleVector c3 = c0;
        for (int k = 0; k < inner; k++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, r);
            c0 = DoubleVector.broadcast(SPECIES, a[p]).fma(b0, c0);
            c1 = DoubleVector.broadcast(SPECIES, a[p + 1]).fma(b0, c1);
            c2 = DoubleVector.broadcast(SPECIES, a[p + 2]).fma(b0, c2);
            c3 = DoubleVector.broadcast(SPECIES, a[p + 3]).fma(b0, c3);
            p += aStride;
            r += bStride;
        }
        c0.intoArray(c, at);
        c1.intoArray(c, at + stride);
        c2.intoArray(c, at + 2 * stride);
        c3.intoArray(c, at + 3 * stride);
    }

    /**
     * out = start + Σ_k x_k B_k.
     *
     * @param x weights, {@code xStride} apart
     * @param b [inner × cols]
     * @param cols multiple of four
     * @param out may be {@code start}
     */
    static void addRows(
            double[] x,
            int xAt,
            int xStride,
            double[] b,
            int bAt,
            int bStride,
            int inner,
            double[] start,
            double[] out,
            int cols) {
        int j = 0;
        for (; j + 16 <= cols; j += 16) {
            DoubleVector s0 = DoubleVector.fromArray(SPECIES, start, j);
            DoubleVector s1 = DoubleVector.fromArray(SPECIES, start, j + 4);
            DoubleVector s2 = DoubleVector.fromArray(SPECIES, start, j + 8);
            DoubleVector s3 = DoubleVector.fromArray(SPECIES, start, j + 12);
            int p = xAt;
            int r = bAt + j;
            for (int k = 0; k < inner; k++) {
                DoubleVector s = DoubleVector.broadcast(SPECIES, x[p]);
                s0 = s.fma(DoubleVector.fromArray(SPECIES, b, r), s0);
                s1 = s.fma(DoubleVector.fromArray(SPECIES, b, r + 4), s1);
                s2 = s.fma(DoubleVector.fromArray(SPECIES, b, r + 8), s2);
                s3 = s.fma(DoubleVector.fromArray(SPECIES, b, r + 12), s3);
                p += xStride;
                r += bStride;
            }
            s0.intoArray(out, j);
            s1.intoArray(out, j + 4);
            s2.intoArray(out, j + 8);
            s3.intoArray(out, j + 12);
        }
        for (; j + 8 <= cols; j += 8) {
            DoubleVector s0 = DoubleVector.fromArray(SPECIES, start, j);
            DoubleVector s1 = DoubleVector.fromArray(SPECIES, start, j + 4);
            int p = xAt;
            int r = bAt + j;
            for (int k = 0; k < inner; k++) {
                DoubleVector s = DoubleVector.broadcast(SPECIES, x[p]);
                s0 = s.fma(DoubleVector.fromArray(SPECIES, b, r), s0);
                s1 = s.fma(DoubleVector.fromArray(SPECIES, b, r + 4), s1);
                p += xStride;
                r += bStride;
            }
            s0.intoArray(out, j);
            s1.intoArray(out, j + 4);
        }
        if (j < cols) {
            DoubleVector s0 = DoubleVector.fromArray(SPECIES, start, j);
            int p = xAt;
            int r = bAt + j;
            for (int k = 0; k < inner; k++) {
                s0 = DoubleVector.broadcast(SPECIES, x[p]).fma(DoubleVector.fromArray(SPECIES, b, r), s0);
                p += xStride;
                r += bStride;
            }
            s0.intoArray(out, j);
        }
    }
}
