package org.waymark.distillation.policy;

import java.util.Arrays;
import org.waymark.distillation.Activation;

/**
 * The student's network, and how it is trained. The loss of each task is divided by what a constant control would pay, so that tasks weigh
 * the same; the penalty adds to their mean.
 *
 * @param kind how one network serves several tasks
 * @param hidden units in each hidden layer; empty for a linear student
 * @param activation of the hidden layers, {@link Activation#RELU} or {@link Activation#TANH}
 * @param steps Adam steps in one iteration, over all tasks, ≥ 1
 * @param batchSize samples in one step, all of one task, ≥ 1; all of them if there are fewer
 * @param learningRate of Adam, the largest within an iteration, > 0
 * @param finalLearningRate fraction of {@code learningRate} that is left at the last step of each iteration, in (0, 1]; it rises over the first
 *     twentieth of the steps and falls along half a cosine
 * @param weightDecay ω in the penalty ½ω‖θ‖², ≥ 0
 * @param whiteningFloor the least standard deviation an observation is divided by, in that observation's own unit, > 0
 */
public record StudentOptions(
        StudentKind kind,
        int[] hidden,
        Activation activation,
        int steps,
        int batchSize,
        double learningRate,
        double finalLearningRate,
        double weightDecay,
        double whiteningFloor) {
    public StudentOptions {
        hidden = hidden.clone();
        for (int i = 0; i < hidden.length; i++) {
            require(hidden[i] >= 1, "hidden[" + i + "]", hidden[i], "≥ 1");
        }
        if (kind == null) {
            throw new IllegalArgumentException(
                    "student.kind: null is none of " + Arrays.toString(StudentKind.values()));
        }
        if (activation != Activation.RELU && activation != Activation.TANH) {
            throw new IllegalArgumentException("student.activation: " + activation + " is none of RELU, TANH");
        }
        require(steps >= 1, "steps", steps, "≥ 1");
        require(batchSize >= 1, "batchSize", batchSize, "≥ 1");
        require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate, "> 0");
        require(finalLearningRate > 0 && finalLearningRate <= 1, "finalLearningRate", finalLearningRate, "in (0, 1]");
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weightDecay", weightDecay, "≥ 0");
        require(whiteningFloor > 0 && Double.isFinite(whiteningFloor), "whiteningFloor", whiteningFloor, "> 0");
    }

    /** Heads on two hidden layers of 42 rectified linear units, the size of the policies of guided policy search. */
    public static StudentOptions defaults() {
        return new StudentOptions(
                StudentKind.HEADS, new int[] {42, 42}, Activation.RELU, 6000, 100, 5e-3, 0.02, 0, 1e-3);
    }

    @Override
    public int[] hidden() {
        return hidden.clone();
    }

    public StudentOptions withKind(StudentKind value) {
        return with(value, hidden, activation, steps, weightDecay);
    }

    public StudentOptions withHidden(int... value) {
        return with(kind, value, activation, steps, weightDecay);
    }

    public StudentOptions withActivation(Activation value) {
        return with(kind, hidden, value, steps, weightDecay);
    }

    public StudentOptions withSteps(int value) {
        return with(kind, hidden, activation, value, weightDecay);
    }

    public StudentOptions withWeightDecay(double value) {
        return with(kind, hidden, activation, steps, value);
    }

    public StudentOptions withBatchSize(int value) {
        return new StudentOptions(
                kind, hidden, activation, steps, value, learningRate, finalLearningRate, weightDecay, whiteningFloor);
    }

    /** Adam's largest learning rate, and the fraction of it that is left at the last step of each iteration. */
    public StudentOptions withLearningRate(double largest, double finalFraction) {
        return new StudentOptions(
                kind, hidden, activation, steps, batchSize, largest, finalFraction, weightDecay, whiteningFloor);
    }

    public StudentOptions withWhiteningFloor(double value) {
        return new StudentOptions(
                kind, hidden, activation, steps, batchSize, learningRate, finalLearningRate, weightDecay, value);
    }

    private StudentOptions with(
            StudentKind newKind, int[] newHidden, Activation newActivation, int newSteps, double newDecay) {
        return new StudentOptions(
                newKind,
                newHidden,
                newActivation,
                newSteps,
                batchSize,
                learningRate,
                finalLearningRate,
                newDecay,
                whiteningFloor);
    }

    private static void require(boolean holds, String name, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("student." + name + ": " + value + " is not " + range);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StudentOptions o && toString().equals(o.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "StudentOptions[kind=" + kind + ", hidden=" + Arrays.toString(hidden) + ", activation=" + activation
                + ", steps=" + steps + ", batchSize=" + batchSize + ", learningRate=" + learningRate
                + ", finalLearningRate=" + finalLearningRate + ", weightDecay=" + weightDecay + ", whiteningFloor="
                + whiteningFloor + "]";
    }
}
