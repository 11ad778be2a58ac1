package org.waymark.gps.backprop;

import org.waymark.sim.Simulator;

/** ∂L/∂x from ∂L/∂o for o = o(x), by central differences of what the plant shows. A workspace, for one thread. */
final class ObservationSlopes {
    /** The step of a central difference whose errors of truncation and rounding are of a size, relative to the entry. */
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    private final Simulator eyes;
    private final double[] state;
    private final double[] above;
    private final double[] below;

    ObservationSlopes(Simulator eyes) {
        this.eyes = eyes;
        state = new double[eyes.spec().stateSize()];
        above = new double[eyes.spec().observationSize()];
        below = new double[eyes.spec().observationSize()];
    }

    /**
     * Adds (∂o/∂x)ᵀ ∂L/∂o of one state.
     *
     * @param states x begins at {@code row}·n; not modified
     * @param observationSlopes ∂L/∂o begins at {@code row}·p; not modified
     * @param stateSlopes ∂L/∂x from {@code row}·n on; added to
     */
    void addPulledBack(double[] states, double[] observationSlopes, int row, double[] stateSlopes) {
        int n = state.length;
        int p = above.length;
        System.arraycopy(states, row * n, state, 0, n);
        for (int i = 0; i < n; i++) {
            double x = state[i];
            double h = STEP * Math.max(1, Math.abs(x));
            state[i] = x + h;
            eyes.observe(state, above);
            double width = state[i];
            state[i] = x - h;
            eyes.observe(state, below);
            width -= state[i];
            state[i] = x;
            double sum = 0;
            for (int k = 0; k < p; k++) {
                sum += observationSlopes[row * p + k] * (above[k] - below[k]) / width;
            }
            stateSlopes[row * n + i] += sum;
        }
    }
}
