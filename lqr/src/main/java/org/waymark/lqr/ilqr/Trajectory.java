package org.waymark.lqr.ilqr;

import org.waymark.lqr.TimeVaryingMatrix;

/** States, controls and their cost: workspace, one array per time step. */
final class Trajectory {
    /** x_0…x_T, [T+1][n]. */
    final double[][] state;
    /** u_0…u_{T−1}, [T][m]. */
    final double[][] control;
    /** f(x_t,u_t) − x_{t+1}, [T][n]: zeros if {@link #gapNorm} is. */
    final double[][] gap;
    /** Largest entry of the gaps. */
    double gapNorm;
    /** Σ of the magnitudes of the gaps' entries. */
    double gapSum;

    double cost;

    Trajectory(int n, int m, int horizon) {
        state = new double[horizon + 1][n];
        control = new double[horizon][m];
        gap = new double[horizon][n];
    }

    int horizon() {
        return control.length;
    }

    /** @throws IllegalArgumentException if the length is wrong, or an entry is not finite */
    void readInitialState(double[] initialState) {
        int n = state[0].length;
        if (initialState.length != n) {
            throw new IllegalArgumentException(
                    "initial state: expected " + n + " numbers, found " + initialState.length);
        }
        requireFinite("initial state", 0, initialState);
        System.arraycopy(initialState, 0, state[0], 0, n);
    }

    /** @throws IllegalArgumentException if the shape is wrong, or an entry is not finite */
    void readControls(TimeVaryingMatrix controls) {
        read("controls", controls, control);
    }

    /** @throws IllegalArgumentException if the shape is wrong, or an entry is not finite */
    void readStates(TimeVaryingMatrix states) {
        read("states", states, state);
    }

    private static void read(String name, TimeVaryingMatrix from, double[][] to) {
        from.requireShape(name, to.length, to[0].length, 1);
        for (int t = 0; t < to.length; t++) {
            from.read(t, to[t]);
            requireFinite(name, t, to[t]);
        }
    }

    private static void requireFinite(String name, int t, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name + ": expected finite numbers, found " + values[i] + " at t = " + t + ", index " + i);
            }
        }
    }

    /** Moves states and controls one time step forwards; the last control is repeated, with the state it was meant for. */
    void shift() {
        int horizon = horizon();
        for (int t = 0; t + 1 < horizon; t++) {
            System.arraycopy(state[t + 1], 0, state[t], 0, state[t].length);
            System.arraycopy(control[t + 1], 0, control[t], 0, control[t].length);
        }
        gapNorm = 0;
    }

    /** A copy of one matrix per time step. */
    static TimeVaryingMatrix copy(double[][] steps, int rows, int cols) {
        double[] flat = new double[steps.length * rows * cols];
        for (int t = 0; t < steps.length; t++) {
            System.arraycopy(steps[t], 0, flat, t * rows * cols, rows * cols);
        }
        return TimeVaryingMatrix.of(steps.length, rows, cols, flat);
    }
}
