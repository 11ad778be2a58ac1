package org.waymark.lqr.ilqr;

/**
 * The cost-to-go of one stage after the other, backwards: with ½δᵀVδ + vᵀδ of the next state and the stage's expansion L, l,
 *
 * <pre>
 *   Q = L + FᵀVF,   q = l + Fᵀv                              {@link #assemble}
 *   [K | k] = −(Q_uu + μI + μ_xBᵀB)⁻¹ [Q_ux + μ_xBᵀA | q_u]   {@link #eliminate}, or others by {@link #setGains}
 *   V ← Q_xx + KᵀQ_uuK + KᵀQ_ux + Q_xuK
 *   v ← q_x + Kᵀ(Q_uuk + q_u) + Q_xuk                        {@link #advance}
 * </pre>
 *
 * <p>F = [A B]. There are two of them, because models of few states need other loops than those of many: {@link #of} chooses.
 */
abstract class CostToGo {
    /** Up to so many states, calls into the kernels cost more than they save (measured on both implementations of the kernels). */
    private static final int SMALL = 4;

    final int n;
    final int m;
    final int p;
    /** F of the stage assembled last. */
    double[] jacobian;

    CostToGo(int n, int m) {
        this.n = n;
        this.m = m;
        p = n + m;
    }

    static CostToGo of(int n, int m) {
        return n <= SMALL ? new SmallCostToGo(n, m) : new KernelCostToGo(n, m);
    }

    /**
     * Starts at the horizon.
     *
     * @param hessian V, [n × n]; not modified
     * @param gradient v, [n] or longer; not modified
     */
    abstract void begin(double[] hessian, double[] gradient);

    /** v ← v + Vd. */
    abstract void shift(double[] d);

    /** v, [n]; not to be modified. */
    abstract double[] gradientAhead();

    /**
     * Computes Q and q.
     *
     * @param f F, [n × p]; not modified, and not to be changed before {@link #advance}, nor is the next
     * @param hessian L, [p × p], of which the lower triangle is read; not modified
     * @param gradient l, [p]; not modified
     */
    abstract void assemble(double[] f, double[] hessian, double[] gradient);

    /** Q_uu of row i and column j ≤ i. */
    abstract double controlHessian(int i, int j);

    /** Q_ux of row i and column j. */
    abstract double cross(int i, int j);

    /** q_u of row i. */
    abstract double controlGradient(int i);

    /**
     * Writes K, [m × n], and k, [m]; false if the matrix to be inverted is not positive definite.
     *
     * @param hessian what {@link #regularizedHessian} wrote for the same μ and μ_x
     */
    abstract boolean eliminate(double mu, double stateMu, double[] hessian, double[] gain, double[] feedforward);

    /** Sets K, [m × n], and k, [m]; not modified. */
    abstract void setGains(double[] gain, double[] feedforward);

    /** kᵀq_u. */
    abstract double slope();

    /** kᵀQ_uu k. */
    abstract double bend();

    /** Replaces V and v by those of this stage under its gains. */
    abstract void advance();

    /** Writes Q_uu + μI + μ_xBᵀB, [m × m]. */
    final void regularizedHessian(double mu, double stateMu, double[] out) {
        for (int a = 0; a < m; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = controlHessian(a, b);
                if (stateMu > 0) {
                    sum += stateMu * columns(n + a, n + b);
                }
                out[a * m + b] = sum;
                out[b * m + a] = sum;
            }
            out[a * m + a] += mu;
        }
    }

    /** Writes Q_ux + μ_xBᵀA, [m × n]. */
    final void regularizedCross(double stateMu, double[] out) {
        for (int a = 0; a < m; a++) {
            for (int j = 0; j < n; j++) {
                double sum = cross(a, j);
                if (stateMu > 0) {
                    sum += stateMu * columns(n + a, j);
                }
                out[a * n + j] = sum;
            }
        }
    }

    /** Product of two columns of F. */
    private double columns(int i, int j) {
        double sum = 0;
        for (int k = 0; k < n * p; k += p) {
            sum += jacobian[k + i] * jacobian[k + j];
        }
        return sum;
    }
}
