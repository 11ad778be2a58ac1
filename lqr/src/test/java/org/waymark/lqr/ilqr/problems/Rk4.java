package org.waymark.lqr.ilqr.problems;

import java.util.Arrays;
import org.waymark.lqr.DifferentiableModel;

/**
 * One step of the classical Runge-Kutta method with the control held, and its exact first and second derivatives.
 *
 * <p>With y = [x;u] and stages k_i = g(x_i, u), x_{i+1} = x + c_i h k_i, the sensitivities Y_i = ∂x_i/∂y are carried forward; the second
 * derivative weighted by w is Σ_i [Y_i;U]ᵀ (a_i·g_yy) [Y_i;U], where the a_i are the adjoints of the k_i.
 */
abstract class Rk4 implements DifferentiableModel {
    private static final double[] REACH = {0, 0.5, 0.5, 1};
    private static final double[] WEIGHT = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};

    private final int n;
    private final int p;
    private final double step;
    private final double[][] rate;
    private final double[][] point;
    private final double[][] rateJacobian;
    private final double[][] sensitivity;
    private final double[] product;
    private final double[][] adjoint;
    private final double[] local;
    private final double[] right;

    Rk4(int stateSize, int controlSize, double step) {
        n = stateSize;
        p = stateSize + controlSize;
        this.step = step;
        rate = new double[4][n];
        point = new double[4][n];
        rateJacobian = new double[4][n * p];
        sensitivity = new double[4][n * p];
        product = new double[n * p];
        adjoint = new double[4][n];
        local = new double[p * p];
        right = new double[p];
    }

    /** ẋ = g(x, u). */
    abstract void rate(double[] x, double[] u, double[] out);

    /** ∂g/∂[x;u], [n × (n+m)]; every entry is written. */
    abstract void rateJacobian(double[] x, double[] u, double[] out);

    /** Adds Σ_k w_k ∂²g_k/∂y². */
    abstract void addRateCurvature(double[] x, double[] u, double[] w, double[] hessian);

    @Override
    public final int stateSize() {
        return n;
    }

    @Override
    public final int controlSize() {
        return p - n;
    }

    @Override
    public final boolean hasCurvature() {
        return true;
    }

    @Override
    public final void next(double[] x, double[] u, int t, double[] xNext) {
        stages(x, u);
        double[] k0 = rate[0];
        double[] k1 = rate[1];
        double[] k2 = rate[2];
        double[] k3 = rate[3];
        for (int i = 0; i < n; i++) {
            xNext[i] = x[i] + step / 6 * (k0[i] + 2 * (k1[i] + k2[i]) + k3[i]);
        }
    }

    private void stages(double[] x, double[] u) {
        rate(x, u, rate[0]);
        for (int s = 1; s < 4; s++) {
            move(x, s);
            rate(point[s], u, rate[s]);
        }
    }

    private void move(double[] x, int s) {
        double[] to = point[s];
        double[] k = rate[s - 1];
        double h = REACH[s] * step;
        for (int i = 0; i < n; i++) {
            to[i] = x[i] + h * k[i];
        }
    }

    @Override
    public final void jacobian(double[] x, double[] u, int t, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        for (int i = 0; i < n; i++) {
            jacobian[i * p + i] = 1;
        }
        System.arraycopy(x, 0, point[0], 0, n);
        for (int s = 0; s < 4; s++) {
            sensitivityOfStage(x, u, s);
            double w = WEIGHT[s] * step;
            for (int i = 0; i < n * p; i++) {
                jacobian[i] += w * product[i];
            }
        }
    }

    /** Writes Y_s, and ∂k_s/∂y = g_x Y_s + [0 g_u] into {@code product}, which at entry holds ∂k_{s−1}/∂y. */
    private void sensitivityOfStage(double[] x, double[] u, int s) {
        double[] y = sensitivity[s];
        if (s > 0) {
            move(x, s);
        }
        double h = REACH[s] * step;
        for (int i = 0; i < n * p; i++) {
            y[i] = s == 0 ? 0 : h * product[i];
        }
        for (int i = 0; i < n; i++) {
            y[i * p + i] += 1;
        }
        rate(point[s], u, rate[s]);
        double[] g = rateJacobian[s];
        rateJacobian(point[s], u, g);
        for (int i = 0; i < n; i++) {
            int row = i * p;
            for (int j = 0; j < p; j++) {
                double sum = j < n ? 0 : g[row + j];
                for (int k = 0; k < n; k++) {
                    sum += g[row + k] * y[k * p + j];
                }
                product[row + j] = sum;
            }
        }
    }

    @Override
    public final void addCurvature(double[] x, double[] u, int t, double[] w, double[] hessian) {
        System.arraycopy(x, 0, point[0], 0, n);
        for (int s = 0; s < 4; s++) {
            sensitivityOfStage(x, u, s);
        }
        for (int s = 3; s >= 0; s--) {
            double[] a = adjoint[s];
            for (int i = 0; i < n; i++) {
                a[i] = WEIGHT[s] * step * w[i];
            }
            if (s < 3) {
                double h = REACH[s + 1] * step;
                double[] g = rateJacobian[s + 1];
                double[] later = adjoint[s + 1];
                for (int k = 0; k < n; k++) {
                    for (int i = 0; i < n; i++) {
                        a[i] += h * later[k] * g[k * p + i];
                    }
                }
            }
            Arrays.fill(local, 0);
            addRateCurvature(point[s], u, a, local);
            addCongruence(sensitivity[s], hessian);
        }
    }

    /** hessian += [Y;U]ᵀ local [Y;U], U = [0 1]. */
    private void addCongruence(double[] y, double[] hessian) {
        for (int j = 0; j < p; j++) {
            for (int a = 0; a < p; a++) {
                double sum = j < n ? 0 : local[a * p + j];
                for (int k = 0; k < n; k++) {
                    sum += local[a * p + k] * y[k * p + j];
                }
                right[a] = sum;
            }
            for (int i = 0; i <= j; i++) {
                double sum = i < n ? 0 : right[i];
                for (int k = 0; k < n; k++) {
                    sum += y[k * p + i] * right[k];
                }
                hessian[i * p + j] += sum;
                if (i < j) {
                    hessian[j * p + i] += sum;
                }
            }
        }
    }
}
