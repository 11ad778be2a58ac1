package org.waymark.distillation.classification;

import java.util.Arrays;

/**
 * What a student pays for its logits z: the teacher's soft targets at a temperature, mixed with hard labels.
 *
 * <p>L = (1 − h)·T²·CE(q, softmax(z/T)) + h·CE(y, softmax(z)) with CE(q, p) = −Σ_i q_i log p_i, and so
 * ∂L/∂z_i = (1 − h)·T·(softmax(z/T)_i − q_i) + h·(softmax(z)_i − y_i) (Hinton, Vinyals and Dean 2015, section 2).
 *
 * <p>For q = softmax(z_t/T), logits of mean zero and C classes, the soft gradient without T², 1/T (softmax(z/T) − q), tends to
 * (z − z_t)/(C·T²) as T grows (their equation 4): half the squared distance of the logits. T² takes that back, to (z − z_t)/C, so that h
 * means the same at every temperature.
 *
 * @param temperature T, > 0, of teacher and student alike
 * @param hardWeight h, in [0, 1]; where it is above 0, every example needs a label
 * @param temperatureSquared whether the soft part is multiplied by T²
 */
public record SoftTargetLoss(double temperature, double hardWeight, boolean temperatureSquared) {
    public SoftTargetLoss {
        Shapes.requireTemperature(temperature);
        Shapes.require(hardWeight >= 0 && hardWeight <= 1, "hardWeight: " + hardWeight + " is not in [0, 1]");
    }

    /** Soft targets alone at temperature 4, with T². */
    public static SoftTargetLoss defaults() {
        return new SoftTargetLoss(4, 0, true);
    }

    /** Cross-entropy with the labels alone. */
    public static SoftTargetLoss hardLabels() {
        return new SoftTargetLoss(1, 1, true);
    }

    public SoftTargetLoss withTemperature(double value) {
        return new SoftTargetLoss(value, hardWeight, temperatureSquared);
    }

    public SoftTargetLoss withHardWeight(double value) {
        return new SoftTargetLoss(temperature, value, temperatureSquared);
    }

    public SoftTargetLoss withTemperatureSquared(boolean value) {
        return new SoftTargetLoss(temperature, hardWeight, value);
    }

    /**
     * Writes ∂L/∂z and returns L, in nats.
     *
     * @param logits z, [C]; not modified
     * @param soft q, from element {@code at} on; not modified, nor read if h = 1
     * @param label y; not read if h = 0
     * @param scratch [C]; overwritten
     * @param gradient [C]; overwritten
     */
    public double evaluate(double[] logits, double[] soft, int at, int label, double[] scratch, double[] gradient) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        if (hardWeight < 1) {
            double scale = (1 - hardWeight) * (temperatureSquared ? temperature * temperature : 1);
            double logSum = Softmax.apply(logits, temperature, scratch);
            for (int i = 0; i < logits.length; i++) {
                double q = soft[at + i];
                loss += scale * q * (logSum - logits[i] / temperature);
                gradient[i] = scale / temperature * (scratch[i] - q);
            }
        }
        if (hardWeight > 0) {
            loss += hardWeight * (Softmax.apply(logits, 1, scratch) - logits[label]);
            for (int i = 0; i < logits.length; i++) {
                gradient[i] += hardWeight * (scratch[i] - (i == label ? 1 : 0));
            }
        }
        return loss;
    }
}
