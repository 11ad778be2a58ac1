package org.waymark.lqr.cost;

/**
 * Points of interest (end effectors, sites) as a function of the state, stacked: p(x) = [x₁ y₁ z₁ x₂ …].
 *
 * <p>Implementations may be called by several threads at once.
 */
public interface PointMap {
    int stateSize();

    /** Length of the stacked points. */
    int size();

    /**
     * Writes p(x) and ∂p/∂x.
     *
     * @param state [stateSize]; not modified
     * @param points [size], metres; overwritten
     * @param jacobian [size × stateSize], row-major; overwritten
     */
    void evaluate(double[] state, double[] points, double[] jacobian);
}
