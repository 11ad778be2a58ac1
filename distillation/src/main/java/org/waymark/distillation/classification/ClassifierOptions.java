package org.waymark.distillation.classification;

import java.util.Arrays;
import org.waymark.distillation.Activation;

/**
 * A classifier's network, and how it is trained.
 *
 * @param hidden units in each hidden layer; empty for a linear classifier
 * @param activation of the hidden layers, {@link Activation#RELU} or {@link Activation#TANH}
 * @param steps Adam steps, ≥ 1
 * @param batchSize examples in one step, ≥ 1; all of them if there are fewer
 * @param learningRate of Adam, the largest, > 0
 * @param finalLearningRate fraction of {@code learningRate} that is left at the last step, in (0, 1]; it rises over the first twentieth of
 *     the steps and falls along half a cosine
 * @param weightDecay ω in the penalty ½ω‖θ‖² that is added to the mean loss, ≥ 0
 * @param whiteningFloor the least standard deviation an input is divided by, in that input's own unit, > 0
 */
public record ClassifierOptions(
        int[] hidden,
        Activation activation,
        int steps,
        int batchSize,
        double learningRate,
        double finalLearningRate,
        double weightDecay,
        double whiteningFloor) {
    public ClassifierOptions {
        hidden = hidden.clone();
        for (int i = 0; i < hidden.length; i++) {
            require(hidden[i] >= 1, "hidden[" + i + "]", hidden[i], "≥ 1");
        }
        Shapes.require(
                activation == Activation.RELU || activation == Activation.TANH,
                "classifier.activation: " + activation + " is none of RELU, TANH");
        require(steps >= 1, "steps", steps, "≥ 1");
        require(batchSize >= 1, "batchSize", batchSize, "≥ 1");
        require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate, "> 0");
        require(finalLearningRate > 0 && finalLearningRate <= 1, "finalLearningRate", finalLearningRate, "in (0, 1]");
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weightDecay", weightDecay, "≥ 0");
        require(whiteningFloor > 0 && Double.isFinite(whiteningFloor), "whiteningFloor", whiteningFloor, "> 0");
    }

    /** One hidden layer of 32 rectified linear units, 2000 steps of 50 examples. */
    public static ClassifierOptions defaults() {
        return new ClassifierOptions(new int[] {32}, Activation.RELU, 2000, 50, 5e-3, 0.02, 0, 1e-3);
    }

    @Override
    public int[] hidden() {
        return hidden.clone();
    }

    public ClassifierOptions withHidden(int... value) {
        return with(value, activation, steps, batchSize);
    }

    public ClassifierOptions withActivation(Activation value) {
        return with(hidden, value, steps, batchSize);
    }

    public ClassifierOptions withSteps(int value) {
        return with(hidden, activation, value, batchSize);
    }

    public ClassifierOptions withBatchSize(int value) {
        return with(hidden, activation, steps, value);
    }

    /** Adam's largest learning rate, and the fraction of it that is left at the last step. */
    public ClassifierOptions withLearningRate(double largest, double finalFraction) {
        return new ClassifierOptions(
                hidden, activation, steps, batchSize, largest, finalFraction, weightDecay, whiteningFloor);
    }

    public ClassifierOptions withWeightDecay(double value) {
        return new ClassifierOptions(
                hidden, activation, steps, batchSize, learningRate, finalLearningRate, value, whiteningFloor);
    }

    public ClassifierOptions withWhiteningFloor(double value) {
        return new ClassifierOptions(
                hidden, activation, steps, batchSize, learningRate, finalLearningRate, weightDecay, value);
    }

    private ClassifierOptions with(int[] newHidden, Activation newActivation, int newSteps, int newBatch) {
        return new ClassifierOptions(
                newHidden,
                newActivation,
                newSteps,
                newBatch,
                learningRate,
                finalLearningRate,
                weightDecay,
                whiteningFloor);
    }

    private static void require(boolean holds, String name, Number value, String range) {
        Shapes.require(holds, "classifier." + name + ": " + value + " is not " + range);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassifierOptions o && toString().equals(o.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "ClassifierOptions[hidden=" + Arrays.toString(hidden) + ", activation=" + activation + ", steps="
                + steps + ", batchSize=" + batchSize + ", learningRate=" + learningRate + ", finalLearningRate="
                + finalLearningRate + ", weightDecay=" + weightDecay + ", whiteningFloor=" + whiteningFloor + "]";
    }
}
