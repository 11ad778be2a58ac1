package org.waymark.gps.actorcritic;

import java.util.Arrays;
import org.waymark.gps.modelbased.KnownTask;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.gps.modelbased.TaskRows;

/** What is known of the plant without a model: the task, what actions stand for, and where real states have been. A workspace: one thread. */
final class KnownPlant implements AutoCloseable {
    final TaskRows task;
    final ActionRange actions;

    private StateBox box;

    KnownPlant(KnownTask task, ActionRange actions) {
        this.task = new TaskRows(task);
        this.actions = actions;
    }

    int stateSize() {
        return task.stateSize();
    }

    int observationSize() {
        return task.observationSize();
    }

    int controlSize() {
        return task.controlSize();
    }

    /**
     * Takes note of where real states are, and how far beyond others may be.
     *
     * @param margin as a multiple of the range of each entry
     * @throws IllegalArgumentException if observations are not what states look like by themselves
     */
    void survey(Memory real, double margin) {
        Memory.Columns columns = real.columns();
        double[] rows = real.rows();
        StateBox.Survey survey = new StateBox.Survey(columns.n());
        for (int i = 0; i < real.count(); i++) {
            survey.add(rows, real.at(i) + columns.nextState());
        }
        box = survey.box(margin);
        int at = real.at(real.count() - 1);
        task.requireObservable(
                Arrays.copyOfRange(rows, at + columns.nextState(), at + columns.nextState() + columns.n()),
                Arrays.copyOfRange(rows, at + columns.nextObservation(), at + columns.ended()));
    }

    /** Cuts states [count × n] where they leave the surveyed range; NaN stays, so that critics are seen to diverge. */
    void cut(double[] states, int count) {
        int n = stateSize();
        for (int i = 0; i < count * n; i++) {
            if (!Double.isNaN(states[i])) {
                states[i] = box.clamp(i % n, states[i]);
            }
        }
    }

    @Override
    public void close() {
        task.close();
    }
}
