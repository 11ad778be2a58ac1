package org.waymark.lqr;

/**
 * A Gaussian policy on observations: u ~ N(μ(o), L Lᵀ), the same at every time step. The global network policy is one.
 *
 * <p>Implementations are immutable and may be called by several threads at once.
 */
public interface Policy {
    int observationSize();

    int controlSize();

    /**
     * Writes μ(o).
     *
     * @param observation [observationSize]; not modified
     * @param control [controlSize]; overwritten
     */
    void mean(double[] observation, double[] control);

    /** The covariance of the controls, [controlSize × controlSize], row-major; a fresh array. All zeros for a deterministic policy. */
    double[] covariance();
}
