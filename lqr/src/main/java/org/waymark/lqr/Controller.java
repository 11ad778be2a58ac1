package org.waymark.lqr;

/**
 * A time-varying Gaussian controller on states: u_t ~ N(μ_t(x), C_t), for t = 0…T−1.
 *
 * <p>Implementations are immutable and may be called by several threads at once.
 */
public interface Controller {
    /** T, the number of controls. */
    int horizon();

    int stateSize();

    int controlSize();

    /**
     * Writes μ_t(x).
     *
     * @param state [stateSize]; not modified
     * @param control [controlSize]; overwritten
     */
    void mean(double[] state, int t, double[] control);

    /** C_t, [controlSize × controlSize], row-major; a fresh array. All zeros for a deterministic controller. */
    double[] covariance(int t);
}
