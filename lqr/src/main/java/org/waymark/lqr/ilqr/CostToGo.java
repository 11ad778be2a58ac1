package org.waymark.lqr.ilqr;

/**
 * The products of a backward pass, on row-major arrays. Models of two and four states are common and so small that loops over the
 * states would cost more than the arithmetic: they are written out.
 */
final class CostToGo {
    private CostToGo() {}

    /**
     * Q += FᵀVF (lower triangle), q += Fᵀv.
     *
     * @param value V, [n × n], symmetric; not modified
     * @param gradient v, [n]; not modified
     * @param f F, [n × p]; not modified
     * @param q [p × p]; added to
     * @param qGradient [p]; added to
     * @param work [n]
     */
    static void pullBack(
            double[] value,
            double[] gradient,
            double[] f,
            double[] q,
            double[] qGradient,
            double[] work,
            int n,
            int p) {
        if (n == 2) {
            pullBack2(value, gradient, f, q, qGradient, p);
        } else if (n == 4) {
            pullBack4(value, gradient, f, q, qGradient, p);
        } else {
            for (int j = 0; j < p; j++) {
                pullBackColumn(value, gradient, f, q, qGradient, work, n, p, j);
            }
        }
    }

    private static void pullBackColumn(
            double[] value,
            double[] gradient,
            double[] f,
            double[] q,
            double[] qGradient,
            double[] w,
            int n,
            int p,
            int j) {
        double slope = 0;
        for (int i = 0; i < n; i++) {
            slope += f[i * p + j] * gradient[i];
            double sum = 0;
            for (int k = 0, at = j; k < n; k++, at += p) {
                sum += value[i * n + k] * f[at];
            }
            w[i] = sum;
        }
        qGradient[j] += slope;
        for (int i = j; i < p; i++) {
            double sum = 0;
            for (int k = 0, at = i; k < n; k++, at += p) {
                sum += f[at] * w[k];
            }
            q[i * p + j] += sum;
        }
    }

    private static void pullBack2(double[] v, double[] g, double[] f, double[] q, double[] qGradient, int p) {
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

    private static void pullBack4(double[] v, double[] g, double[] f, double[] q, double[] qGradient, int p) {
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

    /**
     * Solves L Lᵀ X = B in place.
     *
     * @param l lower triangular, [size × size]; not modified
     * @param b [size × cols]; overwritten by X
     */
    static void solve(double[] l, int size, double[] b, int cols) {
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                addRow(b, i * cols, -l[i * size + k], k * cols, cols);
            }
            scaleRow(b, i * cols, 1 / l[i * size + i], cols);
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                addRow(b, i * cols, -l[k * size + i], k * cols, cols);
            }
            scaleRow(b, i * cols, 1 / l[i * size + i], cols);
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
}
