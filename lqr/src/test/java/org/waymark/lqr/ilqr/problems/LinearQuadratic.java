package org.waymark.lqr.ilqr.problems;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.waymark.lqr.Cost;
import org.waymark.lqr.DifferentiableModel;
import org.waymark.lqr.StageExpansion;

/** x' = F_t y + f_t with cost ½yᵀH_t y + g_tᵀy and ½xᵀH_T x + g_Tᵀx, all drawn at random, and its solution by one dense system. */
public final class LinearQuadratic implements DifferentiableModel, Cost {
    private static final double[] NONE = {};
    private final int n;
    private final int m;
    private final int p;
    private final int horizon;
    private final double[][] f;
    private final double[][] drift;
    private final double[][] h;
    private final double[][] g;

    public LinearQuadratic(int n, int m, int horizon, RandomGenerator random) {
        this.n = n;
        this.m = m;
        p = n + m;
        this.horizon = horizon;
        f = new double[horizon][];
        drift = new double[horizon][];
        h = new double[horizon + 1][];
        g = new double[horizon + 1][];
        for (int t = 0; t < horizon; t++) {
            f[t] = normal(n * p, 1 / Math.sqrt(n), random);
            drift[t] = normal(n, 1, random);
        }
        for (int t = 0; t <= horizon; t++) {
            int size = t < horizon ? p : n;
            g[t] = normal(size, 1, random);
            double[] root = normal(size * size, 1 / Math.sqrt(size), random);
            h[t] = new double[size * size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double sum = i == j ? 0.1 : 0;
                    for (int k = 0; k < size; k++) {
                        sum += root[i * size + k] * root[j * size + k];
                    }
                    h[t][i * size + j] = sum;
                }
            }
        }
    }

    private static double[] normal(int size, double scale, RandomGenerator random) {
        double[] a = new double[size];
        for (int i = 0; i < size; i++) {
            a[i] = scale * random.nextGaussian();
        }
        return a;
    }

    @Override
    public int stateSize() {
        return n;
    }

    @Override
    public int controlSize() {
        return m;
    }

    @Override
    public void next(double[] x, double[] u, int t, double[] xNext) {
        for (int i = 0; i < n; i++) {
            double sum = drift[t][i];
            for (int j = 0; j < p; j++) {
                sum += f[t][i * p + j] * (j < n ? x[j] : u[j - n]);
            }
            xNext[i] = sum;
        }
    }

    @Override
    public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
        System.arraycopy(f[t], 0, jacobian, 0, n * p);
    }

    @Override
    public boolean hasCurvature() {
        return true;
    }

    @Override
    public void addCurvature(double[] x, double[] u, int t, double[] w, double[] hessian) {}

    private static double at(double[] x, double[] u, int i) {
        return i < x.length ? x[i] : u[i - x.length];
    }

    @Override
    public double running(double[] x, double[] u, int t) {
        double sum = 0;
        for (int i = 0; i < p; i++) {
            sum += at(x, u, i) * (g[t][i] + 0.5 * row(h[t], x, u, i));
        }
        return sum;
    }

    private static double row(double[] h, double[] x, double[] u, int i) {
        int size = x.length + u.length;
        double sum = 0;
        for (int j = 0; j < size; j++) {
            sum += h[i * size + j] * at(x, u, j);
        }
        return sum;
    }

    @Override
    public double terminal(double[] x) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i] * (g[horizon][i] + 0.5 * row(h[horizon], x, NONE, i));
        }
        return sum;
    }

    @Override
    public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
        into.addValue(weight * running(x, u, t));
        expand(x, u, t, weight, into);
    }

    @Override
    public void expandTerminal(double[] x, double weight, StageExpansion into) {
        into.addValue(weight * terminal(x));
        expand(x, NONE, horizon, weight, into);
    }

    private void expand(double[] x, double[] u, int t, double weight, StageExpansion into) {
        int size = x.length + u.length;
        for (int i = 0; i < size; i++) {
            into.addGradient(i, weight * (g[t][i] + row(h[t], x, u, i)));
            for (int j = 0; j < size; j++) {
                into.addHessian(i, j, weight * h[t][i * size + j]);
            }
        }
    }

    /**
     * u_0…u_{T−1}, [T·m], from the conditions of optimality of all states, controls and multipliers at once:
     *
     * <pre>
     *   H_t y_t + g_t + F_tᵀλ_{t+1} − [λ_t;0] = 0,   x_{t+1} − F_t y_t − f_t = 0.
     * </pre>
     */
    public double[] denseSolution(double[] x0) {
        int states = horizon * n;
        int controls = horizon * m;
        DMatrixRMaj a = new DMatrixRMaj(2 * states + controls, 2 * states + controls);
        DMatrixRMaj b = new DMatrixRMaj(a.numRows, 1);
        DMatrixRMaj z = new DMatrixRMaj(a.numRows, 1);
        for (int t = 0; t <= horizon; t++) {
            int size = t < horizon ? p : n;
            for (int i = 0; i < size; i++) {
                int row = index(t, i);
                if (row >= 0) {
                    b.add(row, 0, -g[t][i]);
                }
                for (int j = 0; j < size; j++) {
                    addTerm(a, b, x0, t, row, j, h[t][i * size + j]);
                }
            }
            for (int i = 0; i < n && t < horizon; i++) {
                // λ_{t+1} multiplies F_t y_t + f_t − x_{t+1} = 0
                int multiplier = states + controls + t * n + i;
                b.add(multiplier, 0, -drift[t][i]);
                for (int j = 0; j < p; j++) {
                    addTerm(a, b, x0, t, multiplier, j, f[t][i * p + j]);
                    if (index(t, j) >= 0) {
                        a.add(index(t, j), multiplier, f[t][i * p + j]);
                    }
                }
                a.add(multiplier, index(t + 1, i), -1);
                a.add(index(t + 1, i), multiplier, -1);
            }
        }
        if (!CommonOps_DDRM.solve(a, b, z)) {
            throw new IllegalStateException("singular");
        }
        return Arrays.copyOfRange(z.data, states, states + controls);
    }

    /** Adds v times entry j of y_t to an equation; x_0 is known. */
    private void addTerm(DMatrixRMaj a, DMatrixRMaj b, double[] x0, int t, int row, int j, double v) {
        int column = index(t, j);
        if (row >= 0 && column >= 0) {
            a.add(row, column, v);
        } else if (row >= 0) {
            b.add(row, 0, -v * x0[j]);
        }
    }

    /** Place of entry i of y_t among the unknowns: x_1…x_T, then u_0…u_{T−1}; −1 for x_0. */
    private int index(int t, int i) {
        if (i >= n) {
            return horizon * n + t * m + i - n;
        }
        return t == 0 ? -1 : (t - 1) * n + i;
    }
}
