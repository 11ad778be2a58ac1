package org.waymark.lqr.solver;

import org.waymark.lqr.matrix.RiccatiKernels;

/**
 * The backward recursion of linear-quadratic problems, one step at a time, without allocation.
 *
 * <p>With y = [x;u], d = n+m, x' = Fy + f, F = [A B], stage cost ½yᵀLy + lᵀy and value ½x'ᵀVx' + vᵀx' of what follows, a step is
 *
 * <pre>
 *   H = L + FᵀVF,   q = l + Fᵀ(v + Vf)                                                                 {@link #assemble}
 *   [K | k] = −(H_uu + μI + μ_xBᵀB)⁻¹ [H_ux + μ_xBᵀA | q_u]                                            {@link #eliminate}
 *   V ← H_xx + H_xuK + KᵀH_ux + KᵀH_uuK,   v ← q_x + H_xuk + Kᵀ(q_u + H_uuk)                           {@link #advance}
 * </pre>
 *
 * <p>and u = Kx + k. The cost changes by εa + ε²b if k is scaled by ε, with a = kᵀq_u ({@link #slope}) and b = ½kᵀH_uuk ({@link
 * #curvature}). Where the gains have to be others, say because controls are at their limits, {@link #setGains} replaces them before
 * {@link #advance}. Regularisation: μ as in Levenberg and Marquardt, μ_x as in Tassa, Erez and Todorov 2012, equations 10 and 11; the update of
 * V takes account of both. Source of the recursion: Bertsekas 2017, section 3.1.
 *
 * <p>For one thread at a time. The work is done by {@link RiccatiKernels}.
 */
public final class RiccatiRecursion {
    private final int n;
    private final int m;
    private final RiccatiKernels kernels;
    private final double[] valueGradient;
    private final double[] gradient;
    private final double[] offset;
    private boolean gainsAreOurs;

    public RiccatiRecursion(int n, int m) {
        this(n, m, RiccatiKernels.of(n, m));
    }

    RiccatiRecursion(int n, int m, RiccatiKernels kernels) {
        this.n = n;
        this.m = m;
        this.kernels = kernels;
        valueGradient = new double[n + 3];
        gradient = new double[n + m + 3];
        offset = new double[m];
    }

    /**
     * Starts at the horizon.
     *
     * @param hessian V, from element {@code hessianAt} on [n × n], row-major; only the lower triangle is read
     * @param finalGradient v, from element {@code gradientAt} on [n]
     */
    public void begin(double[] hessian, int hessianAt, double[] finalGradient, int gradientAt) {
        kernels.setValue(hessian, hessianAt);
        System.arraycopy(finalGradient, gradientAt, valueGradient, 0, n);
    }

    /** V ← ρV, v ← ρv. */
    public void scaleValue(double rho) {
        kernels.scaleValue(rho);
        for (int i = 0; i < n; i++) {
            valueGradient[i] *= rho;
        }
    }

    /** v ← v + Vf: what a drift f of the step, or a gap between trajectory and model, does. To be called before {@link #assemble}. */
    public void shift(double[] drift, int at) {
        kernels.addValueTimes(drift, at, valueGradient);
    }

    /**
     * Computes H and q.
     *
     * @param jacobian F, from element {@code jacobianAt} on [n × d], row-major; not modified
     * @param hessian L, from element {@code hessianAt} on [d × d], row-major, symmetric; not modified, and not to be changed before {@link
     *     #advance}
     * @param stageGradient l, from element {@code gradientAt} on [d]; not modified
     */
    public void assemble(
            double[] jacobian,
            int jacobianAt,
            double[] hessian,
            int hessianAt,
            double[] stageGradient,
            int gradientAt) {
        System.arraycopy(stageGradient, gradientAt, gradient, 0, n + m);
        kernels.assemble(jacobian, jacobianAt, hessian, hessianAt, valueGradient, gradient);
    }

    /**
     * Computes the gains; may be called again with more regularisation.
     *
     * @param mu μ ≥ 0
     * @param stateMu μ_x ≥ 0
     * @return false if the regularised H_uu is not positive definite to working precision or holds a NaN; there are no gains then
     */
    public boolean eliminate(double mu, double stateMu) {
        if (!kernels.eliminate(mu, stateMu, gradient)) {
            return false;
        }
        kernels.readOffset(offset, 0);
        gainsAreOurs = stateMu == 0;
        return true;
    }

    /**
     * Sets other gains than {@link #eliminate} would.
     *
     * @param gain K, from element {@code gainAt} on [m × n], row-major; not modified
     * @param newOffset k, from element {@code offsetAt} on [m]; not modified
     */
    public void setGains(double[] gain, int gainAt, double[] newOffset, int offsetAt) {
        kernels.setGains(gain, gainAt, newOffset, offsetAt);
        System.arraycopy(newOffset, offsetAt, offset, 0, m);
        gainsAreOurs = false;
    }

    /** Reads the gains; parameters as in {@link #setGains}, overwritten. */
    public void readGains(double[] gain, int gainAt, double[] into, int offsetAt) {
        kernels.readGain(gain, gainAt);
        System.arraycopy(offset, 0, into, offsetAt, m);
    }

    /** Reads row {@code i} of [K | k]: {@code out} [n + 1] is overwritten. */
    void readGainRow(int i, double[] out) {
        kernels.readGainRow(i, out);
    }

    /**
     * Reads the factor U of the last elimination, with UᵀU the regularised H_uu.
     *
     * @param out U, [m × m], row-major, upper triangular; overwritten
     */
    public void readFactor(double[] out) {
        kernels.readFactor(out);
    }

    /** Reads H_uu, without regularisation: {@code out} [m × m], row-major, is overwritten and symmetric to the last bit. */
    public void readControlHessian(double[] out) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = kernels.controlHessian(i, j);
                out[i * m + j] = entry;
                out[j * m + i] = entry;
            }
        }
    }

    /** Replaces V and v by those of the step before, under the gains. */
    public void advance() {
        if (gainsAreOurs) {
            kernels.updateValue(gradient, valueGradient);
        } else {
            kernels.updateValueByGains(gradient, valueGradient);
        }
    }

    /** kᵀq_u: ≤ 0 for the gains of {@link #eliminate}. */
    public double slope() {
        double sum = 0;
        for (int i = 0; i < m; i++) {
            sum = Math.fma(offset[i], gradient[n + i], sum);
        }
        return sum;
    }

    /** ½kᵀH_uuk. */
    public double curvature() {
        double sum = 0;
        for (int i = 0; i < m; i++) {
            double row = 0.5 * kernels.controlHessian(i, i) * offset[i];
            for (int j = 0; j < i; j++) {
                row = Math.fma(kernels.controlHessian(i, j), offset[j], row);
            }
            sum = Math.fma(row, offset[i], sum);
        }
        return sum;
    }

    /** H_uu of row i and column j, without regularisation. */
    public double controlHessian(int i, int j) {
        return kernels.controlHessian(i, j);
    }

    /** H_ux of row i and column j, without regularisation. */
    public double cross(int i, int j) {
        return kernels.cross(i, j);
    }

    /** q_i. */
    public double gradient(int i) {
        return gradient[i];
    }

    /** v, [n] and three entries without meaning: the array itself, so that it can weigh second derivatives; not to be modified. */
    public double[] valueGradient() {
        return valueGradient;
    }

    /**
     * Reads V.
     *
     * @param out from element {@code at} on [n × n], row-major; overwritten, symmetric to the last bit
     */
    public void readValue(double[] out, int at) {
        kernels.readValue(out, at);
    }
}
