package org.waymark.gps.trpo;

import java.util.Arrays;
import org.waymark.distillation.Activation;
import org.waymark.distillation.PolicyOptions;

/**
 * The network that predicts the cost to go, and how it is trained in each iteration.
 *
 * @param hidden units in each hidden layer
 * @param activation of the hidden layers
 * @param steps Adam steps in one iteration, ≥ 1
 * @param batchSize samples in one step, ≥ 1; all of them if there are fewer
 * @param learningRate of Adam, the largest within an iteration, > 0
 * @param weightDecay ω in the penalty ½ω‖θ‖² that is added to the mean loss, where costs to go have variance 1, ≥ 0
 */
public record ValueOptions(
        int[] hidden, Activation activation, int steps, int batchSize, double learningRate, double weightDecay) {
    /** Fraction of the learning rate that is left at the end of an iteration. */
    private static final double FINAL_LEARNING_RATE = 0.1;

    public ValueOptions {
        hidden = hidden.clone();
        for (int i = 0; i < hidden.length; i++) {
            TrpoOptions.require(hidden[i] >= 1, "hidden[" + i + "]: expected ≥ 1, found " + hidden[i]);
        }
        TrpoOptions.require(
                activation != null,
                "activation: expected one of " + Arrays.toString(Activation.values()) + ", found null");
        TrpoOptions.require(steps >= 1, "steps: expected ≥ 1, found " + steps);
        TrpoOptions.require(batchSize >= 1, "batchSize: expected ≥ 1, found " + batchSize);
        TrpoOptions.require(
                learningRate > 0 && Double.isFinite(learningRate), "learningRate: expected > 0, found " + learningRate);
        TrpoOptions.require(
                weightDecay >= 0 && Double.isFinite(weightDecay), "weightDecay: expected ≥ 0, found " + weightDecay);
    }

    /** Two hidden layers of 42 units of tanh; 100 steps of 200 samples. */
    public static ValueOptions defaults() {
        return new ValueOptions(new int[] {42, 42}, Activation.TANH, 100, 200, 5e-3, 1e-4);
    }

    public ValueOptions withHidden(int... units) {
        return new ValueOptions(units, activation, steps, batchSize, learningRate, weightDecay);
    }

    public ValueOptions withSteps(int newSteps) {
        return new ValueOptions(hidden, activation, newSteps, batchSize, learningRate, weightDecay);
    }

    public ValueOptions withBatchSize(int samples) {
        return new ValueOptions(hidden, activation, steps, samples, learningRate, weightDecay);
    }

    PolicyOptions asPolicy() {
        return PolicyOptions.defaults()
                .withHidden(hidden)
                .withActivation(activation)
                .withSteps(steps)
                .withBatchSize(batchSize)
                .withLearningRate(learningRate, FINAL_LEARNING_RATE)
                .withWeightDecay(weightDecay);
    }

    @Override
    public int[] hidden() {
        return hidden.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueOptions o && toString().equals(o.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "ValueOptions[hidden=" + Arrays.toString(hidden) + ", activation=" + activation + ", steps=" + steps
                + ", batchSize=" + batchSize + ", learningRate=" + learningRate + ", weightDecay=" + weightDecay + "]";
    }
}
