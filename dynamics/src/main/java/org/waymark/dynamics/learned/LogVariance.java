package org.waymark.dynamics.learned;

/**
 * The variance that a raw output of a network stands for, kept softly between learned bounds (Chua et al. 2018, appendix A.1):
 * ℓ′ = ℓmax − softplus(ℓmax − raw), ℓ = ℓmin + softplus(ℓ′ − ℓmin); a workspace.
 *
 * <p>In other words the variance is e^ℓ = e^ℓmin + e^ℓmax/(1 + q) with q = e^(ℓmax − raw): one exponential.
 */
final class LogVariance {
    /** Bounds before training. */
    static final double MAXIMUM = 0.5;

    static final double MINIMUM = -10;

    private final double[] maximum;
    private final double[] expMaximum;
    private final double[] expMinimum;
    private double variance;
    /** ∂ℓ/∂ℓ′ and ∂ℓ′/∂raw. */
    private double share;

    private double gate;

    LogVariance(int outputs) {
        maximum = new double[outputs];
        expMaximum = new double[outputs];
        expMinimum = new double[outputs];
    }

    /** @param parameters ℓmax begins at {@code at}, ℓmin right behind; not modified */
    void setBounds(double[] parameters, int at) {
        for (int j = 0; j < maximum.length; j++) {
            maximum[j] = parameters[at + j];
            expMaximum[j] = Math.exp(maximum[j]);
            expMinimum[j] = Math.exp(parameters[at + maximum.length + j]);
        }
    }

    /** Evaluates e^ℓ and its derivatives for output j, and returns it. */
    double evaluate(int j, double raw) {
        double q = Math.exp(maximum[j] - raw);
        double above = expMaximum[j] / (1 + q);
        variance = expMinimum[j] + above;
        share = above / variance;
        gate = 1 / (1 + 1 / q);
        return variance;
    }

    /** ∂ℓ/∂raw at the latest evaluation. */
    double slope() {
        return share * gate;
    }

    /** ∂ℓ/∂ℓmax at the latest evaluation. */
    double slopeOfMaximum() {
        return share * (1 - gate);
    }

    /** ∂ℓ/∂ℓmin at the latest evaluation. */
    double slopeOfMinimum() {
        return 1 - share;
    }
}
