package org.waymark.lqr.matrix;

import static org.waymark.lqr.matrix.RowKernels.addCombination;
import static org.waymark.lqr.matrix.RowKernels.multiply;
import static org.waymark.lqr.matrix.RowKernels.scale;

/** {@link RiccatiKernels} in plain loops, on one array per row. */
final class PlainRiccatiKernels implements RiccatiKernels {
    /** Up to this n, tiles of scalar sums are faster than rows that the JIT compiler vectorises. */
    private static final int LARGEST_BY_TILES = 20;

    private final int n;
    private final int m;
    /** V, [n × n]. */
    private final double[][] value;
    /** [A | B], [n × (n+m)]. */
    private final double[][] dynamics;
    /** V[A | B], [n × (n+m)]. */
    private final double[][] product;
    /** [H_ux | H_uu], lower triangle: row i has length n+i+1. */
    private final double[][] control;
    /** S of V ← H_xx + SᵀZ: R = L̃⁻¹[H_ux | q_u] and then [K | k], 2m × (n+1). */
    private final double[][] right;
    /** Z: −D⁻¹R and then −μ[K | k]. */
    private final double[][] left;
    /** [K | k], the rows of {@link #right} from m on. */
    private final double[][] gains;

    /** S and Z for gains from elsewhere: [G; K | k] and [K | k; G] with G = ½H_uu[K | k] + [H_ux | q_u]. */
    private final double[][] otherRight;

    private final double[][] otherLeft;
    /** ½H_uu, [m × m]. */
    private final double[][] halfHessian;

    private final UnitFactor factor;

    private double[] hessian;
    private int hessianAt;
    private double lastMu;

    PlainRiccatiKernels(int n, int m) {
        this.n = n;
        this.m = m;
        value = new double[n][n];
        dynamics = new double[n][n + m];
        product = new double[n][n + m];
        control = new double[m][];
        for (int i = 0; i < m; i++) {
            control[i] = new double[n + i + 1];
        }
        right = new double[2 * m][n + 1];
        left = new double[2 * m][n + 1];
        gains = new double[m][];
        System.arraycopy(right, m, gains, 0, m);
        otherRight = new double[2 * m][n + 1];
        otherLeft = new double[2 * m][n + 1];
        halfHessian = new double[m][m];
        factor = new UnitFactor(m);
    }

    @Override
    public void setValue(double[] from, int at) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(from, at + i * n, value[i], 0, i + 1);
        }
        LowerTriangle.mirror(value, value, n);
    }

    @Override
    public void scaleValue(double rho) {
        for (double[] row : value) {
            scale(rho, row, n);
        }
    }

    @Override
    public void readValue(double[] out, int at) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(value[i], 0, out, at + i * n, n);
        }
    }

    @Override
    public void addValueTimes(double[] x, int at, double[] v) {
        addCombination(x, at, value, 0, n, v, n);
    }

    @Override
    public void assemble(
            double[] jacobian, int jacobianAt, double[] cost, int costAt, double[] shifted, double[] gradient) {
        hessian = cost;
        hessianAt = costAt;
        int size = n + m;
        for (int i = 0; i < n; i++) {
            System.arraycopy(jacobian, jacobianAt + i * size, dynamics[i], 0, size);
        }
        multiply(value, dynamics, product, n, n, size);
        for (int i = 0; i < m; i++) {
            System.arraycopy(cost, costAt + (n + i) * size, control[i], 0, n + i + 1);
            addCombination(dynamics, n + i, product, control[i], n, n + i + 1);
        }
        addCombination(shifted, dynamics, gradient, n, size);
    }

    @Override
    public double controlHessian(int i, int j) {
        return control[Math.max(i, j)][n + Math.min(i, j)];
    }

    @Override
    public double cross(int i, int j) {
        return control[i][j];
    }

    @Override
    public boolean eliminate(double controlMu, double stateMu, double[] gradient) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(control[i], n, factor.matrix, i * factor.stride, i + 1);
            factor.matrix[i * factor.stride + i] += controlMu;
            System.arraycopy(control[i], 0, right[i], 0, n);
            right[i][n] = gradient[n + i];
        }
        if (stateMu != 0) {
            regularize(stateMu);
        }
        if (!factor.factor()) {
            return false;
        }
        lastMu = controlMu;
        for (int i = 0; i < m; i++) {
            addCombination(factor.negative, i * factor.stride, right, 0, i, right[i], n + 1);
            RowKernels.scaleInto(-factor.inverse[i], right[i], left[i], n + 1);
        }
        for (int i = m - 1; i >= 0; i--) {
            System.arraycopy(left[i], 0, gains[i], 0, n + 1);
            addCombination(factor.negativeTransposed, i * factor.stride, gains, i + 1, m, gains[i], n + 1);
        }
        return true;
    }

    /** Adds μ Bᵀ[A | B]. */
    private void regularize(double stateMu) {
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < n; k++) {
                double weight = stateMu * dynamics[k][n + i];
                RowKernels.add1(right[i], weight, dynamics[k], n);
                for (int j = 0; j <= i; j++) {
                    factor.matrix[i * factor.stride + j] += weight * dynamics[k][n + j];
                }
            }
        }
    }

    @Override
    public void updateValue(double[] gradient, double[] v) {
        int rows = m;
        if (lastMu != 0) {
            rows = 2 * m;
            for (int i = m; i < rows; i++) {
                RowKernels.scaleInto(-lastMu, right[i], left[i], n + 1);
            }
        }
        update(left, right, rows, gradient, v);
    }

    private void update(double[][] z, double[][] s, int rows, double[] gradient, double[] v) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(hessian, hessianAt + i * (n + m), value[i], 0, i + 1);
        }
        if (n <= LARGEST_BY_TILES) {
            LowerTriangle.addTransposedProductPlain(1, dynamics, product, value, n, n);
            LowerTriangle.addTransposedProductPlain(1, z, s, value, rows, n);
        } else {
            for (int i = 0; i < n; i++) {
                addCombination(dynamics, i, product, value[i], n, i + 1);
                addCombination(z, i, s, value[i], rows, i + 1);
            }
        }
        LowerTriangle.mirror(value, value, n);
        System.arraycopy(gradient, 0, v, 0, n);
        addCombination(z, n, s, v, rows, n);
    }

    @Override
    public void updateValueByGains(double[] gradient, double[] v) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                double half = 0.5 * control[i][n + j];
                halfHessian[i][j] = half;
                halfHessian[j][i] = half;
            }
        }
        for (int i = 0; i < m; i++) {
            double[] row = otherRight[i];
            System.arraycopy(control[i], 0, row, 0, n);
            row[n] = gradient[n + i];
            addCombination(halfHessian[i], gains, row, m, n + 1);
            System.arraycopy(row, 0, otherLeft[m + i], 0, n + 1);
            System.arraycopy(gains[i], 0, otherRight[m + i], 0, n + 1);
            System.arraycopy(gains[i], 0, otherLeft[i], 0, n + 1);
        }
        update(otherLeft, otherRight, 2 * m, gradient, v);
    }

    @Override
    public void readGain(double[] out, int at) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(gains[i], 0, out, at + i * n, n);
        }
    }

    @Override
    public void readGainRow(int i, double[] out) {
        System.arraycopy(gains[i], 0, out, 0, n + 1);
    }

    @Override
    public void readFactor(double[] out) {
        for (int i = 0; i < m; i++) {
            double root = 1 / Math.sqrt(factor.inverse[i]);
            for (int j = 0; j < m; j++) {
                out[i * m + j] = j > i ? -root * factor.negativeTransposed[i * factor.stride + j] : 0;
            }
            out[i * m + i] = root;
        }
    }

    @Override
    public void readOffset(double[] out, int at) {
        for (int i = 0; i < m; i++) {
            out[at + i] = gains[i][n];
        }
    }

    @Override
    public void setGains(double[] gain, int gainAt, double[] offset, int offsetAt) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(gain, gainAt + i * n, gains[i], 0, n);
            gains[i][n] = offset[offsetAt + i];
        }
    }
}
