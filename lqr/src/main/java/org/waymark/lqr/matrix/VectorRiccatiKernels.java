package org.waymark.lqr.matrix;

import static org.waymark.lqr.matrix.VectorKernels.addRows;
import static org.waymark.lqr.matrix.VectorKernels.lowerSum;
import static org.waymark.lqr.matrix.VectorKernels.padded;
import static org.waymark.lqr.matrix.VectorKernels.transposedMultiply;

/**
 * {@link RiccatiKernels} on the Vector API: flat arrays whose rows and columns are padded with zeros to a multiple of four, x and u apart.
 *
 * <p>H_xx is never stored: its tiles begin as L_xx, gather AᵀVA and the update of V in registers, and are stored as V.
 */
final class VectorRiccatiKernels implements RiccatiKernels {
    private final int n;
    private final int m;
    /** Columns of x, and of x and u, with their padding. */
    private final int nx;

    private final int width;
    /** Columns of [x | 1], with padding. */
    private final int nr;
    /** Rows of u, with padding. */
    private final int mu;

    /** V, [nx × nx]. */
    private final double[] value;
    /** [A | B], [n × width]. */
    private final double[] dynamics;
    /** V[A | B], [nx × width]. */
    private final double[] product;
    /** [H_ux | H_uu], [mu × width]. */
    private final double[] control;
    /** [H_ux | q_u] with their regularisation, [mu × nr]. */
    private final double[] affine;

    private final UnitFactor factor;
    /** V ← H_xx + SᵀZ, with R and then [K | k] in S, [2mu × nr]. */
    private final double[] right;
    /** Z: −D⁻¹R and then −μ[K | k], [2mu × nr]. */
    private final double[] left;
    /** S and Z for gains from elsewhere: [G; K | k] and [K | k; G], G = ½H_uu[K | k] + [H_ux | q_u], [2mu × nr]. */
    private final double[] otherRight;

    private final double[] otherLeft;
    /** ½H_uu, [mu × mu]. */
    private final double[] halfHessian;
    /** q, v + Vf and v with padding. */
    private final double[] paddedGradient;

    private final double[] paddedValueGradient;

    private double[] hessian;
    private int hessianAt;
    private double lastMu;

    VectorRiccatiKernels(int n, int m) {
        this.n = n;
        this.m = m;
        nx = padded(n);
        mu = padded(m);
        width = nx + mu;
        nr = padded(n + 1);
        value = new double[nx * nx];
        dynamics = new double[n * width];
        product = new double[nx * width];
        control = new double[mu * width];
        affine = new double[mu * nr];
        factor = new UnitFactor(m);
        right = new double[2 * mu * nr];
        left = new double[2 * mu * nr];
        otherRight = new double[2 * mu * nr];
        otherLeft = new double[2 * mu * nr];
        halfHessian = new double[mu * mu];
        paddedGradient = new double[width];
        paddedValueGradient = new double[nx];
    }

    @Override
    public void setValue(double[] from, int at) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(from, at + i * n, value, i * nx, i + 1);
        }
        mirror();
    }

    private void mirror() {
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                value[j * nx + i] = value[i * nx + j];
            }
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
            System.arraycopy(value, i * nx, out, at + i * n, n);
        }
    }

    @Override
    public void addValueTimes(double[] x, int at, double[] v) {
        System.arraycopy(v, 0, paddedValueGradient, 0, n);
        addRows(x, at, 1, value, 0, nx, n, paddedValueGradient, paddedValueGradient, nx);
        System.arraycopy(paddedValueGradient, 0, v, 0, n);
    }

    @Override
    public void assemble(
            double[] jacobian, int jacobianAt, double[] cost, int costAt, double[] shifted, double[] gradient) {
        hessian = cost;
        hessianAt = costAt;
        readDynamics(jacobian, jacobianAt);
        transposedMultiply(value, 0, nx, dynamics, 0, width, n, product, 0, width, nx, width);
        transposedMultiply(product, nx, width, dynamics, 0, width, n, control, 0, width, mu, width);
        int size = n + m;
        for (int i = 0; i < m; i++) {
            int from = costAt + (n + i) * size;
            int to = i * width;
            for (int j = 0; j < n; j++) {
                control[to + j] += cost[from + j];
            }
            for (int j = 0; j <= i; j++) {
                control[to + nx + j] += cost[from + n + j];
            }
        }
        readGradient(gradient);
        addRows(shifted, 0, 1, dynamics, 0, width, n, paddedGradient, paddedGradient, width);
        System.arraycopy(paddedGradient, 0, gradient, 0, n);
        System.arraycopy(paddedGradient, nx, gradient, n, m);
    }

    private void readDynamics(double[] jacobian, int at) {
        int from = at;
        for (int i = 0; i < n; i++) {
            int to = i * width;
            for (int j = 0; j < n; j++) {
                dynamics[to + j] = jacobian[from + j];
            }
            from += n;
            to += nx;
            for (int j = 0; j < m; j++) {
                dynamics[to + j] = jacobian[from + j];
            }
            from += m;
        }
    }

    private void readGradient(double[] gradient) {
        System.arraycopy(gradient, 0, paddedGradient, 0, n);
        System.arraycopy(gradient, n, paddedGradient, nx, m);
    }

    @Override
    public double controlHessian(int i, int j) {
        return control[Math.max(i, j) * width + nx + Math.min(i, j)];
    }

    @Override
    public double cross(int i, int j) {
        return control[i * width + j];
    }

    @Override
    public boolean eliminate(double controlMu, double stateMu, double[] gradient) {
        for (int i = 0; i < m; i++) {
            int from = i * width;
            int to = i * factor.stride;
            for (int j = 0; j <= i; j++) {
                factor.matrix[to + j] = control[from + nx + j];
            }
            factor.matrix[to + i] += controlMu;
            System.arraycopy(control, from, affine, i * nr, n);
            affine[i * nr + n] = gradient[n + i];
        }
        if (stateMu != 0) {
            regularize(stateMu);
        }
        if (!factor.factor()) {
            return false;
        }
        lastMu = controlMu;
        VectorSolve.forward(factor, affine, nr, right, left, nr, nr);
        VectorSolve.backward(factor, left, right, mu * nr, nr, nr);
        return true;
    }

    /** Adds μ Bᵀ[A | B]. */
    private void regularize(double stateMu) {
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < n; k++) {
                double weight = stateMu * dynamics[k * width + nx + i];
                for (int j = 0; j < n; j++) {
                    affine[i * nr + j] += weight * dynamics[k * width + j];
                }
                for (int j = 0; j <= i; j++) {
                    factor.matrix[i * factor.stride + j] += weight * dynamics[k * width + nx + j];
                }
            }
        }
    }

    @Override
    public void updateValue(double[] gradient, double[] v) {
        int rows = m;
        if (lastMu != 0) {
            rows = mu + m;
            for (int i = mu * nr; i < rows * nr; i++) {
                left[i] = -lastMu * right[i];
            }
        }
        update(left, right, rows, gradient, v);
    }

    private void update(double[] z, double[] s, int rows, double[] gradient, double[] v) {
        lowerSum(hessian, hessianAt, n + m, dynamics, product, width, n, z, s, nr, rows, value, nx, n);
        mirror();
        System.arraycopy(gradient, 0, paddedGradient, 0, n);
        addRows(z, n, nr, s, 0, nr, rows, paddedGradient, paddedValueGradient, nx);
        System.arraycopy(paddedValueGradient, 0, v, 0, n);
    }

    @Override
    public void updateValueByGains(double[] gradient, double[] v) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                double half = 0.5 * control[i * width + nx + j];
                halfHessian[i * mu + j] = half;
                halfHessian[j * mu + i] = half;
            }
        }
        transposedMultiply(halfHessian, 0, mu, right, mu * nr, nr, m, otherRight, 0, nr, mu, nr);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                otherRight[i * nr + j] += control[i * width + j];
            }
            otherRight[i * nr + n] += gradient[n + i];
        }
        int half = mu * nr;
        System.arraycopy(right, half, otherRight, half, half);
        System.arraycopy(right, half, otherLeft, 0, half);
        System.arraycopy(otherRight, 0, otherLeft, half, half);
        update(otherLeft, otherRight, mu + m, gradient, v);
    }

    @Override
    public void readGain(double[] out, int at) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(right, (mu + i) * nr, out, at + i * n, n);
        }
    }

    @Override
    public void readOffset(double[] out, int at) {
        for (int i = 0; i < m; i++) {
            out[at + i] = right[(mu + i) * nr + n];
        }
    }

    @Override
    public void setGains(double[] gain, int gainAt, double[] offset, int offsetAt) {
        for (int i = 0; i < m; i++) {
            int to = (mu + i) * nr;
            System.arraycopy(gain, gainAt + i * n, right, to, n);
            right[to + n] = offset[offsetAt + i];
        }
    }
}
