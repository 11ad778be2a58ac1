package org.waymark.distillation.classification;

import java.util.Arrays;
import org.waymark.distillation.Activation;
import org.waymark.distillation.FusedNetwork;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.StochasticDescent;
import org.waymark.lqr.NonFiniteException;

/** The mean {@link SoftTargetLoss} of a network over some examples, and its gradient, without allocation. */
final class CategoricalGradient implements StochasticDescent.Objective {
    private final FusedNetwork network;
    private final SoftTargetLoss loss;
    /** N rows [p], whitened. */
    private final double[][] inputs;
    /** [N × C]; empty if the loss reads none. */
    private final double[] soft;

    private final int[] labels;
    private final int[] everyRow;
    private final double[] logits;
    private final double[] scratch;
    private final double[] slope;

    CategoricalGradient(
            LayerLayout layout,
            Activation activation,
            int batch,
            SoftTargetLoss loss,
            double[][] inputs,
            double[] soft,
            int[] labels,
            int classes) {
        this.network = new FusedNetwork(layout, activation, batch);
        this.loss = loss;
        this.inputs = inputs;
        this.soft = soft;
        this.labels = labels;
        logits = new double[classes];
        scratch = new double[classes];
        slope = new double[classes];
        everyRow = new int[inputs.length];
        Arrays.setAll(everyRow, n -> n);
    }

    @Override
    public double evaluate(double[] parameters, int[] order, int from, int count, double[] gradient) {
        double mean = forward(parameters, order, from, count);
        network.backward(parameters, count, gradient);
        return mean;
    }

    /** The mean loss over all examples, in nats. */
    double loss(double[] parameters) {
        double sum = 0;
        for (int from = 0; from < inputs.length; from += network.batch()) {
            int count = Math.min(network.batch(), inputs.length - from);
            sum += forward(parameters, everyRow, from, count) * count;
        }
        return sum / inputs.length;
    }

    /** Writes ∂L/∂Z for a batch; returns L. */
    private double forward(double[] parameters, int[] order, int from, int count) {
        double[][] outputs = network.forward(parameters, inputs, order, from, count);
        double[][] outputSlope = network.outputSlope();
        double sum = 0;
        double inverse = 1.0 / count;
        for (int b = 0; b < count; b++) {
            int n = order[from + b];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = outputs[i][b];
            }
            sum += loss.evaluate(logits, soft, n * logits.length, labels[n], scratch, slope);
            for (int i = 0; i < logits.length; i++) {
                outputSlope[i][b] = slope[i] * inverse;
            }
        }
        if (!Double.isFinite(sum)) {
            throw new NonFiniteException("classifier training loss", sum, -1, 0);
        }
        return sum * inverse;
    }
}
