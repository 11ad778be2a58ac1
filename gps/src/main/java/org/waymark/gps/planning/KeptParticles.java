package org.waymark.gps.planning;

import java.util.function.Predicate;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.lqr.BatchModel;

/** Particles that stay where an episode is over, and within a box everywhere else. */
final class KeptParticles implements BatchModel {
    private final BatchModel model;
    private final StateBox box;
    private final Predicate<double[]> ends;
    private final double[] state;

    /** @param model of rows [P × n] */
    KeptParticles(BatchModel model, StateBox box, Predicate<double[]> ends, int n) {
        this.model = model;
        this.box = box;
        this.ends = ends;
        state = new double[n];
    }

    @Override
    public int stateSize() {
        return model.stateSize();
    }

    @Override
    public int controlSize() {
        return model.controlSize();
    }

    @Override
    public void next(double[] states, double[] controls, int batch, int t, double[] nextStates) {
        model.next(states, controls, batch, t, nextStates);
        int n = state.length;
        for (int at = 0; at < batch * stateSize(); at += n) {
            System.arraycopy(states, at, state, 0, n);
            if (ends.test(state)) {
                System.arraycopy(state, 0, nextStates, at, n);
            } else {
                for (int i = 0; i < n; i++) {
                    nextStates[at + i] = box.clamp(i, nextStates[at + i]);
                }
            }
        }
    }
}
