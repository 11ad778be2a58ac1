package org.waymark.sim;

/**
 * The thing being controlled: a simulation, a physics engine, or a real robot.
 *
 * <p>Stateful and for one thread at a time; a run with several threads asks for one simulator per thread. A robot cannot be put into
 * an arbitrary state, so nothing here asks for that; those simulators that can be also implement {@link org.waymark.lqr.Model}.
 */
public interface Simulator extends AutoCloseable {
    /** Sizes, time step and limits; always the same. */
    SimulatorSpec spec();

    /**
     * Begins a rollout.
     *
     * @param start where to begin; its meaning is the simulator's own
     * @param state [stateSize]; overwritten by x_0
     */
    void reset(InitialState start, double[] state);

    /**
     * Holds u for one time step.
     *
     * @param control [controlSize], within the limits of the spec; not modified
     * @param state [stateSize]; overwritten by the state at the end of the step
     */
    void step(double[] control, double[] state);

    /**
     * Writes what the global policy sees in the current state; the state itself unless overridden.
     *
     * @param state [stateSize], as last written; not modified
     * @param observation [observationSize]; overwritten
     */
    default void observe(double[] state, double[] observation) {
        System.arraycopy(state, 0, observation, 0, observation.length);
    }

    @Override
    default void close() {}
}
