package org.waymark.distillation;

/** Activations and their derivatives over long arrays, in loops that the compiler turns into vector instructions. */
final class BatchActivation {
    private BatchActivation() {}

    /** Writes the activations of the first {@code count} sums; σ(x) is ½ + ½ tanh(x/2) here, which needs no exponential. */
    static void apply(Activation activation, double[] sums, double[] values, int count) {
        switch (activation) {
            case SWISH -> {
                for (int i = 0; i < count; i++) {
                    values[i] = sums[i] * (0.5 + 0.5 * Activation.tanh(0.5 * sums[i]));
                }
            }
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Activation.tanh(sums[i]);
                }
            }
            default -> {
                System.arraycopy(sums, 0, values, 0, count);
                activation.apply(values, 0, count);
            }
        }
    }

    /**
     * Multiplies slopes by the derivative.
     *
     * @param sums that were given; not modified
     * @param values that came of them; not modified
     * @param slopes the first {@code count} are modified
     */
    static void multiplyByDerivative(
            Activation activation, double[] sums, double[] values, double[] slopes, int count) {
        switch (activation) {
            case SWISH -> {
                for (int i = 0; i < count; i++) {
                    double gate = 0.5 + 0.5 * Activation.tanh(0.5 * sums[i]);
                    slopes[i] *= gate + values[i] * (1 - gate);
                }
            }
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    slopes[i] *= 1 - values[i] * values[i];
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    slopes[i] *= activation.derivative(sums[i]);
                }
            }
        }
    }
}
