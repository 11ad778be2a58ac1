package org.waymark.gps.actorcritic;

import java.util.Arrays;
import org.waymark.distillation.Whitening;
import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;
import org.waymark.sim.Simulator;

/**
 * What is known of the plant without a model: how states are seen, what steps cost, where episodes end and what controls actions stand for.
 * And where real states have been. A workspace: one thread.
 */
final class ImaginedPlant {
    private final Simulator eyes;
    private final Task task;
    private final Cost cost;
    private final double[] centre;
    private final double[] halfRange;
    private final double[] state;
    private final double[] control;
    private final double[] observation;
    private final double[] least;
    private final double[] greatest;

    /**
     * @param eyes a simulator that is asked what states look like, and nothing else
     * @param controls the middle and half the range of each control
     * @throws IllegalArgumentException if costs differ from cluster to cluster, for an imagined step belongs to none
     */
    ImaginedPlant(Task task, Simulator eyes, Whitening controls) {
        if (task.costs().size() > 1) {
            throw new IllegalArgumentException("imagination: expected one cost for all starts, found "
                    + task.costs().size());
        }
        this.task = task;
        this.eyes = eyes;
        this.cost = task.cost(0);
        this.centre = controls.mean();
        this.halfRange = controls.deviation();
        int n = eyes.spec().stateSize();
        this.state = new double[n];
        this.control = new double[centre.length];
        this.observation = new double[eyes.spec().observationSize()];
        this.least = new double[n];
        this.greatest = new double[n];
    }

    int stateSize() {
        return state.length;
    }

    int observationSize() {
        return observation.length;
    }

    int controlSize() {
        return control.length;
    }

    /** Writes what states look like: [count × p] for states [count × n]. */
    void observe(double[] states, int count, double[] observations) {
        for (int b = 0; b < count; b++) {
            System.arraycopy(states, b * state.length, state, 0, state.length);
            eyes.observe(state, observation);
            System.arraycopy(observation, 0, observations, b * observation.length, observation.length);
        }
    }

    /** Writes u = c + h a, [count × m]. */
    void controls(double[] actions, int count, double[] controls) {
        int m = control.length;
        for (int b = 0; b < count; b++) {
            for (int j = 0; j < m; j++) {
                controls[b * m + j] = centre[j] + halfRange[j] * actions[b * m + j];
            }
        }
    }

    /** ℓ(x, u, t) of a pair in rows of states and controls. */
    double cost(double[] states, double[] controls, int row, int t) {
        System.arraycopy(states, row * state.length, state, 0, state.length);
        System.arraycopy(controls, row * control.length, control, 0, control.length);
        return cost.running(state, control, t);
    }

    /** Whether an episode is over in a row of states. */
    boolean ended(double[] states, int row) {
        System.arraycopy(states, row * state.length, state, 0, state.length);
        return task.ended(state);
    }

    /**
     * Takes note of where real states are, and how far beyond others may be.
     *
     * @param margin as a multiple of the range of each entry
     * @throws IllegalArgumentException if observations are not what states look like by themselves
     */
    void survey(Memory real, double margin) {
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        Memory.Columns columns = real.columns();
        double[] rows = real.rows();
        for (int i = 0; i < real.count(); i++) {
            int at = real.at(i) + columns.nextState();
            for (int k = 0; k < state.length; k++) {
                least[k] = Math.min(least[k], rows[at + k]);
                greatest[k] = Math.max(greatest[k], rows[at + k]);
            }
        }
        for (int k = 0; k < state.length; k++) {
            double room = margin * (greatest[k] - least[k]);
            least[k] -= room;
            greatest[k] += room;
        }
        int at = real.at(real.count() - 1);
        System.arraycopy(rows, at + columns.nextState(), state, 0, state.length);
        eyes.observe(state, observation);
        if (!Arrays.equals(
                observation, Arrays.copyOfRange(rows, at + columns.nextObservation(), at + columns.ended()))) {
            throw new IllegalArgumentException(
                    "imagination: expected observations that depend on the state alone, for imagined states have no"
                            + " others, found noise, delay or history (task.observation)");
        }
    }

    /** Cuts states [count × n] where they leave the surveyed range. */
    void cut(double[] states, int count) {
        for (int i = 0; i < count * state.length; i++) {
            int k = i % state.length;
            states[i] = Math.max(least[k], Math.min(greatest[k], states[i]));
        }
    }
}
