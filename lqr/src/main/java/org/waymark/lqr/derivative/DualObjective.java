package org.waymark.lqr.derivative;

/**
 * A cost written with {@link Dual} numbers: Σ_{t&lt;T} ℓ(x_t,u_t,t) + ℓ_f(x_T).
 *
 * <p>Called by several threads at once, each with numbers of its own: an implementation must not keep any.
 */
@FunctionalInterface
public interface DualObjective {
    /**
     * ℓ(x_t, u_t, t).
     *
     * @param x [stateSize]; not modified
     * @param u [controlSize]; not modified
     */
    Dual running(Dual[] x, Dual[] u, int t);

    /** ℓ_f(x_T); zero unless overridden. */
    default Dual terminal(Dual[] x) {
        return x[0].constant(0);
    }
}
