package org.waymark.lqr.derivative;

/**
 * A vector function of state, control and time step, written with {@link Dual} numbers: a constraint, say.
 *
 * <pre>{@code
 *   DualFunction lateral = (x, u, t, result) -> result[0] = x[3].square().times(u[0].tan()).minus(4);
 * }</pre>
 */
@FunctionalInterface
public interface DualFunction {
    /**
     * Writes the values.
     *
     * @param x [stateSize]; not modified
     * @param u [controlSize]; not modified
     * @param result [outputs]; every entry has to be set
     */
    void evaluate(Dual[] x, Dual[] u, int t, Dual[] result);
}
