package org.waymark.dynamics.learned;

/**
 * The log-variance that a raw output of a network stands for, kept softly between learned bounds (Chua et al. 2018, appendix A.1):
 * ℓ′ = ℓmax − softplus(ℓmax − raw), ℓ = ℓmin + softplus(ℓ′ − ℓmin).
 */
final class LogVariance {
    /** Bounds before training. */
    static final double MAXIMUM = 0.5;

    static final double MINIMUM = -10;

    private LogVariance() {}

    static double of(double raw, double maximum, double minimum) {
        return minimum + softplus(maximum - softplus(maximum - raw) - minimum);
    }

    /** ∂ℓ/∂raw. */
    static double slope(double raw, double maximum, double minimum) {
        return sigmoid(maximum - softplus(maximum - raw) - minimum) * sigmoid(maximum - raw);
    }

    /** ∂ℓ/∂ℓmax. */
    static double slopeOfMaximum(double raw, double maximum, double minimum) {
        return sigmoid(maximum - softplus(maximum - raw) - minimum) * (1 - sigmoid(maximum - raw));
    }

    /** ∂ℓ/∂ℓmin. */
    static double slopeOfMinimum(double raw, double maximum, double minimum) {
        return 1 - sigmoid(maximum - softplus(maximum - raw) - minimum);
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
