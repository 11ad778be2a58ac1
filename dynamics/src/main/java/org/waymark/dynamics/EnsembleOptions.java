package org.waymark.dynamics;

import java.util.Arrays;
import org.waymark.distillation.Activation;
import org.waymark.distillation.PolicyOptions;

/**
 * The networks that predict the next state, and how they are trained; each iteration goes on from the networks of the one before.
 *
 * @param members how many networks, ≥ 2: each is trained without some of the rollouts, and judged by them
 * @param hidden units in each hidden layer of each network; empty for linear ones
 * @param activation of the hidden layers
 * @param steps Adam steps of each network in one iteration, ≥ 1
 * @param batchSize transitions in one step, ≥ 1; all of them if there are fewer
 * @param learningRate of Adam, the largest within an iteration, > 0
 * @param weightDecay ω in the penalty ½ω‖θ‖² on the parameters between whitened inputs and outputs, ≥ 0
 */
public record EnsembleOptions(
        int members,
        int[] hidden,
        Activation activation,
        int steps,
        int batchSize,
        double learningRate,
        double weightDecay) {
    /** The fraction of the learning rate that is left at the end of an iteration. */
    private static final double FINAL_LEARNING_RATE = 0.02;

    public EnsembleOptions {
        Checks.atLeast("dynamics.ensemble.members", members, 2);
        hidden = hidden.clone();
        for (int i = 0; i < hidden.length; i++) {
            Checks.atLeast("dynamics.ensemble.hidden[" + i + "]", hidden[i], 1);
        }
        if (activation == null) {
            throw new IllegalArgumentException(
                    "dynamics.ensemble.activation: null is none of " + Arrays.toString(Activation.values()));
        }
        Checks.atLeast("dynamics.ensemble.steps", steps, 1);
        Checks.atLeast("dynamics.ensemble.batchSize", batchSize, 1);
        Checks.positive("dynamics.ensemble.learningRate", learningRate);
        Checks.notNegative("dynamics.ensemble.weightDecay", weightDecay);
    }

    /** Five networks of two layers of 32 hyperbolic tangents, whose derivative has no corners. */
    public static EnsembleOptions defaults() {
        return new EnsembleOptions(5, new int[] {32, 32}, Activation.TANH, 400, 100, 1e-2, 1e-4);
    }

    @Override
    public int[] hidden() {
        return hidden.clone();
    }

    public EnsembleOptions withMembers(int value) {
        return new EnsembleOptions(value, hidden, activation, steps, batchSize, learningRate, weightDecay);
    }

    public EnsembleOptions withHidden(int... value) {
        return new EnsembleOptions(members, value, activation, steps, batchSize, learningRate, weightDecay);
    }

    public EnsembleOptions withActivation(Activation value) {
        return new EnsembleOptions(members, hidden, value, steps, batchSize, learningRate, weightDecay);
    }

    public EnsembleOptions withSteps(int value) {
        return new EnsembleOptions(members, hidden, activation, value, batchSize, learningRate, weightDecay);
    }

    public EnsembleOptions withBatchSize(int value) {
        return new EnsembleOptions(members, hidden, activation, steps, value, learningRate, weightDecay);
    }

    public EnsembleOptions withLearningRate(double value) {
        return new EnsembleOptions(members, hidden, activation, steps, batchSize, value, weightDecay);
    }

    public EnsembleOptions withWeightDecay(double value) {
        return new EnsembleOptions(members, hidden, activation, steps, batchSize, learningRate, value);
    }

    /** As the options of one network. */
    PolicyOptions network() {
        return PolicyOptions.defaults()
                .withHidden(hidden)
                .withActivation(activation)
                .withSteps(steps)
                .withBatchSize(batchSize)
                .withLearningRate(learningRate, FINAL_LEARNING_RATE)
                .withWeightDecay(weightDecay)
                .withWhiteningFloor(PooledPriorFitter.LEAST_DEVIATION);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnsembleOptions o && toString().equals(o.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "EnsembleOptions[members=" + members + ", hidden=" + Arrays.toString(hidden) + ", activation="
                + activation + ", steps=" + steps + ", batchSize=" + batchSize + ", learningRate=" + learningRate
                + ", weightDecay=" + weightDecay + "]";
    }
}
