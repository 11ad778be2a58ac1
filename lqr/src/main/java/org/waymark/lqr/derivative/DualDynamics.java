package org.waymark.lqr.derivative;

/**
 * A discrete-time model written with {@link Dual} numbers: x_{t+1} = f(x_t, u_t, t).
 *
 * <pre>{@code
 *   DualDynamics pendulum = (x, u, t, next) -> {
 *       next[0] = x[0].plusTimes(0.05, x[1]);
 *       next[1] = x[1].plusTimes(0.05, u[0].minus(x[0].sin().times(9.81)));
 *   };
 * }</pre>
 *
 * <p>For a model in continuous time see {@link DualRungeKutta4}.
 */
@FunctionalInterface
public interface DualDynamics {
    /**
     * Writes the next state.
     *
     * @param x [stateSize] x_t; not modified
     * @param u [controlSize] u_t; not modified
     * @param next [stateSize]; every entry has to be set
     */
    void next(Dual[] x, Dual[] u, int t, Dual[] next);
}
