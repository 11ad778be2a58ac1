package org.waymark.gps.modelbased;

import java.util.random.RandomGenerator;

/** Acts in episodes, and may learn from every step as it happens. Of one learner and one thread. */
@FunctionalInterface
public interface EpisodeActor {
    /** An episode begins. */
    default void begin() {}

    /**
     * Chooses the control of a step; what lies outside of the limits is cut there.
     *
     * @param state x_t, [n]; not modified
     * @param observation o_t, [p]; not modified
     * @param t time step
     * @param random where all chance in the choice comes from
     * @param control u_t, [m]; overwritten
     */
    void act(double[] state, double[] observation, int t, RandomGenerator random, double[] control);

    /** A step was taken. */
    default void stepped(RealStep step) {}
}
