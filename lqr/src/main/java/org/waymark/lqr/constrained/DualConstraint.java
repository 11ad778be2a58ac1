package org.waymark.lqr.constrained;

import org.waymark.lqr.derivative.DualFunction;
import org.waymark.lqr.derivative.DualMap;

/**
 * A constraint written with {@link org.waymark.lqr.derivative.Dual} numbers, with exact first and second derivatives.
 *
 * <pre>{@code
 *   new DualConstraint(4, 2, 1, (x, u, t, g) -> g[0] = x[3].square().times(u[0].tan()).minus(4))
 * }</pre>
 *
 * <p>May be called by several threads at once: each has a workspace of its own, made at its first call and kept as long as the thread
 * lives. Nothing is allocated once a thread has made each kind of evaluation.
 */
public final class DualConstraint implements Constraint {
    private final int size;
    private final ThreadLocal<DualMap> maps;

    /**
     * @param size how many constraints {@code function} writes
     * @param function g; must not keep numbers between calls
     */
    public DualConstraint(int stateSize, int controlSize, int size, DualFunction function) {
        this.size = size;
        maps = ThreadLocal.withInitial(() -> new DualMap("constraint: g", stateSize, controlSize, size, function));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void value(double[] state, double[] control, int t, double[] value) {
        maps.get().value(state, control, t, value);
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        maps.get().jacobian(state, control, t, jacobian);
    }

    @Override
    public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        maps.get().addCurvature(state, control, t, weights, hessian);
    }
}
