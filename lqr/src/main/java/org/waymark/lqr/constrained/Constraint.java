package org.waymark.lqr.constrained;

/**
 * A vector of constraints g(x_t, u_t, t), each ≤ 0 or each = 0; {@link ConstraintTerm} says which of the two, and at which time steps.
 *
 * <p>At the final step t = T there is no control: every entry of {@code control} is NaN there, so that a constraint that reads it is
 * found out at once. Implementations may be called by several threads at once and must not modify what they are given. Scale each
 * constraint so that its value means something, metres or radians say: tolerances are absolute.
 */
public interface Constraint {
    /** How many constraints there are in g; the same at every time step, ≥ 1. */
    int size();

    /**
     * Writes g(x_t, u_t, t).
     *
     * @param state x_t, [n]; not modified
     * @param control u_t, [m], or NaN at t = T; not modified
     * @param t time step, 0…T
     * @param value [size]; overwritten
     */
    void value(double[] state, double[] control, int t, double[] value);

    /**
     * Writes G = [∂g/∂x ∂g/∂u]; by central differences, which allocate, unless overridden.
     *
     * @param jacobian [size × (n + m)], row-major; every entry is overwritten, but for those of the control at t = T, which nobody reads
     */
    default void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        ConstraintDifferences.jacobian(this, state, control, t, jacobian);
    }

    /**
     * Adds Σ_i w_i ∂²g_i/∂y², y = [x;u]; nothing unless overridden, which is right for linear constraints and makes Gauss-Newton steps
     * of others. At t = T only the block of the state is read.
     *
     * @param weights w, [size]: the multipliers; not modified
     * @param hessian [(n + m) × (n + m)], row-major, symmetric; both triangles are added to
     */
    default void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {}
}
