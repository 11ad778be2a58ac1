package org.waymark.dynamics.learned;

import java.util.Arrays;
import org.waymark.distillation.BatchNetwork;

/** Predicts with the networks of a {@link NetworkDynamics}, some rows at a time so that all layers of them stay in the cache. */
final class NetworkPrediction extends WhitenedPrediction {
    private static final int ROWS = 128;

    private final NetworkDynamics model;
    private final BatchNetwork network;
    private final int rows;
    /** The first row that the network has seen last. */
    private int seen;

    private final LogVariance logVariance;
    private double[] firstMoment = {};
    private double[] spread = {};

    NetworkPrediction(NetworkDynamics model, int batch) {
        super(model.space, batch, model.members());
        this.model = model;
        logVariance = new LogVariance(space.outputs);
        rows = Math.min(batch, ROWS);
        network = model.network(rows);
    }

    @Override
    public void predict(int member, double[] states, double[] controls, int count, double[] mean, double[] variance) {
        arguments.remember(member, states, controls, count, mean, variance);
        if (model.probabilistic) {
            logVariance.setBounds(model.parameters.get(member), network.parameterCount());
        }
        for (int from = 0; from < count; from += rows) {
            int some = Math.min(rows, count - from);
            double[] outputs = forward(member, states, controls, from, some);
            restore(outputs, states, from, some, mean, variance);
        }
    }

    private double[] forward(int k, double[] states, double[] controls, int from, int some) {
        double[] inputs = network.inputs();
        for (int i = 0; i < some; i++) {
            space.writeInput(states, (from + i) * space.n, controls, (from + i) * space.m, inputs, i * network.room(0));
        }
        seen = from;
        return network.forward(model.parameters.get(k), some);
    }

    private void restore(double[] outputs, double[] states, int from, int some, double[] mean, double[] variance) {
        int stride = network.room(network.layers());
        for (int i = 0; i < some; i++) {
            int row = (from + i) * space.n;
            for (int j = 0; j < space.outputs; j++) {
                double mu = space.mean(j, outputs[i * stride + j], states, row);
                double v = model.probabilistic ? variance(outputs[i * stride + space.outputs + j], j) : 0;
                write(from + i, j, mu, v, mean, variance);
            }
        }
    }

    /** In the output's own unit. */
    private double variance(double raw, int j) {
        double scale = space.deviation(j);
        return scale * scale * logVariance.evaluate(j, raw);
    }

    @Override
    void pullBackChecked(double[] dMean, double[] dVariance, double[] dCost, double[] dStates, double[] dControls) {
        int count = arguments.count();
        double[] states = arguments.states();
        double[] controls = arguments.controls();
        double[] parameters = model.parameters.get(arguments.member());
        for (int from = 0; from < count; from += rows) {
            int some = Math.min(rows, count - from);
            double[] outputs = from == seen && count <= rows
                    ? network.outputs()
                    : forward(arguments.member(), states, controls, from, some);
            writeOutputSlope(outputs, from, some, dMean, dVariance, dCost);
            network.backward(parameters, some, new double[0], true);
            for (int i = 0; i < some; i++) {
                space.pullBack(
                        network.inputSlope(),
                        i * network.room(0),
                        states,
                        (from + i) * space.n,
                        dMean,
                        dStates,
                        dControls,
                        (from + i) * space.m);
            }
        }
    }

    private void writeOutputSlope(
            double[] outputs, int from, int some, double[] dMean, double[] dVariance, double[] dCost) {
        int stride = network.room(network.layers());
        double[] slope = network.outputSlope();
        Arrays.fill(slope, 0, some * stride, 0);
        for (int i = 0; i < some; i++) {
            int row = (from + i) * space.n;
            for (int j = 0; j < space.outputs; j++) {
                double d = slope(from + i, j, dMean, dCost);
                slope[i * stride + j] = d * space.deviation(j);
                if (model.probabilistic && j < space.n && dVariance.length > 0) {
                    double raw = outputs[i * stride + space.outputs + j];
                    slope[i * stride + space.outputs + j] = dVariance[row + j] * variance(raw, j) * logVariance.slope();
                }
            }
        }
    }

    @Override
    void disagreementChecked(double[] states, double[] controls, int count, double[] ratio) {
        Arrays.fill(ratio, 0, count, 0);
        if (model.members() == 1) {
            return;
        }
        int stride = network.room(network.layers());
        if (spread.length == 0) {
            firstMoment = new double[rows * space.outputs];
            spread = new double[rows * space.outputs];
        }
        for (int from = 0; from < count; from += rows) {
            int some = Math.min(rows, count - from);
            Arrays.fill(firstMoment, 0);
            Arrays.fill(spread, 0);
            for (int k = 0; k < model.members(); k++) {
                double[] outputs = forward(k, states, controls, from, some);
                for (int i = 0; i < some; i++) {
                    for (int j = 0; j < space.outputs; j++) {
                        addToMoments(i * space.outputs + j, outputs[i * stride + j], k);
                    }
                }
            }
            for (int i = 0; i < some; i++) {
                double sum = 0;
                for (int j = 0; j < space.outputs; j++) {
                    sum += spread[i * space.outputs + j] / model.members();
                }
                ratio[from + i] = Math.sqrt(sum / space.outputs) / model.typicalDisagreement;
            }
        }
    }

    /** Welford's update: differences, not squares, so that equal members do not disagree at all. */
    private void addToMoments(int at, double value, int before) {
        double shift = value - firstMoment[at];
        firstMoment[at] += shift / (before + 1);
        spread[at] += shift * (value - firstMoment[at]);
    }
}
