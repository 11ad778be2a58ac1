package org.waymark.dynamics;

import java.util.List;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/** Rollouts as tables of rows, [rollouts × T × row size]. */
final class Rollouts {
    private Rollouts() {}

    static void requireAlike(List<Rollout> rollouts) {
        if (rollouts.size() < 2) {
            throw new IllegalArgumentException("rollouts: expected at least 2, found " + rollouts.size());
        }
        String expected = sizes(rollouts.get(0));
        for (int i = 1; i < rollouts.size(); i++) {
            String found = sizes(rollouts.get(i));
            if (!found.equals(expected)) {
                throw new IllegalArgumentException("rollouts[" + i + "]: expected " + expected + ", found " + found);
            }
        }
        if (rollouts.get(0).horizon() < 1) {
            throw new IllegalArgumentException("rollouts: expected a horizon ≥ 1, found 0");
        }
    }

    private static String sizes(Rollout rollout) {
        return "horizon " + rollout.horizon() + ", " + rollout.stateSize() + " state, " + rollout.controlSize()
                + " control and " + rollout.observationSize() + " observation entries";
    }

    /** Rows [x_t; u_t; x_{t+1}], t = 0…T−1. */
    static double[] transitions(List<Rollout> rollouts) {
        Rollout first = rollouts.get(0);
        int n = first.stateSize();
        int m = first.controlSize();
        int size = n + m + n;
        double[] rows = new double[rollouts.size() * first.horizon() * size];
        int at = 0;
        for (Rollout rollout : rollouts) {
            requireFinite(rollout);
            for (int t = 0; t < rollout.horizon(); t++) {
                rollout.states().read(t, rows, at);
                rollout.controls().read(t, rows, at + n);
                rollout.states().read(t + 1, rows, at + n + m);
                at += size;
            }
        }
        return rows;
    }

    /** Rows [x_t; o_t], t = 0…T−1. */
    static double[] sights(List<Rollout> rollouts) {
        Rollout first = rollouts.get(0);
        int n = first.stateSize();
        int size = n + first.observationSize();
        double[] rows = new double[rollouts.size() * first.horizon() * size];
        int at = 0;
        for (Rollout rollout : rollouts) {
            requireFinite(rollout);
            for (int t = 0; t < rollout.horizon(); t++) {
                rollout.states().read(t, rows, at);
                rollout.observations().read(t, rows, at + n);
                at += size;
            }
        }
        return rows;
    }

    private static void requireFinite(Rollout rollout) {
        requireFinite("rollout state", rollout.states());
        requireFinite("rollout control", rollout.controls());
        requireFinite("rollout observation", rollout.observations());
    }

    private static void requireFinite(String quantity, TimeVaryingMatrix values) {
        int found = values.firstNonFinite();
        if (found >= 0) {
            int t = found / values.rows();
            int index = found % values.rows();
            throw new NonFiniteException(quantity, values.get(t, index), t, index);
        }
    }
}
