package org.waymark.lqr.initial;

import org.waymark.lqr.LinearGaussianController;

/**
 * A proportional-derivative controller that pulls the plant back to where it starts: u_t ~ N(−p(q − q_0) − p v(q̇ − q̇_0), σ² I), with
 * the position gain p and the velocity factor v.
 *
 * <p>The state is read as [positions, velocities, …]: control i acts on position i and its velocity; whatever follows has no gain.
 *
 * @param variance σ² > 0, in squared units of the control
 * @param positionGain p ≥ 0, units of the control per unit of position; 0 leaves the noise alone
 * @param velocityFactor v ≥ 0: gain of the velocities as a multiple of p, seconds
 */
public record PdGuess(double variance, double positionGain, double velocityFactor) {
    public PdGuess {
        Layout.positive("PD guess: variance", variance);
        Layout.nonNegative("PD guess: positionGain", positionGain);
        Layout.nonNegative("PD guess: velocityFactor", velocityFactor);
    }

    /** Variance 10, position gain 10, velocity factor 0.01. */
    public static PdGuess defaults() {
        return new PdGuess(10, 10, 0.01);
    }

    /**
     * The controller for a state of m positions, m velocities, and others.
     *
     * @param initialState x_0, [n], n ≥ 2m; not modified
     * @param controlSize m
     * @param horizon T
     */
    public LinearGaussianController controller(double[] initialState, int controlSize, int horizon) {
        return controller(initialState, controlSize, controlSize, horizon);
    }

    /**
     * The controller for a state of {@code positions} positions, as many velocities, and others, of which the first m positions are
     * driven by the m controls.
     *
     * @param initialState x_0, [n], n ≥ positions + m; not modified
     * @param controlSize m ≤ positions
     * @param positions number of positions before the first velocity
     * @param horizon T
     */
    public LinearGaussianController controller(double[] initialState, int controlSize, int positions, int horizon) {
        Layout layout = new Layout("PD guess", initialState.length, controlSize, positions, horizon);
        int n = initialState.length;
        int m = controlSize;
        double[] gain = new double[m * n];
        double[] offset = new double[m];
        double[] covariance = new double[m * m];
        for (int i = 0; i < m; i++) {
            int v = layout.velocity(i);
            gain[i * n + i] = -positionGain;
            gain[i * n + v] = -positionGain * velocityFactor;
            offset[i] = positionGain * (initialState[i] + velocityFactor * initialState[v]);
            covariance[i * m + i] = variance;
        }
        return new LinearGaussianController(
                layout.repeated(m, n, gain), layout.repeated(m, 1, offset), layout.repeated(m, m, covariance));
    }
}
