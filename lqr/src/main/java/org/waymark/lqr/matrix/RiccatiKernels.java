package org.waymark.lqr.matrix;

/**
 * One step of a Riccati recursion in parts, on a workspace in whatever layout makes them fast; nothing is allocated.
 *
 * <p>With y = [x;u], d = n+m, F = [A B], x' = Fy + f and ½x'ᵀVx' + vᵀx' the value of what follows,
 *
 * <pre>
 *   H = L + FᵀVF,   q = l + Fᵀ(v + Vf),   P = H_uu + μI,   [K | k] = −P⁻¹[H_ux | q_u],
 *   V ← H_xx + H_xuK + KᵀH_ux + KᵀH_uuK,   v ← q_x + H_xuk + Kᵀ(q_u + H_uuk).
 * </pre>
 *
 * <p>There are two implementations, one on the Vector API and one in plain loops. {@link #of} chooses once, when {@link KernelChoice} is
 * loaded. Each gives the same bits in every run; the two differ by rounding, so that the same bits need the same choice.
 *
 * <p>The order of calls is: {@link #setValue}; then for each step {@link #assemble}, {@link #eliminate} (as often as μ has to be raised),
 * and {@link #updateValue} or, with other gains, {@link #setGains} and {@link #updateValueByGains}. An instance is for one thread.
 */
public interface RiccatiKernels {
    /** Kernels for n ≥ 1 states and m ≥ 1 controls, of the implementation chosen for this JVM. */
    static RiccatiKernels of(int n, int m) {
        return KernelChoice.isVector() ? new VectorRiccatiKernels(n, m) : new PlainRiccatiKernels(n, m);
    }

    /**
     * Sets V.
     *
     * @param value from element {@code at} on [n × n], row-major; only the lower triangle is read; not modified
     */
    void setValue(double[] value, int at);

    /** V ← ρV. */
    void scaleValue(double rho);

    /**
     * Reads V.
     *
     * @param out from element {@code at} on [n × n], row-major; overwritten, symmetric to the last bit
     */
    void readValue(double[] out, int at);

    /**
     * v ← v + Vx.
     *
     * @param x from element {@code at} on [n]; not modified
     * @param v [n + 3], of which the last three have no meaning; modified
     */
    void addValueTimes(double[] x, int at, double[] v);

    /**
     * Computes H and q; of H_xx only as much as {@link #updateValue} will need.
     *
     * @param jacobian F, from element {@code jacobianAt} on [n × d], row-major; not modified
     * @param hessian L, from element {@code hessianAt} on [d × d], row-major, symmetric; not modified, and not to be changed before V
     *     is updated
     * @param shifted v + Vf, [n]; not modified
     * @param gradient [d + 3], of which the last three have no meaning: l before, q after
     */
    void assemble(
            double[] jacobian, int jacobianAt, double[] hessian, int hessianAt, double[] shifted, double[] gradient);

    /** H_uu of row i and column j. */
    double controlHessian(int i, int j);

    /** H_ux of row i and column j. */
    double cross(int i, int j);

    /**
     * Computes [K | k], with P = H_uu + μI + μ_x BᵀB, and H_ux + μ_x BᵀA in place of H_ux: as if V were V + μ_x I.
     *
     * @param gradient q, [d + 3]; not modified
     * @return false if P is not positive definite to working precision or holds a NaN; the gains are then not written
     */
    boolean eliminate(double controlMu, double stateMu, double[] gradient);

    /**
     * Updates V and v, given that the gains are those of the last {@link #eliminate}, with μ_x = 0: V = H_xx − H_xuP⁻¹H_ux − μKᵀK.
     *
     * @param gradient q, [d + 3]; not modified
     * @param v [n + 3]; overwritten
     */
    void updateValue(double[] gradient, double[] v);

    /** Updates V and v with whatever gains are set; parameters as in {@link #updateValue}. */
    void updateValueByGains(double[] gradient, double[] v);

    /** Reads K: {@code out} from element {@code at} on [m × n], row-major; overwritten. */
    void readGain(double[] out, int at);

    /** Reads row {@code i} of [K | k]: {@code out} [n + 1] is overwritten. */
    void readGainRow(int i, double[] out);

    /**
     * Reads the factor U of P = UᵀU.
     *
     * @param out U, [m × m], row-major, upper triangular; overwritten
     */
    void readFactor(double[] out);

    /** Reads k: {@code out} from element {@code at} on [m]; overwritten. */
    void readOffset(double[] out, int at);

    /**
     * Sets the gains.
     *
     * @param gain K, from element {@code gainAt} on [m × n], row-major; not modified
     * @param offset k, from element {@code offsetAt} on [m]; not modified
     */
    void setGains(double[] gain, int gainAt, double[] offset, int offsetAt);
}
