package org.waymark.lqr.ilqr.problems;

import java.util.Arrays;
import org.waymark.lqr.DifferentiableModel;

/**
 * One step of the classical Runge-Kutta method for q̈ = a(q, q̇, u) with the control held, x = (q, q̇), and its exact first and second
 * derivatives.
 *
 * <p>With y = [x;u] and stages k_s = g(x_s, u), x_{s+1} = x + c_s h k_s, the sensitivities Y_s = ∂x_s/∂y are carried forward; the second
 * derivative weighted by w is Σ_s [Y_s;U]ᵀ (b_s·g_yy) [Y_s;U], where the b_s are the adjoints of the k_s. The stages of the last Jacobian
 * taken at each time step are kept: a curvature asked for at the same point begins with them.
 */
abstract class MechanicalRk4 implements DifferentiableModel {
    private static final double[] REACH = {0, 0.5, 0.5, 1};
    private static final double[] WEIGHT = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};

    private final int nq;
    private final int n;
    private final int p;
    private final double step;
    /** The entries of y on which a depends nonlinearly. */
    private final int[] curved;

    private final Stages[] kept;
    private final double[] q;
    private final double[][] rate;
    private final double[][] adjoint;
    private final double[] local;
    private final double[] right;

    /** What a Jacobian leaves behind. */
    private final class Stages {
        final double[] y = new double[p];
        final double[][] point = new double[4][p];
        final double[][] accelerationJacobian = new double[4][nq * p];
        /** [Y_s;U], [p × p]. */
        final double[][] sensitivity = new double[4][p * p];

        Stages() {
            Arrays.fill(y, Double.NaN);
            for (double[] s : sensitivity) {
                for (int j = n; j < p; j++) {
                    s[j * p + j] = 1;
                }
            }
        }

        boolean at(double[] x, double[] u) {
            for (int i = 0; i < n; i++) {
                if (y[i] != x[i]) {
                    return false;
                }
            }
            for (int i = n; i < p; i++) {
                if (y[i] != u[i - n]) {
                    return false;
                }
            }
            return true;
        }
    }

    MechanicalRk4(int coordinates, int controlSize, double step, int horizon, int... curved) {
        nq = coordinates;
        n = 2 * coordinates;
        p = n + controlSize;
        this.step = step;
        this.curved = curved;
        kept = new Stages[horizon];
        Arrays.setAll(kept, t -> new Stages());
        q = new double[p];
        rate = new double[4][n];
        adjoint = new double[4][n];
        local = new double[p * p];
        right = new double[p];
    }

    /** a(y), into {@code out} from {@code at} on. */
    abstract void acceleration(double[] y, double[] out, int at);

    /** ∂a/∂y, [coordinates × p]: zeros are in place already. */
    abstract void accelerationJacobian(double[] y, double[] out);

    /** Sets the entries {@code curved} × {@code curved} of Σ_k w_k ∂²a_k/∂y², w from element {@code at} on; both triangles. */
    abstract void accelerationCurvature(double[] y, double[] w, int at, double[] hessian);

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
        System.arraycopy(u, 0, q, n, p - n);
        for (int s = 0; s < 4; s++) {
            move(x, s, q);
            rate(q, s);
        }
        double[] k0 = rate[0];
        double[] k1 = rate[1];
        double[] k2 = rate[2];
        double[] k3 = rate[3];
        for (int i = 0; i < n; i++) {
            xNext[i] = x[i] + step / 6 * (k0[i] + 2 * (k1[i] + k2[i]) + k3[i]);
        }
    }

    private void rate(double[] y, int s) {
        double[] k = rate[s];
        for (int i = 0; i < nq; i++) {
            k[i] = y[nq + i];
        }
        acceleration(y, k, nq);
    }

    private void move(double[] x, int s, double[] to) {
        if (s == 0) {
            System.arraycopy(x, 0, to, 0, n);
            return;
        }
        double[] k = rate[s - 1];
        double h = REACH[s] * step;
        for (int i = 0; i < n; i++) {
            to[i] = x[i] + h * k[i];
        }
    }

    @Override
    public final void jacobian(double[] x, double[] u, int t, double[] jacobian) {
        Stages at = kept[t];
        differentiate(at, x, u);
        // ∂x'/∂y = 1 + Σ w_s h ∂k_s/∂y, ∂k_s/∂y = [Ẏ_s; a_y Y_s]; the product of the last stage is redone here
        for (int i = 0; i < n * p; i++) {
            jacobian[i] = 0;
        }
        for (int i = 0; i < n; i++) {
            jacobian[i * p + i] = 1;
        }
        for (int s = 0; s < 4; s++) {
            addRates(at, s, WEIGHT[s] * step, jacobian);
        }
    }

    private void differentiate(Stages at, double[] x, double[] u) {
        System.arraycopy(x, 0, at.y, 0, n);
        System.arraycopy(u, 0, at.y, n, p - n);
        for (int s = 0; s < 4; s++) {
            double[] y = at.point[s];
            System.arraycopy(u, 0, y, n, p - n);
            move(x, s, y);
            if (s < 3) {
                rate(y, s);
            }
            double[] reached = at.sensitivity[s];
            for (int i = 0; i < n * p; i++) {
                reached[i] = 0;
            }
            for (int i = 0; i < n; i++) {
                reached[i * p + i] = 1;
            }
            if (s > 0) {
                addRates(at, s - 1, REACH[s] * step, reached);
            }
            accelerationJacobian(y, at.accelerationJacobian[s]);
        }
    }

    /** out += weight · ∂k_s/∂y. */
    private void addRates(Stages at, int s, double weight, double[] out) {
        double[] y = at.sensitivity[s];
        double[] a = at.accelerationJacobian[s];
        int half = nq * p;
        for (int i = 0; i < half; i++) {
            out[i] += weight * y[half + i];
        }
        for (int i = 0; i < half; i += p) {
            for (int k = 0; k < p; k++) {
                double w = weight * a[i + k];
                if (w != 0) {
                    addRow(w, y, k * p, out, half + i);
                }
            }
        }
    }

    private void addRow(double w, double[] from, int at, double[] to, int row) {
        for (int j = 0; j < p; j++) {
            to[row + j] += w * from[at + j];
        }
    }

    @Override
    public final void addCurvature(double[] x, double[] u, int t, double[] w, double[] hessian) {
        Stages at = kept[t];
        if (!at.at(x, u)) {
            differentiate(at, x, u);
        }
        for (int s = 3; s >= 0; s--) {
            double[] b = adjoint[s];
            for (int i = 0; i < n; i++) {
                b[i] = WEIGHT[s] * step * w[i];
            }
            if (s < 3) {
                addAdjoint(REACH[s + 1] * step, adjoint[s + 1], at.accelerationJacobian[s + 1], b);
            }
            accelerationCurvature(at.point[s], b, nq, local);
            addCongruence(at.sensitivity[s], hessian);
        }
    }

    /** b += h g_xᵀ later, g_x = [0 1; a_x]. */
    private void addAdjoint(double h, double[] later, double[] a, double[] b) {
        for (int i = 0; i < nq; i++) {
            b[nq + i] += h * later[i];
            double weight = h * later[nq + i];
            for (int j = 0; j < n; j++) {
                b[j] += weight * a[i * p + j];
            }
        }
    }

    /** hessian += Yᵀ local Y. */
    private void addCongruence(double[] y, double[] hessian) {
        for (int j = 0; j < p; j++) {
            for (int a : curved) {
                double sum = 0;
                for (int k : curved) {
                    sum += local[a * p + k] * y[k * p + j];
                }
                right[a] = sum;
            }
            for (int i = 0; i <= j; i++) {
                double sum = 0;
                for (int k : curved) {
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
