package org.waymark.lqr.ilqr;

import org.waymark.lqr.matrix.Cholesky;

/**
 * For models of few states. Those of two and four are the commonest, and so small that loops over the states would take longer than the
 * arithmetic: they are written out.
 */
final class SmallCostToGo extends CostToGo {
    /** V, [n × n], and v, [n]. */
    private final double[] value;

    private final double[] valueGradient;
    /** Q, lower triangle, [p × p], and q, [p]. */
    private final double[] q;

    private final double[] qGradient;
    private double[] gain;
    private double[] feedforward;
    private final double[] factor;
    /** One column of VF, or row of Q_uu K + 2 Q_ux, [n]. */
    private final double[] work;

    SmallCostToGo(int n, int m) {
        super(n, m);
        value = new double[n * n];
        valueGradient = new double[n];
        q = new double[p * p];
        qGradient = new double[p];
        factor = new double[m * m];
        work = new double[n];
    }

    @Override
    void begin(double[] hessian, double[] gradient) {
        System.arraycopy(hessian, 0, value, 0, n * n);
        System.arraycopy(gradient, 0, valueGradient, 0, n);
    }

    @Override
    void shift(double[] d) {
        for (int i = 0; i < n; i++) {
            double sum = valueGradient[i];
            for (int j = 0; j < n; j++) {
                sum += value[i * n + j] * d[j];
            }
            valueGradient[i] = sum;
        }
    }

    @Override
    double[] gradientAhead() {
        return valueGradient;
    }

    @Override
    void assemble(double[] f, double[] hessian, double[] gradient) {
        jacobian = f;
        System.arraycopy(hessian, 0, q, 0, p * p);
        System.arraycopy(gradient, 0, qGradient, 0, p);
        if (n == 2) {
            addModel2(value, valueGradient, f);
        } else if (n == 4) {
            addModel4(value, valueGradient, f);
        } else {
            for (int j = 0; j < p; j++) {
                addModelColumn(f, j);
            }
        }
    }

    private void addModelColumn(double[] f, int j) {
        double slope = 0;
        for (int i = 0; i < n; i++) {
            slope += f[i * p + j] * valueGradient[i];
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += value[i * n + k] * f[k * p + j];
            }
            work[i] = sum;
        }
        qGradient[j] += slope;
        for (int i = j; i < p; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += f[k * p + i] * work[k];
            }
            q[i * p + j] += sum;
        }
    }

    private void addModel2(double[] v, double[] g, double[] f) {
        double v00 = v[0];
        double v10 = v[2];
        double v11 = v[3];
        double g0 = g[0];
        double g1 = g[1];
        for (int j = 0; j < p; j++) {
            double f0 = f[j];
            double f1 = f[p + j];
            qGradient[j] += f0 * g0 + f1 * g1;
            double w0 = v00 * f0 + v10 * f1;
            double w1 = v10 * f0 + v11 * f1;
            for (int i = j, at = j * p + j; i < p; i++, at += p) {
                q[at] += f[i] * w0 + f[p + i] * w1;
            }
        }
    }

    private void addModel4(double[] v, double[] g, double[] f) {
        double v00 = v[0];
        double v10 = v[4];
        double v11 = v[5];
        double v20 = v[8];
        double v21 = v[9];
        double v22 = v[10];
        double v30 = v[12];
        double v31 = v[13];
        double v32 = v[14];
        double v33 = v[15];
        int row2 = 2 * p;
        int row3 = 3 * p;
        for (int j = 0; j < p; j++) {
            double f0 = f[j];
            double f1 = f[p + j];
            double f2 = f[row2 + j];
            double f3 = f[row3 + j];
            qGradient[j] += f0 * g[0] + f1 * g[1] + f2 * g[2] + f3 * g[3];
            double w0 = v00 * f0 + v10 * f1 + v20 * f2 + v30 * f3;
            double w1 = v10 * f0 + v11 * f1 + v21 * f2 + v31 * f3;
            double w2 = v20 * f0 + v21 * f1 + v22 * f2 + v32 * f3;
            double w3 = v30 * f0 + v31 * f1 + v32 * f2 + v33 * f3;
            for (int i = j, at = j * p + j; i < p; i++, at += p) {
                q[at] += f[i] * w0 + f[p + i] * w1 + f[row2 + i] * w2 + f[row3 + i] * w3;
            }
        }
    }

    @Override
    double controlHessian(int i, int j) {
        return q[(n + i) * p + n + j];
    }

    @Override
    double cross(int i, int j) {
        return q[(n + i) * p + j];
    }

    @Override
    double controlGradient(int i) {
        return qGradient[n + i];
    }

    @Override
    boolean eliminate(double mu, double stateMu, double[] hessian, double[] newGain, double[] newFeedforward) {
        regularizedCross(stateMu, newGain);
        if (m == 1) {
            if (!eliminateOne(hessian[0], newGain, newFeedforward)) {
                return false;
            }
        } else {
            System.arraycopy(hessian, 0, factor, 0, m * m);
            if (!Cholesky.factor(factor, 0, m)) {
                return false;
            }
            System.arraycopy(qGradient, n, newFeedforward, 0, m);
            solveNegative(newGain, n);
            solveNegative(newFeedforward, 1);
        }
        setGains(newGain, newFeedforward);
        return true;
    }

    private boolean eliminateOne(double hessian, double[] newGain, double[] newFeedforward) {
        if (!(hessian > 0 && hessian < Double.POSITIVE_INFINITY)) {
            return false;
        }
        double factor = -1 / hessian;
        for (int j = 0; j < n; j++) {
            newGain[j] *= factor;
        }
        newFeedforward[0] = factor * qGradient[n];
        return true;
    }

    /** B ← −(L Lᵀ)⁻¹B, B [m × cols]. */
    private void solveNegative(double[] b, int cols) {
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < i; k++) {
                addRow(b, i * cols, -factor[i * m + k], k * cols, cols);
            }
            scaleRow(b, i * cols, 1 / factor[i * m + i], cols);
        }
        for (int i = m - 1; i >= 0; i--) {
            // the rows below are negative already
            for (int k = i + 1; k < m; k++) {
                addRow(b, i * cols, factor[k * m + i], k * cols, cols);
            }
            scaleRow(b, i * cols, -1 / factor[i * m + i], cols);
        }
    }

    private static void addRow(double[] b, int to, double w, int from, int cols) {
        for (int j = 0; j < cols; j++) {
            b[to + j] += w * b[from + j];
        }
    }

    private static void scaleRow(double[] b, int row, double w, int cols) {
        for (int j = 0; j < cols; j++) {
            b[row + j] *= w;
        }
    }

    @Override
    void setGains(double[] newGain, double[] newFeedforward) {
        gain = newGain;
        feedforward = newFeedforward;
    }

    @Override
    double slope() {
        double sum = 0;
        for (int a = 0; a < m; a++) {
            sum += feedforward[a] * qGradient[n + a];
        }
        return sum;
    }

    @Override
    double bend() {
        double sum = 0;
        for (int a = 0; a < m; a++) {
            sum += feedforward[a] * bent(a);
        }
        return sum;
    }

    /** (Q_uu k)_a. */
    private double bent(int a) {
        double sum = 0;
        for (int b = 0; b < m; b++) {
            sum += symmetric(a, b) * feedforward[b];
        }
        return sum;
    }

    private double symmetric(int a, int b) {
        return b <= a ? controlHessian(a, b) : controlHessian(b, a);
    }

    @Override
    void advance() {
        System.arraycopy(qGradient, 0, valueGradient, 0, n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(q, i * p, value, i * n, i + 1);
        }
        for (int a = 0; a < m; a++) {
            addControl(a, value, valueGradient);
        }
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                value[j * n + i] = value[i * n + j];
            }
        }
    }

    /** The terms of control a in V = Q_xx + ½(KᵀM + MᵀK), M = Q_uu K + 2 Q_ux, and in v. */
    private void addControl(int a, double[] v, double[] g) {
        int row = (n + a) * p;
        int at = a * n;
        double k = feedforward[a];
        for (int j = 0; j < n; j++) {
            double qux = q[row + j];
            work[j] = 2 * qux;
            g[j] += qux * k;
        }
        for (int b = 0; b < m; b++) {
            double quu = symmetric(a, b);
            for (int j = 0; j < n; j++) {
                work[j] += quu * gain[b * n + j];
            }
        }
        double w = bent(a) + qGradient[n + a];
        for (int i = 0; i < n; i++) {
            double halfGain = 0.5 * gain[at + i];
            double halfWork = 0.5 * work[i];
            g[i] += gain[at + i] * w;
            for (int j = 0; j <= i; j++) {
                v[i * n + j] += halfGain * work[j] + halfWork * gain[at + j];
            }
        }
    }
}
