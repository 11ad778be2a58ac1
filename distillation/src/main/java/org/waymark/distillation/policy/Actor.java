package org.waymark.distillation.policy;

/**
 * Chooses the control of a time step, without randomness of its own. Called by several threads at once.
 *
 * <p>Where actions are discrete, the control is one number: the index of the action.
 */
@FunctionalInterface
public interface Actor {
    /**
     * Writes u_t.
     *
     * @param state [n] x_t; not modified
     * @param observation [p] o_t; not modified
     * @param t time step, 0…T−1
     * @param control [m]; overwritten
     */
    void act(double[] state, double[] observation, int t, double[] control);
}
