package org.waymark.distillation;

import org.waymark.lqr.matrix.HyperbolicTangent;

/** Activations and their derivatives over long arrays, in loops that become vector instructions. */
final class BatchActivation {
    private BatchActivation() {}

    /**
     * Writes the activations of the first {@code count} sums; σ(x) is ½ + ½ tanh(x/2) here, which needs no exponential.
     *
     * @param sums for swish overwritten by σ(x), which is all that its derivative needs
     * @param values overwritten
     */
    static void apply(Activation activation, double[] sums, double[] values, int count) {
        switch (activation) {
            case SWISH -> {
                HyperbolicTangent.apply(0.5, sums, values, count);
                for (int i = 0; i < count; i++) {
                    double gate = 0.5 + 0.5 * values[i];
                    values[i] = sums[i] * gate;
                    sums[i] = gate;
                }
            }
            case TANH -> HyperbolicTangent.apply(1, sums, values, count);
            default -> {
                System.arraycopy(sums, 0, values, 0, count);
                activation.apply(values, 0, count);
            }
        }
    }

    /**
     * Multiplies slopes by the derivative.
     *
     * @param sums as {@link #apply} left them; not modified
     * @param values that came of them; not modified
     * @param slopes the first {@code count} are modified
     */
    static void multiplyByDerivative(
            Activation activation, double[] sums, double[] values, double[] slopes, int count) {
        switch (activation) {
            case SWISH -> {
                for (int i = 0; i < count; i++) {
                    slopes[i] *= sums[i] + values[i] * (1 - sums[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    slopes[i] *= 1 - values[i] * values[i];
                }
            }
            case RELU -> {
                for (int i = 0; i < count; i++) {
                    slopes[i] = values[i] > 0 ? slopes[i] : 0;
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
