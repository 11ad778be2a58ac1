package org.waymark.distillation;

import java.util.Locale;
import org.waymark.lqr.matrix.HyperbolicTangent;

/**
 * What a hidden layer applies to each of its sums.
 *
 * <p>{@link #RELU} and {@link #TANH} are trained by the fused plain-Java gradient; the others take their gradients from DL4J. All are
 * evaluated on plain arrays.
 */
public enum Activation {
    /** max(0, x). */
    RELU,
    /** tanh x. */
    TANH,
    /** 1/(1 + e⁻ˣ). */
    SIGMOID,
    /** x for x ≥ 0, eˣ − 1 below. */
    ELU,
    /** x/(1 + e⁻ˣ). */
    SWISH;

    /** Whether the plain-Java trainer has the derivative; DL4J is not touched then. */
    boolean isFused() {
        return this == RELU || this == TANH;
    }

    /**
     * Overwrites sums by activations.
     *
     * @param values from element {@code at} on, {@code count} of them
     */
    void apply(double[] values, int at, int count) {
        int end = at + count;
        switch (this) {
            case RELU -> {
                for (int i = at; i < end; i++) {
                    values[i] = Math.max(values[i], 0);
                }
            }
            case TANH -> {
                for (int i = at; i < end; i++) {
                    values[i] = tanh(values[i]);
                }
            }
            case SIGMOID -> {
                for (int i = at; i < end; i++) {
                    values[i] = 1 / (1 + Math.exp(-values[i]));
                }
            }
            case ELU -> {
                for (int i = at; i < end; i++) {
                    values[i] = values[i] >= 0 ? values[i] : Math.expm1(values[i]);
                }
            }
            case SWISH -> {
                for (int i = at; i < end; i++) {
                    values[i] = values[i] / (1 + Math.exp(-values[i]));
                }
            }
        }
    }

    /** The derivative at a sum; that of a rectified unit at zero is zero. */
    double derivative(double sum) {
        switch (this) {
            case RELU:
                return sum > 0 ? 1 : 0;
            case TANH:
                double value = tanh(sum);
                return 1 - value * value;
            case ELU:
                return sum >= 0 ? 1 : Math.exp(sum);
            default:
                double gate = 1 / (1 + Math.exp(-sum));
                return this == SIGMOID ? gate * (1 - gate) : gate * (1 + sum * (1 - gate));
        }
    }

    /** tanh x to 4e-16. */
    static double tanh(double x) {
        return HyperbolicTangent.of(x);
    }

    /** The name as it is written in configuration files and saved policies. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
