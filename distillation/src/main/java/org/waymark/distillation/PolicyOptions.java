package org.waymark.distillation;

import java.util.Arrays;

/**
 * The network that imitates the local controllers, and how it is trained.
 *
 * @param hidden units in each hidden layer; empty for a linear policy
 * @param activation of the hidden layers
 * @param steps Adam steps in one call of {@link PolicyTrainer#train}, ≥ 1
 * @param batchSize samples in one step, ≥ 1; all of them if there are fewer
 * @param learningRate of Adam, the largest within a call, > 0
 * @param finalLearningRate fraction of {@code learningRate} that is left at the last step of each call, in (0, 1]; it rises
 *     over the first twentieth of the steps and falls along half a cosine
 * @param weightDecay ω in the penalty ½ω‖θ‖² that is added to the mean loss, ≥ 0
 * @param maxWeight a sample weighs at most so many times the median sample, ≥ 1
 * @param whiteningFloor the least standard deviation an observation is divided by, in that observation's own unit, > 0
 * @param initialVariance of each control before the first training, in that control's own unit squared, > 0
 * @param entropyRegularization added, twice, to the mean precision before the policy's variance is taken from it, ≥ 0
 */
public record PolicyOptions(
        int[] hidden,
        Activation activation,
        int steps,
        int batchSize,
        double learningRate,
        double finalLearningRate,
        double weightDecay,
        double maxWeight,
        double whiteningFloor,
        double initialVariance,
        double entropyRegularization) {
    public PolicyOptions {
        hidden = hidden.clone();
        for (int i = 0; i < hidden.length; i++) {
            require(hidden[i] >= 1, "hidden[" + i + "]", hidden[i], "≥ 1");
        }
        if (activation == null) {
            throw new IllegalArgumentException(
                    "policy.activation: null is none of " + Arrays.toString(Activation.values()));
        }
        require(steps >= 1, "steps", steps, "≥ 1");
        require(batchSize >= 1, "batchSize", batchSize, "≥ 1");
        require(isPositive(learningRate), "learningRate", learningRate, "> 0");
        require(
                isPositive(finalLearningRate) && finalLearningRate <= 1,
                "finalLearningRate",
                finalLearningRate,
                "in (0, 1]");
        require(isNonNegative(weightDecay), "weightDecay", weightDecay, "≥ 0");
        require(maxWeight >= 1, "maxWeight", maxWeight, "≥ 1");
        require(isPositive(whiteningFloor), "whiteningFloor", whiteningFloor, "> 0");
        require(isPositive(initialVariance), "initialVariance", initialVariance, "> 0");
        require(isNonNegative(entropyRegularization), "entropyRegularization", entropyRegularization, "≥ 0");
    }

    /** Two hidden layers of 42 rectified linear units, as in Levine, Finn, Darrell and Abbeel (2016). */
    public static PolicyOptions defaults() {
        return new PolicyOptions(new int[] {42, 42}, Activation.RELU, 2000, 50, 5e-3, 0.02, 0.005, 2, 1e-3, 0.1, 0);
    }

    @Override
    public int[] hidden() {
        return hidden.clone();
    }

    public PolicyOptions withHidden(int... value) {
        return copy(value, activation, steps, batchSize, weightDecay);
    }

    public PolicyOptions withActivation(Activation value) {
        return copy(hidden, value, steps, batchSize, weightDecay);
    }

    public PolicyOptions withSteps(int value) {
        return copy(hidden, activation, value, batchSize, weightDecay);
    }

    public PolicyOptions withBatchSize(int value) {
        return copy(hidden, activation, steps, value, weightDecay);
    }

    public PolicyOptions withWeightDecay(double value) {
        return copy(hidden, activation, steps, batchSize, value);
    }

    /** Adam's largest learning rate, and the fraction of it that is left at the last step. */
    public PolicyOptions withLearningRate(double largest, double finalFraction) {
        return new PolicyOptions(
                hidden,
                activation,
                steps,
                batchSize,
                largest,
                finalFraction,
                weightDecay,
                maxWeight,
                whiteningFloor,
                initialVariance,
                entropyRegularization);
    }

    public PolicyOptions withMaxWeight(double value) {
        return new PolicyOptions(
                hidden,
                activation,
                steps,
                batchSize,
                learningRate,
                finalLearningRate,
                weightDecay,
                value,
                whiteningFloor,
                initialVariance,
                entropyRegularization);
    }

    public PolicyOptions withWhiteningFloor(double value) {
        return new PolicyOptions(
                hidden,
                activation,
                steps,
                batchSize,
                learningRate,
                finalLearningRate,
                weightDecay,
                maxWeight,
                value,
                initialVariance,
                entropyRegularization);
    }

    public PolicyOptions withInitialVariance(double value) {
        return new PolicyOptions(
                hidden,
                activation,
                steps,
                batchSize,
                learningRate,
                finalLearningRate,
                weightDecay,
                maxWeight,
                whiteningFloor,
                value,
                entropyRegularization);
    }

    public PolicyOptions withEntropyRegularization(double value) {
        return new PolicyOptions(
                hidden,
                activation,
                steps,
                batchSize,
                learningRate,
                finalLearningRate,
                weightDecay,
                maxWeight,
                whiteningFloor,
                initialVariance,
                value);
    }

    private PolicyOptions copy(int[] newHidden, Activation newActivation, int newSteps, int newBatch, double newDecay) {
        return new PolicyOptions(
                newHidden,
                newActivation,
                newSteps,
                newBatch,
                learningRate,
                finalLearningRate,
                newDecay,
                maxWeight,
                whiteningFloor,
                initialVariance,
                entropyRegularization);
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    private static boolean isNonNegative(double value) {
        return value >= 0 && Double.isFinite(value);
    }

    private static void require(boolean holds, String name, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("policy." + name + ": " + value + " is not " + range);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyOptions o && toString().equals(o.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "PolicyOptions[hidden=" + Arrays.toString(hidden) + ", activation=" + activation + ", steps=" + steps
                + ", batchSize=" + batchSize + ", learningRate=" + learningRate + ", finalLearningRate="
                + finalLearningRate
                + ", weightDecay=" + weightDecay + ", maxWeight=" + maxWeight + ", whiteningFloor=" + whiteningFloor
                + ", initialVariance=" + initialVariance + ", entropyRegularization=" + entropyRegularization + "]";
    }
}
