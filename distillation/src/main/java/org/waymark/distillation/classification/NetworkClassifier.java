package org.waymark.distillation.classification;

import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.Whitening;

/**
 * A dense network whose outputs are logits: p = softmax(z/T).
 *
 * <p>The logits are the means of a network policy, so what saves and exports policies does the same for classifiers. Immutable and
 * thread-safe.
 *
 * @param network observations are the inputs [p], the mean control is the logits [C]; its covariance has no meaning here
 */
public record NetworkClassifier(NetworkPolicy network) implements Classifier {
    public NetworkClassifier {
        Shapes.require(
                network.controlSize() >= 2,
                "classifier: expected at least two classes, found " + network.controlSize());
    }

    @Override
    public int inputSize() {
        return network.observationSize();
    }

    @Override
    public int classes() {
        return network.controlSize();
    }

    /**
     * Writes z.
     *
     * @param input [p]; not modified
     * @param logits [C]; overwritten
     */
    public void logits(double[] input, double[] logits) {
        network.mean(input, logits);
    }

    @Override
    public void probabilities(double[] input, double temperature, double[] probabilities) {
        Shapes.requireCall(this, input, temperature, probabilities);
        network.mean(input, probabilities);
        Softmax.apply(probabilities, temperature, probabilities);
    }

    /** Numbers that were learnt. */
    public int parameterCount() {
        return network.parameters().length;
    }

    /**
     * The same network with one logit shifted.
     *
     * <p>A student that has never seen a class finds it too rarely; a larger bias of that class repairs it (Hinton, Vinyals and Dean 2015,
     * section 3).
     *
     * @param shift added to the class's logit, in nats
     */
    public NetworkClassifier withShiftedLogit(int label, double shift) {
        Shapes.require(label >= 0 && label < classes(), "class: " + label + " is not in [0, " + (classes() - 1) + "]");
        double[] means = network.controlWhitening().mean();
        means[label] += shift;
        return new NetworkClassifier(new NetworkPolicy(
                network.sizes(),
                network.activation(),
                network.parameters(),
                network.observationWhitening(),
                new Whitening(means, network.controlWhitening().deviation()),
                network.covariance()));
    }
}
