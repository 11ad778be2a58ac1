package org.waymark.lqr;

/** A model that predicts many next states in one call: what the sampling planners run on, and learned models are. */
public interface BatchModel {
    int stateSize();

    int controlSize();

    /**
     * Writes the next state of each of {@code batch} pairs.
     *
     * @param states [batch × stateSize] or longer, row-major; not modified
     * @param controls [batch × controlSize] or longer, row-major; not modified
     * @param nextStates [batch × stateSize] or longer, row-major; overwritten; never the same array as {@code states}
     */
    void next(double[] states, double[] controls, int batch, int t, double[] nextStates);

    /** The batch of one state after the other; for one thread at a time if {@code model} is. */
    static BatchModel of(Model model) {
        return new OneByOne(model);
    }
}
