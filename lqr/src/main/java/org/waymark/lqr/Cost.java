package org.waymark.lqr;

/**
 * What is to be minimised: Σ_{t&lt;T} ℓ(x_t,u_t,t) + ℓ_f(x_T).
 *
 * <p>A lambda is enough: {@code Cost cost = (x, u, t) -> …}; its derivatives are then taken numerically. Implementations are called
 * by several threads at once and must not modify what they are given.
 */
@FunctionalInterface
public interface Cost {
    /**
     * ℓ(x_t, u_t, t).
     *
     * @param state x_t; not modified
     * @param control u_t; not modified
     * @param t time step, 0…T−1
     */
    double running(double[] state, double[] control, int t);

    /** ℓ_f(x_T); zero unless overridden. */
    default double terminal(double[] state) {
        return 0;
    }

    /**
     * Adds {@code weight} times the second-order expansion of ℓ at (x_t, u_t) to {@code into}; by central differences unless
     * overridden.
     *
     * @param into value, gradient and Hessian in the deviation from y_t = [x_t;u_t]; added to
     */
    default void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        FiniteDifferences.expandRunning(this, state, control, t, weight, into);
    }

    /** Adds {@code weight} times the second-order expansion of ℓ_f at x_T to the state block of {@code into}. */
    default void expandTerminal(double[] state, double weight, StageExpansion into) {
        FiniteDifferences.expandTerminal(this, state, weight, into);
    }
}
