package org.waymark.gps.modelerror;

import java.util.ArrayList;
import java.util.List;
import org.waymark.lqr.Rollout;

/**
 * Pieces of rollouts, all of the same length, as batches for each of their steps.
 *
 * @param states [H + 1][W × n]; not to be modified
 * @param controls [H][W × m]; not to be modified
 * @param count W
 */
record Windows(double[][] states, double[][] controls, int count) {
    /** As many windows as fit into each rollout, one behind the other. */
    static Windows of(List<Rollout> rollouts, int horizon) {
        record Window(Rollout rollout, int from) {}
        List<Window> windows = new ArrayList<>();
        for (Rollout rollout : rollouts) {
            for (int from = 0; from + horizon <= rollout.horizon(); from += horizon) {
                windows.add(new Window(rollout, from));
            }
        }
        if (windows.isEmpty()) {
            throw new IllegalArgumentException(
                    "horizon: expected one that a rollout for the test reaches, found " + horizon);
        }
        int count = windows.size();
        int n = rollouts.get(0).stateSize();
        int m = rollouts.get(0).controlSize();
        double[][] states = new double[horizon + 1][count * n];
        double[][] controls = new double[horizon][count * m];
        for (int w = 0; w < count; w++) {
            Window window = windows.get(w);
            for (int t = 0; t <= horizon; t++) {
                window.rollout().states().read(window.from() + t, states[t], w * n);
                if (t < horizon) {
                    window.rollout().controls().read(window.from() + t, controls[t], w * m);
                }
            }
        }
        return new Windows(states, controls, count);
    }

    double[] states(int t) {
        return states[t];
    }

    double[] controls(int t) {
        return controls[t];
    }

    int horizon() {
        return controls.length;
    }
}
