package org.waymark.lqr;

/**
 * A model that knows its derivatives.
 *
 * <p>With y = [x;u], the Jacobian is F = ∂f/∂y. Second derivatives are optional: without them solvers take Gauss-Newton steps.
 */
public interface DifferentiableModel extends Model {
    /**
     * Writes F = [∂f/∂x ∂f/∂u].
     *
     * @param state x_t, [stateSize]; not modified
     * @param control u_t, [controlSize]; not modified
     * @param jacobian [stateSize × (stateSize + controlSize)], row-major; every entry is overwritten
     */
    void jacobian(double[] state, double[] control, int t, double[] jacobian);

    /** Whether {@link #addCurvature} may be called. */
    default boolean hasCurvature() {
        return false;
    }

    /**
     * Adds Σ_k w_k ∂²f_k/∂y² to {@code hessian}.
     *
     * @param weights w, [stateSize]; not modified
     * @param hessian [size × size] with size = stateSize + controlSize, row-major, symmetric; both triangles are added to
     * @throws UnsupportedOperationException if the model has no second derivatives
     */
    default void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        throw new UnsupportedOperationException(
                getClass().getName() + " has no second derivatives: ask hasCurvature() first");
    }
}
