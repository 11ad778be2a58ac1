package org.waymark.lqr;

/**
 * A deterministic model of the plant that can be put into any state: x_{t+1} = f(x_t, u_t, t).
 *
 * <p>Learned models and those simulators that can be put into any state implement it.
 */
public interface Model {
    int stateSize();

    int controlSize();

    /**
     * Writes the next state.
     *
     * @param state [stateSize]; not modified
     * @param control [controlSize]; not modified
     * @param nextState [stateSize]; overwritten
     */
    void next(double[] state, double[] control, int t, double[] nextState);
}
