package org.waymark.lqr.matrix;

import static org.waymark.lqr.matrix.VectorKernels.addRows;
import static org.waymark.lqr.matrix.VectorKernels.copy;
import static org.waymark.lqr.matrix.VectorKernels.padded;
import static org.waymark.lqr.matrix.VectorKernels.transposedMultiply;

/**
 * {@link RiccatiKernels} on the Vector API: flat arrays whose rows and columns are padded to a multiple of four.
 *
 * <p>What stands in the padding is finite if the input is, and has no influence: sums run over k &lt; n and k &lt; m only. H_xx is never
 * stored: its tiles begin as L_xx, gather AᵀVA and the update of V in registers, and are stored as V.
 */
final class VectorRiccatiKernels implements RiccatiKernels {
    private final int n;
    private final int m;
    /** n + m, as it is and with padding. */
    private final int size;

    private final int width;
    /** n and m with padding. */
    private final int nx;

    private final int mu;
    /** Columns of [x | u | 1], with padding. */
    private final int stride;

    /** V, [nx × nx]. */
    private final double[] value;
    /** [A | B], [n × size], and room to read beyond. */
    private final double[] dynamics;
    /** [L_ux | L_uu], [m × size], and room to read beyond. */
    private final double[] cost;
    /** V[A | B], [nx × stride], and room to read beyond. */
    private final double[] product;
    /** [H_ux | H_uu | q_u], [mu × stride]. */
    private final double[] control;
    /** The same with μ_xBᵀ[A | B] added. */
    private final double[] regularized;

    private final VectorElimination elimination;
    /** S of V ← H_xx + SᵀZ: R and then [K | · | k], [2mu × stride]. */
    private final double[] right;
    /** Z: −D⁻¹R and then −μ[K | · | k]. */
    private final double[] left;
    /** S and Z for gains from elsewhere: [G; K] and [K; G] with G = ½H_uuK + H_ux, and k and q_u likewise. */
    private final double[] otherRight;

    private final double[] otherLeft;
    /** ½H_uu, [mu × stride]. */
    private final double[] halfHessian;

    private double[] hessian;
    private int hessianAt;
    private double lastMu;

    VectorRiccatiKernels(int n, int m) {
        this.n = n;
        this.m = m;
        size = n + m;
        nx = padded(n);
        mu = padded(m);
        width = padded(size);
        stride = padded(size + 1);
        value = new double[nx * nx];
        dynamics = new double[n * size + 4];
        cost = new double[m * size + 4];
        product = new double[nx * stride + 4];
        control = new double[mu * stride + 4];
        regularized = new double[mu * stride + 4];
        elimination = new VectorElimination(m, stride, n);
        right = new double[2 * mu * stride + 4];
        left = new double[2 * mu * stride + 4];
        otherRight = new double[2 * mu * stride + 4];
        otherLeft = new double[2 * mu * stride + 4];
        halfHessian = new double[mu * stride];
    }

    @Override
    public void setValue(double[] from, int at) {
        for (int i = 0; i < n; i++) {
            copy(from, at + i * n, value, i * nx, i + 1);
        }
        mirror();
    }

    /** Copies the lower triangle of V to the upper one, 4×4 entries after another. */
    private void mirror() {
        for (int i = 0; i < nx; i += 4) {
            for (int j = 0; j < i; j += 4) {
                mirrorBlock(value, i * nx + j, j * nx + i, nx);
            }
            int at = i * nx + i;
            value[at + 1] = value[at + nx];
            value[at + 2] = value[at + 2 * nx];
            value[at + 3] = value[at + 3 * nx];
            value[at + nx + 2] = value[at + 2 * nx + 1];
            value[at + nx + 3] = value[at + 3 * nx + 1];
            value[at + 2 * nx + 3] = value[at + 3 * nx + 2];
        }
    }

    private static void mirrorBlock(double[] v, int from, int to, int stride) {
        int from1 = from + stride;
        int from2 = from1 + stride;
        int from3 = from2 + stride;
        for (int k = 0; k < 4; k++) {
            int at = to + k * stride;
            v[at] = v[from + k];
            v[at + 1] = v[from1 + k];
            v[at + 2] = v[from2 + k];
            v[at + 3] = v[from3 + k];
        }
    }

    @Override
    public void scaleValue(double rho) {
        for (int i = 0; i < value.length; i++) {
            value[i] *= rho;
        }
    }

    @Override
    public void readValue(double[] out, int at) {
        for (int i = 0; i < n; i++) {
            copy(value, i * nx, out, at + i * n, n);
        }
    }

    @Override
    public void addValueTimes(double[] x, int at, double[] v) {
        addRows(x, at, 1, value, 0, nx, n, v, v, nx);
    }

    @Override
    public void assemble(
            double[] jacobian,
            int jacobianAt,
            double[] stageHessian,
            int stageAt,
            double[] shifted,
            double[] gradient) {
        hessian = stageHessian;
        hessianAt = stageAt;
        System.arraycopy(jacobian, jacobianAt, dynamics, 0, n * size);
        System.arraycopy(stageHessian, stageAt + n * size, cost, 0, m * size);
        transposedMultiply(value, 0, nx, dynamics, 0, size, n, product, 0, stride, nx, width);
        for (int i = 0; i < m; i += 4) {
            VectorSums.addRows(
                    cost,
                    i * size,
                    size,
                    m - i,
                    product,
                    n + i,
                    stride,
                    dynamics,
                    0,
                    size,
                    n,
                    control,
                    i * stride,
                    stride,
                    width);
        }
        addRows(shifted, 0, 1, dynamics, 0, size, n, gradient, gradient, width);
        for (int i = 0; i < m; i++) {
            control[i * stride + size] = gradient[n + i];
        }
    }

    @Override
    public double controlHessian(int i, int j) {
        return control[Math.min(i, j) * stride + n + Math.max(i, j)];
    }

    @Override
    public double cross(int i, int j) {
        return control[i * stride + j];
    }

    @Override
    public boolean eliminate(double controlMu, double stateMu, double[] gradient) {
        double[] rows = control;
        if (stateMu != 0) {
            rows = regularized;
            regularize(stateMu);
        }
        lastMu = controlMu;
        if (m == 1) {
            return elimination.eliminateRow(rows, controlMu, right, left, mu * stride);
        }
        if (!elimination.forward(rows, controlMu, right, left)) {
            return false;
        }
        // the columns of x, and that of 1
        elimination.backward(left, right, mu * stride, 0, nx);
        if (size >= nx) {
            elimination.backward(left, right, mu * stride, size & ~3, (size & ~3) + 4);
        }
        return true;
    }

    private void regularize(double stateMu) {
        System.arraycopy(control, 0, regularized, 0, control.length);
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < n; k++) {
                double weight = stateMu * dynamics[k * size + n + i];
                for (int j = 0; j < size; j++) {
                    regularized[i * stride + j] += weight * dynamics[k * size + j];
                }
            }
        }
    }

    @Override
    public void updateValue(double[] gradient, double[] v) {
        int rows = m;
        if (lastMu != 0) {
            rows = mu + m;
            for (int i = mu * stride; i < rows * stride; i++) {
                left[i] = -lastMu * right[i];
            }
        }
        update(left, right, rows, gradient, v);
    }

    private void update(double[] z, double[] s, int rows, double[] gradient, double[] v) {
        for (int i = 0; i < n; i += 4) {
            VectorSums.addRows(
                    hessian,
                    hessianAt + i * size,
                    size,
                    n - i,
                    product,
                    i,
                    stride,
                    dynamics,
                    0,
                    size,
                    n,
                    z,
                    i,
                    s,
                    0,
                    stride,
                    rows,
                    value,
                    i * nx,
                    nx,
                    i + 4);
        }
        mirror();
        addRows(z, size, stride, s, 0, stride, rows, gradient, v, nx);
    }

    @Override
    public void updateValueByGains(double[] gradient, double[] v) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                halfHessian[i * stride + j] = 0.5 * controlHessian(i, j);
            }
        }
        int half = mu * stride;
        for (int i = 0; i < m; i += 4) {
            VectorSums.addRows(
                    control,
                    i * stride,
                    stride,
                    m - i,
                    halfHessian,
                    i,
                    stride,
                    right,
                    half,
                    stride,
                    m,
                    otherRight,
                    i * stride,
                    stride,
                    stride);
        }
        // [G; K] and [K; G], without rows of padding between
        System.arraycopy(right, half, otherRight, m * stride, m * stride);
        System.arraycopy(right, half, otherLeft, 0, m * stride);
        System.arraycopy(otherRight, 0, otherLeft, m * stride, m * stride);
        update(otherLeft, otherRight, 2 * m, gradient, v);
    }

    @Override
    public void readGain(double[] out, int at) {
        for (int i = 0; i < m; i++) {
            copy(right, (mu + i) * stride, out, at + i * n, n);
        }
    }

    @Override
    public void readGainRow(int i, double[] out) {
        int from = (mu + i) * stride;
        copy(right, from, out, 0, n);
        out[n] = right[from + size];
    }

    @Override
    public void readFactor(double[] out) {
        for (int i = 0; i < m; i++) {
            int row = i * stride + n;
            double root = Math.sqrt(right[row + i] + lastMu);
            for (int j = 0; j < m; j++) {
                // −L̃ᵀ stands in Z
                out[i * m + j] = j > i ? -root * left[row + j] : 0;
            }
            out[i * m + i] = root;
        }
    }

    @Override
    public void readOffset(double[] out, int at) {
        for (int i = 0; i < m; i++) {
            out[at + i] = right[(mu + i) * stride + size];
        }
    }

    @Override
    public void setGains(double[] gain, int gainAt, double[] offset, int offsetAt) {
        for (int i = 0; i < m; i++) {
            int to = (mu + i) * stride;
            copy(gain, gainAt + i * n, right, to, n);
            right[to + size] = offset[offsetAt + i];
        }
    }
}
