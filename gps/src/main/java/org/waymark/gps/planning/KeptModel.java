package org.waymark.gps.planning;

import java.util.Arrays;
import java.util.function.Predicate;
import org.waymark.lqr.DifferentiableModel;

/** A model whose state stays where an episode is over. */
final class KeptModel implements DifferentiableModel {
    private final DifferentiableModel model;
    private final Predicate<double[]> ends;

    KeptModel(DifferentiableModel model, Predicate<double[]> ends) {
        this.model = model;
        this.ends = ends;
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
    public void next(double[] state, double[] control, int t, double[] nextState) {
        if (ends.test(state)) {
            System.arraycopy(state, 0, nextState, 0, nextState.length);
        } else {
            model.next(state, control, t, nextState);
        }
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        if (ends.test(state)) {
            Arrays.fill(jacobian, 0);
            for (int i = 0; i < stateSize(); i++) {
                jacobian[i * (stateSize() + controlSize()) + i] = 1;
            }
        } else {
            model.jacobian(state, control, t, jacobian);
        }
    }
}
