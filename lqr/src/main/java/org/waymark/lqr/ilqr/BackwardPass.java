package org.waymark.lqr.ilqr;

import java.util.Arrays;
import org.waymark.lqr.matrix.Cholesky;

/**
 * The backward pass: the feedforward k_t and the gains K_t that minimise the quadratic model of the cost-to-go,
 *
 * <pre>
 *   q = g + Fᵀv',   Q = H + FᵀV'F (+ v'·f_yy),   Q̃ = Q with μ on the state or the control
 *   k = argmin ½δᵀQ̃_uu δ + q_uᵀδ within the limits,   K = −Q̃_uu⁻¹Q̃_ux, zero for a control at its limit
 *   v = q_x + Kᵀ(Q_uu k + q_u) + Q_xu k
 *   V = Q_xx + KᵀQ_uu K + KᵀQ_ux + Q_xu K
 * </pre>
 *
 * <p>(Tassa, Erez and Todorov 2012, equations 5, 10 and 11; limits: Tassa, Mansard and Todorov 2014). If the trajectory has gaps, v' is
 * taken where the linearised model arrives, at v' + V'd. Workspace: allocates nothing.
 */
final class BackwardPass {
    private final int n;
    private final int m;
    private final int p;
    private final boolean secondOrder;
    private final double[] lower;
    private final double[] upper;
    private final boolean limited;
    private final BoxQuadratic box;

    /** k_t, [T][m]. */
    final double[][] feedforward;
    /** K_t, [T][m·n]. */
    final double[][] gain;
    /** Q̃_uu, [T][m·m]. */
    final double[][] controlHessian;

    /** V' and v'. */
    private final double[] value;

    private final double[] valueGradient;
    /** Q, lower triangle, and q. */
    private final double[] q;

    private final double[] qGradient;
    /** Workspace of {@link CostToGo}, [n]. */
    private final double[] product;
    /** Q̃_ux, [m × n]. */
    private final double[] cross;

    private final double[] factor;
    private final double[] controlGradient;
    private final double[] low;
    private final double[] high;
    /** One row of Q_uu K + 2 Q_ux, [n]. */
    private final double[] twice;

    private double slope;
    private double bend;
    private int failedAt;

    BackwardPass(int n, int m, int horizon, boolean secondOrder, double[] lower, double[] upper, boolean limited) {
        this.n = n;
        this.m = m;
        this.p = n + m;
        this.secondOrder = secondOrder;
        this.lower = lower;
        this.upper = upper;
        this.limited = limited;
        box = new BoxQuadratic(m);
        feedforward = new double[horizon][m];
        gain = new double[horizon][m * n];
        controlHessian = new double[horizon][m * m];
        value = new double[n * n];
        valueGradient = new double[n];
        q = new double[p * p];
        qGradient = new double[p];
        product = new double[n];
        cross = new double[m * n];
        factor = new double[m * m];
        controlGradient = new double[m];
        low = new double[m];
        high = new double[m];
        twice = new double[n];
    }

    /** Runs over all time steps; false if some Q̃_uu is not positive definite, at {@link #failedAt}. */
    boolean run(Trajectory at, StageDerivatives d, double onState, double onControl) {
        System.arraycopy(d.terminalHessian, 0, value, 0, n * n);
        System.arraycopy(d.terminalGradient, 0, valueGradient, 0, n);
        slope = 0;
        bend = 0;
        for (int t = at.horizon() - 1; t >= 0; t--) {
            addModel(at, d, t);
            regularize(d.jacobian[t], controlHessian[t], onState, onControl);
            if (!minimize(at.control[t], t) || !updateValue(t)) {
                failedAt = t;
                return false;
            }
        }
        return true;
    }

    int failedAt() {
        return failedAt;
    }

    /** Decrease of the cost that the quadratic model expects of a step α: −(α Σkᵀq_u + ½α² ΣkᵀQ_uu k). */
    double expected(double step) {
        return -step * (slope + 0.5 * step * bend);
    }

    /** Q = H + FᵀV'F + v'·f_yy, q = g + Fᵀv'. */
    private void addModel(Trajectory at, StageDerivatives d, int t) {
        double[] f = d.jacobian[t];
        System.arraycopy(d.hessian[t], 0, q, 0, p * p);
        if (at.gapNorm > 0) {
            multiplyAdd(value, at.gap[t], valueGradient);
        }
        if (secondOrder) {
            d.addCurvature(at, t, valueGradient, q);
        }
        System.arraycopy(d.gradient[t], 0, qGradient, 0, p);
        CostToGo.pullBack(value, valueGradient, f, q, qGradient, product, n, p);
    }

    private void multiplyAdd(double[] a, double[] v, double[] out) {
        for (int i = 0; i < n; i++) {
            double sum = out[i];
            for (int j = 0; j < n; j++) {
                sum += a[i * n + j] * v[j];
            }
            out[i] = sum;
        }
    }

    /** Q̃_ux and Q̃_uu. */
    private void regularize(double[] f, double[] quu, double onState, double onControl) {
        for (int a = 0; a < m; a++) {
            int row = (n + a) * p;
            System.arraycopy(q, row, cross, a * n, n);
            for (int b = 0; b <= a; b++) {
                quu[a * m + b] = q[row + n + b];
            }
            quu[a * m + a] += onControl;
        }
        if (onState > 0) {
            for (int i = 0; i < n; i++) {
                int row = i * p;
                for (int a = 0; a < m; a++) {
                    double w = onState * f[row + n + a];
                    for (int j = 0; j < n; j++) {
                        cross[a * n + j] += w * f[row + j];
                    }
                    for (int b = 0; b <= a; b++) {
                        quu[a * m + b] += w * f[row + n + b];
                    }
                }
            }
        }
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < a; b++) {
                quu[b * m + a] = quu[a * m + b];
            }
        }
    }

    /** k and K of time step t; false if Q̃_uu is not positive definite. */
    private boolean minimize(double[] control, int t) {
        System.arraycopy(qGradient, n, controlGradient, 0, m);
        if (limited) {
            for (int a = 0; a < m; a++) {
                low[a] = lower[a] - control[a];
                high[a] = upper[a] - control[a];
            }
            if (!box.solve(controlHessian[t], controlGradient, low, high, feedforward[t])) {
                return false;
            }
            box.gain(cross, n, gain[t]);
            return true;
        }
        System.arraycopy(controlHessian[t], 0, factor, 0, m * m);
        if (!Cholesky.factor(factor, 0, m)) {
            return false;
        }
        double[] k = feedforward[t];
        for (int a = 0; a < m; a++) {
            k[a] = -controlGradient[a];
        }
        CostToGo.solve(factor, m, k, 1);
        double[] gains = gain[t];
        for (int i = 0; i < m * n; i++) {
            gains[i] = -cross[i];
        }
        CostToGo.solve(factor, m, gains, n);
        return true;
    }

    /** V and v; false if they are not finite. */
    private boolean updateValue(int t) {
        double[] k = feedforward[t];
        double[] gains = gain[t];
        System.arraycopy(qGradient, 0, valueGradient, 0, n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(q, i * p, value, i * n, i + 1);
        }
        for (int a = 0; a < m; a++) {
            int row = (n + a) * p;
            int at = a * n;
            double ka = k[a];
            double bent = 0;
            for (int j = 0; j < n; j++) {
                double qux = q[row + j];
                twice[j] = 2 * qux;
                valueGradient[j] += qux * ka;
            }
            for (int b = 0; b < m; b++) {
                double quu = b <= a ? q[row + n + b] : q[(n + b) * p + n + a];
                bent += quu * k[b];
                for (int j = 0; j < n; j++) {
                    twice[j] += quu * gains[b * n + j];
                }
            }
            slope += ka * qGradient[n + a];
            bend += ka * bent;
            double w = bent + qGradient[n + a];
            // V = Q_xx + ½(KᵀM + MᵀK), M = Q_uu K + 2 Q_ux
            for (int i = 0; i < n; i++) {
                double gainHalf = 0.5 * gains[at + i];
                double twiceHalf = 0.5 * twice[i];
                valueGradient[i] += gains[at + i] * w;
                for (int j = 0; j <= i; j++) {
                    value[i * n + j] += gainHalf * twice[j] + twiceHalf * gains[at + j];
                }
            }
        }
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                value[j * n + i] = value[i * n + j];
            }
        }
        return Double.isFinite(slope) && Double.isFinite(bend);
    }

    /** Forgets the feedforward terms, which otherwise are the first guesses of the limited problems. */
    void clear() {
        for (double[] k : feedforward) {
            Arrays.fill(k, 0);
        }
    }
}
