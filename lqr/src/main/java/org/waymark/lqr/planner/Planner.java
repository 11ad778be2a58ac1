package org.waymark.lqr.planner;

/**
 * Finds the controls for the next H time steps, given the state now, and remembers them as the first guess of the next time.
 *
 * <p>For one thread at a time. After a few calls {@link #plan} and {@link #control} allocate nothing.
 */
public interface Planner {
    int stateSize();

    int controlSize();

    /** H, how many time steps a plan reaches ahead. */
    int horizon();

    /**
     * Plans from x_t and writes u_t, the first control of the plan.
     *
     * <p>The search begins with the last plan, shifted by the time steps that have passed since.
     *
     * @param state x_t, [stateSize]; not modified
     * @param t absolute time step, not before that of the last plan
     * @param control u_t, [controlSize], within the limits; overwritten
     * @throws IllegalArgumentException if a shape is wrong or time goes backwards
     * @throws org.waymark.lqr.NonFiniteException if the state is not finite, or nothing with a finite cost can be found; it names the
     *     time step
     */
    void plan(double[] state, int t, double[] control);

    /**
     * Writes what the last plan says for time step t, without planning anew.
     *
     * @param state x_t, [stateSize]; not modified; planners with feedback correct the control by it
     * @param t absolute time step, among the H of the last plan
     * @param control u_t, [controlSize], within the limits; overwritten
     * @throws IllegalArgumentException if a shape is wrong or the last plan does not reach t
     * @throws IllegalStateException if there is no plan yet
     */
    void control(double[] state, int t, double[] control);

    /** Forgets the last plan, and begins the streams of random numbers again: what follows has the same bits as after construction. */
    void reset();

    /**
     * A copy of the last plan.
     *
     * @throws IllegalStateException if there is none
     */
    Plan lastPlan();
}
