package org.waymark.dynamics;

/** What the transitions of all clusters tell of the joint Gaussian of z = [x; u; x′] near an input [x; u]. Immutable. */
public sealed interface TransitionPrior permits GlobalLinearPrior, NetworkPrior {
    /** D = 2n + m. */
    int size();

    /** How many transitions it was fitted to. */
    int transitions();

    /**
     * Writes the moments of z near an input.
     *
     * @param input [n + m]; not modified
     * @param mean μ₀, [D]; overwritten
     * @param covariance Σ₀, [D × D], row-major, symmetric positive semidefinite; overwritten
     */
    void near(double[] input, double[] mean, double[] covariance);
}
