package org.waymark.lqr;

/** A differentiable model that gives the Jacobians of a whole trajectory in one call, as one that computes them in parallel does. */
public interface BatchDifferentiableModel extends DifferentiableModel {
    /**
     * Writes F_t = [∂f/∂x ∂f/∂u] at (x_t, u_t) for t = start…start+T−1: the bits that {@link #jacobian} writes for each t.
     *
     * @param start time step of the first state and control
     * @param states x_start, x_{start+1}, …, [T][stateSize], and perhaps more; not modified
     * @param controls u_start, u_{start+1}, …, [T][controlSize], and perhaps more; not modified
     * @param horizon T
     * @param jacobians [T][stateSize × (stateSize + controlSize)], row-major, and perhaps more; the first T are overwritten
     */
    void jacobians(int start, double[][] states, double[][] controls, int horizon, double[][] jacobians);
}
