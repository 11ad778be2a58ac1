package org.waymark.gps.modelbased;

import org.waymark.sim.Simulator;

/**
 * What is known of a task, asked about states [count × n] and controls [count × m] in rows. A workspace with a simulator of its own, for
 * one thread.
 */
public final class TaskRows implements AutoCloseable {
    private static final double TOLERANCE = 1e-9;

    private final KnownTask task;
    private final Simulator eyes;
    private final double[] state;
    private final double[] control;
    private final double[] observation;

    public TaskRows(KnownTask task) {
        this.task = task;
        eyes = task.eyes().get();
        state = new double[task.spec().stateSize()];
        control = new double[task.spec().controlSize()];
        observation = new double[task.spec().observationSize()];
    }

    /** n. */
    public int stateSize() {
        return state.length;
    }

    /** m. */
    public int controlSize() {
        return control.length;
    }

    /** p. */
    public int observationSize() {
        return observation.length;
    }

    private void read(double[] states, int row) {
        System.arraycopy(states, row * state.length, state, 0, state.length);
    }

    /** Writes how states look, [count × p]. */
    public void observe(double[] states, int count, double[] observations) {
        for (int b = 0; b < count; b++) {
            read(states, b);
            eyes.observe(state, observation);
            System.arraycopy(observation, 0, observations, b * observation.length, observation.length);
        }
    }

    /** ℓ(x, u, t) of a row. */
    public double running(double[] states, double[] controls, int row, int t) {
        read(states, row);
        System.arraycopy(controls, row * control.length, control, 0, control.length);
        return task.cost().running(state, control, t);
    }

    /** ℓ_f(x) of a row. */
    public double terminal(double[] states, int row) {
        read(states, row);
        return task.cost().terminal(state);
    }

    /** Whether an episode is over in a row. */
    public boolean ended(double[] states, int row) {
        read(states, row);
        return task.ends().test(state);
    }

    /**
     * Refuses a plant whose observations are no function of its state: those of an imagined state are then not known.
     *
     * @param real a state that was really there, [n]; not modified
     * @param seen the observation of it, [p]; not modified
     * @throws IllegalArgumentException if it is not what the state alone gives
     */
    public void requireObservable(double[] real, double[] seen) {
        eyes.observe(real, observation);
        for (int i = 0; i < seen.length; i++) {
            if (!(Math.abs(observation[i] - seen[i]) <= TOLERANCE * (1 + Math.abs(seen[i])))) {
                throw new IllegalArgumentException(
                        "task.observation: expected observations that depend on the state alone, for imagined states"
                                + " have no others, found noise, delay or history: entry " + i + " was " + seen[i]
                                + ", from the state alone " + observation[i]);
            }
        }
    }

    @Override
    public void close() {
        eyes.close();
    }
}
