package org.waymark.lqr.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Symmetric elimination on the Vector API: the factorisation of P = L̃DL̃ᵀ and the forward substitution of whatever stands beside it, in one
 * sweep over blocks of four rows.
 *
 * <p>[B | P | b] becomes S = L̃⁻¹[B | P | b], in which L̃⁻¹P = DL̃ᵀ, and Z = −D⁻¹S, so that L̃ can be read from Z. Only one division is needed
 * for each row, and no square root.
 */
final class VectorElimination {
    private static final VectorSpecies<Double> SPECIES = VectorKernels.SPECIES;

    private final int size;
    private final int stride;
    /** The first column of P. */
    private final int from;
    /** Of the block of four rows: −L̃_10, −L̃_20, −L̃_30, −L̃_21, −L̃_31, −L̃_32, then −D⁻¹. */
    private final double[] block = new double[10];
    /** The block of P that stands on the diagonal, with what comes of the rows above; 4 × 4. */
    private final double[] diagonal = new double[16];

    /**
     * @param size rows of P
     * @param stride columns of [B | P | b], a multiple of four
     * @param from first column of P
     */
    VectorElimination(int size, int stride, int from) {
        this.size = size;
        this.stride = stride;
        this.from = from;
    }

    /**
     * @param rows [B | P | b] but for μ on the diagonal of P, of which nothing below the diagonal is read, with {@code size} rounded up to a
     *     multiple of four rows; not modified
     * @param s overwritten; of no use below the diagonal of P
     * @param z overwritten; zeros in rows of padding, and of no use below the diagonal of P
     * @return false if P is not positive definite to working precision or holds a NaN
     */
    boolean forward(double[] rows, double mu, double[] s, double[] z) {
        double largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, rows[i * stride + from + i] + mu);
        }
        if (!(largest > 0) || Double.isInfinite(largest)) {
            return false;
        }
        double floor = Cholesky.PIVOT_FLOOR * largest;
        for (int i = 0; i < size; i += 4) {
            int at = i * stride;
            boolean good;
            if (i == 0) {
                good = factorBlock(rows, from, stride, mu, floor, size);
            } else {
                VectorSums.addRows(
                        rows, at + from + i, stride, 4, z, from + i, stride, s, from + i, stride, i, diagonal, 0, 4, 4);
                good = factorBlock(diagonal, 0, 4, mu, floor, size - i);
            }
            if (!good) {
                return false;
            }
            substitute(rows, i, s, z);
        }
        return true;
    }

    /**
     * What {@link #forward} and {@link #backward} do where P has one row, which is a division.
     *
     * @param s overwritten: R in its first row, −P⁻¹[B | P | b] in that which begins at {@code xAt}
     */
    boolean eliminateRow(double[] row, double mu, double[] s, double[] z, int xAt) {
        double pivot = row[from] + mu;
        if (!(pivot > 0) || Double.isInfinite(pivot)) {
            return false;
        }
        DoubleVector inverse = DoubleVector.broadcast(SPECIES, -1 / pivot);
        for (int j = 0; j < stride; j += 4) {
            DoubleVector r = DoubleVector.fromArray(SPECIES, row, j);
            DoubleVector x = r.mul(inverse);
            r.intoArray(s, j);
            x.intoArray(z, j);
            x.intoArray(s, xAt + j);
        }
        return true;
    }

    private boolean factorBlock(double[] p, int at, int rowStride, double mu, double floor, int count) {
        double[] b = block;
        double p01 = p[at + 1];
        double p02 = p[at + 2];
        double p03 = p[at + 3];
        double d = p[at] + mu;
        if (!(d > floor)) {
            return false;
        }
        double inverse = -1 / d;
        b[6] = inverse;
        double l1 = p01 * inverse;
        double l2 = p02 * inverse;
        double l3 = p03 * inverse;
        b[0] = l1;
        b[1] = l2;
        b[2] = l3;
        if (count == 1) {
            b[3] = 0;
            b[4] = 0;
            b[5] = 0;
            b[7] = 0;
            b[8] = 0;
            b[9] = 0;
            return true;
        }
        int row = at + rowStride;
        d = Math.fma(l1, p01, p[row + 1] + mu);
        if (!(d > floor)) {
            return false;
        }
        inverse = -1 / d;
        b[7] = inverse;
        double p12 = Math.fma(l1, p02, p[row + 2]);
        double p13 = Math.fma(l1, p03, p[row + 3]);
        double l12 = p12 * inverse;
        double l13 = p13 * inverse;
        b[3] = l12;
        b[4] = l13;
        if (count == 2) {
            b[5] = 0;
            b[8] = 0;
            b[9] = 0;
            return true;
        }
        row += rowStride;
        d = Math.fma(l12, p12, Math.fma(l2, p02, p[row + 2] + mu));
        if (!(d > floor)) {
            return false;
        }
        inverse = -1 / d;
        b[8] = inverse;
        double p23 = Math.fma(l12, p13, Math.fma(l2, p03, p[row + 3]));
        double l23 = p23 * inverse;
        b[5] = l23;
        if (count == 3) {
            b[9] = 0;
            return true;
        }
        d = Math.fma(l23, p23, Math.fma(l13, p13, Math.fma(l3, p03, p[row + rowStride + 3] + mu)));
        if (!(d > floor)) {
            return false;
        }
        b[9] = -1 / d;
        return true;
    }

    /** Rows i…i+3. */
    private void substitute(double[] rows, int i, double[] s, double[] z) {
        int j = 0;
        for (; j + 8 <= stride; j += 8) {
            substituteTile8(rows, i, s, z, j);
        }
        if (j < stride) {
            substituteTile(rows, i, s, z, j);
        }
    }

    private void substituteTile8(double[] rows, int i, double[] s, double[] z, int j) {
        double[] b = block;
        int at = i * stride + j;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, rows, at);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, rows, at + 4);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, rows, at + stride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, rows, at + stride + 4);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, rows, at + 2 * stride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, rows, at + 2 * stride + 4);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, rows, at + 3 * stride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, rows, at + 3 * stride + 4);
        int p = from + i;
        int r = j;
        for (int k = 0; k < i; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, s, r);
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, s, r + 4);
            DoubleVector w = DoubleVector.broadcast(SPECIES, z[p]);
            c00 = w.fma(r0, c00);
            c01 = w.fma(r1, c01);
            w = DoubleVector.broadcast(SPECIES, z[p + 1]);
            c10 = w.fma(r0, c10);
            c11 = w.fma(r1, c11);
            w = DoubleVector.broadcast(SPECIES, z[p + 2]);
            c20 = w.fma(r0, c20);
            c21 = w.fma(r1, c21);
            w = DoubleVector.broadcast(SPECIES, z[p + 3]);
            c30 = w.fma(r0, c30);
            c31 = w.fma(r1, c31);
            p += stride;
            r += stride;
        }
        DoubleVector w = DoubleVector.broadcast(SPECIES, b[0]);
        c10 = w.fma(c00, c10);
        c11 = w.fma(c01, c11);
        w = DoubleVector.broadcast(SPECIES, b[1]);
        c20 = w.fma(c00, c20);
        c21 = w.fma(c01, c21);
        w = DoubleVector.broadcast(SPECIES, b[2]);
        c30 = w.fma(c00, c30);
        c31 = w.fma(c01, c31);
        w = DoubleVector.broadcast(SPECIES, b[3]);
        c20 = w.fma(c10, c20);
        c21 = w.fma(c11, c21);
        w = DoubleVector.broadcast(SPECIES, b[4]);
        c30 = w.fma(c10, c30);
        c31 = w.fma(c11, c31);
        w = DoubleVector.broadcast(SPECIES, b[5]);
        c30 = w.fma(c20, c30);
        c31 = w.fma(c21, c31);
        c00.intoArray(s, at);
        c01.intoArray(s, at + 4);
        c10.intoArray(s, at + stride);
        c11.intoArray(s, at + stride + 4);
        c20.intoArray(s, at + 2 * stride);
        c21.intoArray(s, at + 2 * stride + 4);
        c30.intoArray(s, at + 3 * stride);
        c31.intoArray(s, at + 3 * stride + 4);
        w = DoubleVector.broadcast(SPECIES, b[6]);
        c00.mul(w).intoArray(z, at);
        c01.mul(w).intoArray(z, at + 4);
        w = DoubleVector.broadcast(SPECIES, b[7]);
        c10.mul(w).intoArray(z, at + stride);
        c11.mul(w).intoArray(z, at + stride + 4);
        w = DoubleVector.broadcast(SPECIES, b[8]);
        c20.mul(w).intoArray(z, at + 2 * stride);
        c21.mul(w).intoArray(z, at + 2 * stride + 4);
        w = DoubleVector.broadcast(SPECIES, b[9]);
        c30.mul(w).intoArray(z, at + 3 * stride);
        c31.mul(w).intoArray(z, at + 3 * stride + 4);
    }

    private void substituteTile(double[] rows, int i, double[] s, double[] z, int j) {
        double[] b = block;
        int at = i * stride + j;
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, rows, at);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, rows, at + stride);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, rows, at + 2 * stride);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, rows, at + 3 * stride);
        int p = from + i;
        int r = j;
        for (int k = 0; k < i; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, s, r);
            c0 = DoubleVector.broadcast(SPECIES, z[p]).fma(r0, c0);
            c1 = DoubleVector.broadcast(SPECIES, z[p + 1]).fma(r0, c1);
            c2 = DoubleVector.broadcast(SPECIES, z[p + 2]).fma(r0, c2);
            c3 = DoubleVector.broadcast(SPECIES, z[p + 3]).fma(r0, c3);
            p += stride;
            r += stride;
        }
        c1 = DoubleVector.broadcast(SPECIES, b[0]).fma(c0, c1);
        c2 = DoubleVector.broadcast(SPECIES, b[1]).fma(c0, c2);
        c3 = DoubleVector.broadcast(SPECIES, b[2]).fma(c0, c3);
        c2 = DoubleVector.broadcast(SPECIES, b[3]).fma(c1, c2);
        c3 = DoubleVector.broadcast(SPECIES, b[4]).fma(c1, c3);
        c3 = DoubleVector.broadcast(SPECIES, b[5]).fma(c2, c3);
        c0.intoArray(s, at);
        c1.intoArray(s, at + stride);
        c2.intoArray(s, at + 2 * stride);
        c3.intoArray(s, at + 3 * stride);
        c0.mul(b[6]).intoArray(z, at);
        c1.mul(b[7]).intoArray(z, at + stride);
        c2.mul(b[8]).intoArray(z, at + 2 * stride);
        c3.mul(b[9]).intoArray(z, at + 3 * stride);
    }

    /**
     * X = L̃⁻ᵀZ = −P⁻¹[B | b], of eight columns after another and four at the end.
     *
     * @param z what {@link #forward} wrote; not modified
     * @param x [rows of z × stride], from element {@code xAt} on; overwritten; must not overlap with {@code z}
     * @param first a column
     * @param last the column to stop before, a multiple of four after {@code first}
     */
    void backward(double[] z, double[] x, int xAt, int first, int last) {
        for (int i = (size - 1) & ~3; i >= 0; i -= 4) {
            int j = first;
            for (; j + 8 <= last; j += 8) {
                backwardTile8(z, x, xAt, i, j);
            }
            if (j < last) {
                backwardTile(z, x, xAt, i, j);
            }
        }
    }

    private void backwardTile8(double[] z, double[] x, int xAt, int i, int j) {
        int at = i * stride + j;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, z, at);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, z, at + 4);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, z, at + stride);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, z, at + stride + 4);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, z, at + 2 * stride);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, z, at + 2 * stride + 4);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, z, at + 3 * stride);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, z, at + 3 * stride + 4);
        int p = i * stride + from + i + 4;
        int r = xAt + (i + 4) * stride + j;
        for (int k = i + 4; k < size; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, x, r);
            DoubleVector r1 = DoubleVector.fromArray(SPECIES, x, r + 4);
            DoubleVector w = DoubleVector.broadcast(SPECIES, z[p]);
            c00 = w.fma(r0, c00);
            c01 = w.fma(r1, c01);
            w = DoubleVector.broadcast(SPECIES, z[p + stride]);
            c10 = w.fma(r0, c10);
            c11 = w.fma(r1, c11);
            w = DoubleVector.broadcast(SPECIES, z[p + 2 * stride]);
            c20 = w.fma(r0, c20);
            c21 = w.fma(r1, c21);
            w = DoubleVector.broadcast(SPECIES, z[p + 3 * stride]);
            c30 = w.fma(r0, c30);
            c31 = w.fma(r1, c31);
            p++;
            r += stride;
        }
        p = i * stride + from + i;
        DoubleVector w = DoubleVector.broadcast(SPECIES, z[p + 2 * stride + 3]);
        c20 = w.fma(c30, c20);
        c21 = w.fma(c31, c21);
        w = DoubleVector.broadcast(SPECIES, z[p + stride + 3]);
        c10 = w.fma(c30, c10);
        c11 = w.fma(c31, c11);
        w = DoubleVector.broadcast(SPECIES, z[p + 3]);
        c00 = w.fma(c30, c00);
        c01 = w.fma(c31, c01);
        w = DoubleVector.broadcast(SPECIES, z[p + stride + 2]);
        c10 = w.fma(c20, c10);
        c11 = w.fma(c21, c11);
        w = DoubleVector.broadcast(SPECIES, z[p + 2]);
        c00 = w.fma(c20, c00);
        c01 = w.fma(c21, c01);
        w = DoubleVector.broadcast(SPECIES, z[p + 1]);
        c00 = w.fma(c10, c00);
        c01 = w.fma(c11, c01);
        at += xAt;
        c00.intoArray(x, at);
        c01.intoArray(x, at + 4);
        c10.intoArray(x, at + stride);
        c11.intoArray(x, at + stride + 4);
        c20.intoArray(x, at + 2 * stride);
        c21.intoArray(x, at + 2 * stride + 4);
        c30.intoArray(x, at + 3 * stride);
        c31.intoArray(x, at + 3 * stride + 4);
    }

    private void backwardTile(double[] z, double[] x, int xAt, int i, int j) {
        int at = i * stride + j;
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, z, at);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, z, at + stride);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, z, at + 2 * stride);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, z, at + 3 * stride);
        int p = i * stride + from + i + 4;
        int r = xAt + (i + 4) * stride + j;
        for (int k = i + 4; k < size; k++) {
            DoubleVector r0 = DoubleVector.fromArray(SPECIES, x, r);
            c0 = DoubleVector.broadcast(SPECIES, z[p]).fma(r0, c0);
            c1 = DoubleVector.broadcast(SPECIES, z[p + stride]).fma(r0, c1);
            c2 = DoubleVector.broadcast(SPECIES, z[p + 2 * stride]).fma(r0, c2);
            c3 = DoubleVector.broadcast(SPECIES, z[p + 3 * stride]).fma(r0, c3);
            p++;
            r += stride;
        }
        p = i * stride + from + i;
        c2 = DoubleVector.broadcast(SPECIES, z[p + 2 * stride + 3]).fma(c3, c2);
        c1 = DoubleVector.broadcast(SPECIES, z[p + stride + 3]).fma(c3, c1);
        c0 = DoubleVector.broadcast(SPECIES, z[p + 3]).fma(c3, c0);
        c1 = DoubleVector.broadcast(SPECIES, z[p + stride + 2]).fma(c2, c1);
        c0 = DoubleVector.broadcast(SPECIES, z[p + 2]).fma(c2, c0);
        c0 = DoubleVector.broadcast(SPECIES, z[p + 1]).fma(c1, c0);
        at += xAt;
        c0.intoArray(x, at);
        c1.intoArray(x, at + stride);
        c2.intoArray(x, at + 2 * stride);
        c3.intoArray(x, at + 3 * stride);
    }
}
