package org.waymark.lqr.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Solving with a {@link UnitFactor} on the Vector API, for many right-hand sides held as rows; blocks of four rows are held in registers. */
final class VectorSolve {
    private static final VectorSpecies<Double> SPECIES = VectorKernels.SPECIES;

    private VectorSolve() {}

    /**
     * R = L̃⁻¹B and Z = −D⁻¹R.
     *
     * @param b [stride of the factor × cols], rows of padding zero; not modified
     * @param r [stride of the factor × cols], overwritten
     * @param z [stride of the factor × cols], overwritten
     * @param cols multiple of four
     */
    static void forward(UnitFactor factor, double[] b, int bStride, double[] r, double[] z, int stride, int cols) {
        for (int i = 0; i < factor.size; i += 4) {
            int j = 0;
            for (; j + 8 <= cols; j += 8) {
                forward8(
                        factor.negativeTransposed,
                        factor.inverse,
                        factor.stride,
                        i,
                        b,
                        i * bStride + j,
                        bStride,
                        r,
                        z,
                        j,
                        stride);
            }
            if (j < cols) {
                forward4(
                        factor.negativeTransposed,
                        factor.inverse,
                        factor.stride,
                        i,
                        b,
                        i * bStride + j,
                        bStride,
                        r,
                        z,
                        j,
                        stride);
            }
        }
    }

    private static void forward8(
            double[] l,
            double[] inverse,
            int lStride,
            int i,
            double[] b,
            int from,
            int bStride,
            double[] r,
            double[] z,
            int j,
            int stride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, b, from);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, b, from + 4);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, b, from + bStride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, b, from + bStride + 4);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, b, from + 2 * bStride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, b, from + 2 * bStride + 4);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, b, from + 3 * bStride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, b, from + 3 * bStride + 4);
        int p = i;
        int q = j;
        for (int k = 0; k < i; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, r, q);
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, r, q + 4);
            DoubleVector s = DoubleVector.broadcast(SPECIES, l[p]);
            c00 = s.fma(r0, c00);
            c01 = s.fma(r1, c01);
            s = DoubleVector.broadcast(SPECIES, l[p + 1]);
            c10 = s.fma(r0, c10);
            c11 = s.fma(r1, c11);
            s = DoubleVector.broadcast(SPECIES, l[p + 2]);
            c20 = s.fma(r0, c20);
            c21 = s.fma(r1, c21);
            s = DoubleVector.broadcast(SPECIES, l[p + 3]);
            c30 = s.fma(r0, c30);
            c31 = s.fma(r1, c31);
            p += lStride;
            q += stride;
        }
        DoubleVector s = DoubleVector.broadcast(SPECIES, l[p + 1]);
        c10 = s.fma(c00, c10);
        c11 = s.fma(c01, c11);
        s = DoubleVector.broadcast(SPECIES, l[p + 2]);
        c20 = s.fma(c00, c20);
        c21 = s.fma(c01, c21);
        s = DoubleVector.broadcast(SPECIES, l[p + 3]);
        c30 = s.fma(c00, c30);
        c31 = s.fma(c01, c31);
        p += lStride;
        s = DoubleVector.broadcast(SPECIES, l[p + 2]);
        c20 = s.fma(c10, c20);
        c21 = s.fma(c11, c21);
        s = DoubleVector.broadcast(SPECIES, l[p + 3]);
        c30 = s.fma(c10, c30);
        c31 = s.fma(c11, c31);
        s = DoubleVector.broadcast(SPECIES, l[p + lStride + 3]);
        c30 = s.fma(c20, c30);
        c31 = s.fma(c21, c31);
        c00.intoArray(r, q);
        c01.intoArray(r, q + 4);
        c10.intoArray(r, q + stride);
        c11.intoArray(r, q + stride + 4);
        c20.intoArray(r, q + 2 * stride);
        c21.intoArray(r, q + 2 * stride + 4);
        c30.intoArray(r, q + 3 * stride);
        c31.intoArray(r, q + 3 * stride + 4);
        s = DoubleVector.broadcast(SPECIES, -inverse[i]);
        c00.mul(s).intoArray(z, q);
        c01.mul(s).intoArray(z, q + 4);
        s = DoubleVector.broadcast(SPECIES, -inverse[i + 1]);
        c10.mul(s).intoArray(z, q + stride);
        c11.mul(s).intoArray(z, q + stride + 4);
        s = DoubleVector.broadcast(SPECIES, -inverse[i + 2]);
        c20.mul(s).intoArray(z, q + 2 * stride);
        c21.mul(s).intoArray(z, q + 2 * stride + 4);
        s = DoubleVector.broadcast(SPECIES, -inverse[i + 3]);
        c30.mul(s).intoArray(z, q + 3 * stride);
        c31.mul(s).intoArray(z, q + 3 * stride + 4);
    }

    private static void forward4(
            double[] l,
            double[] inverse,
            int lStride,
            int i,
            double[] b,
            int from,
            int bStride,
            double[] r,
            double[] z,
            int j,
            int stride) {
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, b, from);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, b, from + bStride);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, b, from + 2 * bStride);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, b, from + 3 * bStride);
        int p = i;
        int q = j;
        for (int k = 0; k < i; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, r, q);
            c0 = DoubleVector.broadcast(SPECIES, l[p]).fma(r0, c0);
            c1 = DoubleVector.broadcast(SPECIES, l[p + 1]).fma(r0, c1);
            c2 = DoubleVector.broadcast(SPECIES, l[p + 2]).fma(r0, c2);
            c3 = DoubleVector.broadcast(SPECIES, l[p + 3]).fma(r0, c3);
            p += lStride;
            q += stride;
        }
        c1 = DoubleVector.broadcast(SPECIES, l[p + 1]).fma(c0, c1);
        c2 = DoubleVector.broadcast(SPECIES, l[p + 2]).fma(c0, c2);
        c3 = DoubleVector.broadcast(SPECIES, l[p + 3]).fma(c0, c3);
        p += lStride;
        c2 = DoubleVector.broadcast(SPECIES, l[p + 2]).fma(c1, c2);
        c3 = DoubleVector.broadcast(SPECIES, l[p + 3]).fma(c1, c3);
        c3 = DoubleVector.broadcast(SPECIES, l[p + lStride + 3]).fma(c2, c3);
        c0.intoArray(r, q);
        c1.intoArray(r, q + stride);
        c2.intoArray(r, q + 2 * stride);
        c3.intoArray(r, q + 3 * stride);
        c0.mul(-inverse[i]).intoArray(z, q);
        c1.mul(-inverse[i + 1]).intoArray(z, q + stride);
        c2.mul(-inverse[i + 2]).intoArray(z, q + 2 * stride);
        c3.mul(-inverse[i + 3]).intoArray(z, q + 3 * stride);
    }

    /**
     * X = L̃⁻ᵀZ.
     *
     * @param z [stride of the factor × cols], rows of padding zero; not modified
     * @param x [stride of the factor × cols], from element {@code xAt} on; overwritten
     */
    static void backward(UnitFactor factor, double[] z, double[] x, int xAt, int stride, int cols) {
        for (int i = factor.stride - 4; i >= 0; i -= 4) {
            int j = 0;
            for (; j + 8 <= cols; j += 8) {
                backward8(factor.negative, factor.stride, factor.size, i, z, i * stride + j, x, xAt, j, stride);
            }
            if (j < cols) {
                backward4(factor.negative, factor.stride, factor.size, i, z, i * stride + j, x, xAt, j, stride);
            }
        }
    }

    private static void backward8(
            double[] l, int lStride, int size, int i, double[] z, int from, double[] x, int xAt, int j, int stride) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, z, from);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, z, from + 4);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, z, from + stride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, z, from + stride + 4);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, z, from + 2 * stride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, z, from + 2 * stride + 4);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, z, from + 3 * stride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, z, from + 3 * stride + 4);
        int p = (i + 4) * lStride + i;
        int q = xAt + (i + 4) * stride + j;
        for (int k = i + 4; k < size; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, x, q);
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, x, q + 4);
            DoubleVector s = DoubleVector.broadcast(SPECIES, l[p]);
            c00 = s.fma(r0, c00);
            c01 = s.fma(r1, c01);
            s = DoubleVector.broadcast(SPECIES, l[p + 1]);
            c10 = s.fma(r0, c10);
            c11 = s.fma(r1, c11);
            s = DoubleVector.broadcast(SPECIES, l[p + 2]);
            c20 = s.fma(r0, c20);
            c21 = s.fma(r1, c21);
            s = DoubleVector.broadcast(SPECIES, l[p + 3]);
            c30 = s.fma(r0, c30);
            c31 = s.fma(r1, c31);
            p += lStride;
            q += stride;
        }
        p = (i + 3) * lStride + i;
        DoubleVector s = DoubleVector.broadcast(SPECIES, l[p + 2]);
        c20 = s.fma(c30, c20);
        c21 = s.fma(c31, c21);
        s = DoubleVector.broadcast(SPECIES, l[p + 1]);
        c10 = s.fma(c30, c10);
        c11 = s.fma(c31, c11);
        s = DoubleVector.broadcast(SPECIES, l[p]);
        c00 = s.fma(c30, c00);
        c01 = s.fma(c31, c01);
        p -= lStride;
        s = DoubleVector.broadcast(SPECIES, l[p + 1]);
        c10 = s.fma(c20, c10);
        c11 = s.fma(c21, c11);
        s = DoubleVector.broadcast(SPECIES, l[p]);
        c00 = s.fma(c20, c00);
        c01 = s.fma(c21, c01);
        s = DoubleVector.broadcast(SPECIES, l[p - lStride]);
        c00 = s.fma(c10, c00);
        c01 = s.fma(c11, c01);
        q = xAt + i * stride + j;
        c00.intoArray(x, q);
        c01.intoArray(x, q + 4);
        c10.intoArray(x, q + stride);
        c11.intoArray(x, q + stride + 4);
        c20.intoArray(x, q + 2 * stride);
        c21.intoArray(x, q + 2 * stride + 4);
        c30.intoArray(x, q + 3 * stride);
        c31.intoArray(x, q + 3 * stride + 4);
    }

    private static void backward4(
            double[] l, int lStride, int size, int i, double[] z, int from, double[] x, int xAt, int j, int stride) {
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, z, from);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, z, from + stride);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, z, from + 2 * stride);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, z, from + 3 * stride);
        int p = (i + 4) * lStride + i;
        int q = xAt + (i + 4) * stride + j;
        for (int k = i + 4; k < size; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, x, q);
            c0 = DoubleVector.broadcast(SPECIES, l[p]).fma(r0, c0);
            c1 = DoubleVector.broadcast(SPECIES, l[p + 1]).fma(r0, c1);
            c2 = DoubleVector.broadcast(SPECIES, l[p + 2]).fma(r0, c2);
            c3 = DoubleVector.broadcast(SPECIES, l[p + 3]).fma(r0, c3);
            p += lStride;
            q += stride;
        }
        p = (i + 3) * lStride + i;
        c2 = DoubleVector.broadcast(SPECIES, l[p + 2]).fma(c3, c2);
        c1 = DoubleVector.broadcast(SPECIES, l[p + 1]).fma(c3, c1);
        c0 = DoubleVector.broadcast(SPECIES, l[p]).fma(c3, c0);
        p -= lStride;
        c1 = DoubleVector.broadcast(SPECIES, l[p + 1]).fma(c2, c1);
        c0 = DoubleVector.broadcast(SPECIES, l[p]).fma(c2, c0);
        c0 = DoubleVector.broadcast(SPECIES, l[p - lStride]).fma(c1, c0);
        q = xAt + i * stride + j;
        c0.intoArray(x, q);
        c1.intoArray(x, q + stride);
        c2.intoArray(x, q + 2 * stride);
        c3.intoArray(x, q + 3 * stride);
    }
}
