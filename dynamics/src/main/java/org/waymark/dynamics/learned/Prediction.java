package org.waymark.dynamics.learned;

/** Predicts many next states in one call. A workspace: one thread each; nothing is allocated after the first calls. */
public interface Prediction {
    /**
     * Writes mean and variance of x′ by one member.
     *
     * @param member 0…members−1
     * @param states x, [count × n] or longer, row-major; not modified
     * @param controls u, [count × m] or longer, row-major; not modified
     * @param count at most the batch that was asked for
     * @param mean of x′, [count × n] or longer, row-major; overwritten
     * @param variance of each entry of x′, [count × n] or longer, row-major, ≥ 0; overwritten; zero by members without noise
     */
    void predict(int member, double[] states, double[] controls, int count, double[] mean, double[] variance);

    /** Mean cost of each pair of the last {@link #predict}, [batch]; empty if costs are not predicted; not to be modified. */
    double[] costMean();

    /** Variance of that cost, [batch]; empty if costs are not predicted; not to be modified. */
    double[] costVariance();

    /**
     * Writes the vector-Jacobian product of the last {@link #predict}: ∂L/∂x and ∂L/∂u for L a function of its results.
     *
     * @param dMean ∂L/∂mean, [count × n] or longer; not modified
     * @param dVariance ∂L/∂variance, [count × n] or longer, or empty for zeros; not modified
     * @param dCost ∂L/∂(mean cost), [count] or longer, or empty for zeros; not modified
     * @param dStates [count × n] or longer; overwritten
     * @param dControls [count × m] or longer; overwritten
     */
    void pullBack(double[] dMean, double[] dVariance, double[] dCost, double[] dStates, double[] dControls);

    /** As the longer {@link #pullBack}, where L does not depend on the cost. */
    default void pullBack(double[] dMean, double[] dVariance, double[] dStates, double[] dControls) {
        pullBack(dMean, dVariance, new double[0], dStates, dControls);
    }

    /**
     * Writes how uncertain the model is at each pair, in units of what it is on its training data: the deviation between members (or that
     * which comes of unsure parameters), root mean square over whitened outputs, by the value that 95 % of the training data stay below.
     *
     * <p>Far above one, the model is asked beyond its data. Zero by a single network, which cannot know.
     *
     * @param ratio [count] or longer; overwritten
     */
    void disagreement(double[] states, double[] controls, int count, double[] ratio);
}
