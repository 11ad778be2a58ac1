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
    private final SoftTargetOutputLoss slopes;
    /** N rows [p], whitened. */
    private final double[][] inputs;

    private final int[] everyRow;

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
        this.slopes = new SoftTargetOutputLoss(loss, soft, labels, classes);
        this.inputs = inputs;
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
        double mean = slopes.evaluate(outputs, order, from, count, network.outputSlope());
        if (!Double.isFinite(mean)) {
            throw new NonFiniteException("classifier training loss", mean, -1, 0);
        }
        return mean;
    }
}
