package org.waymark.dynamics.learned;

import org.waymark.distillation.BatchNetwork;

/** The parameters that give a network the same predictions between other whitened inputs and outputs. */
final class Rewhitened {
    /** Beyond this, an output that never varied has begun to, or the reverse: its old weights say nothing. */
    private static final double LARGEST_RATIO = 1e4;

    private Rewhitened() {}

    /** A fresh array: the parameters of member {@code k} for {@code space}. */
    static double[] parameters(NetworkDynamics old, int k, ModelSpace space) {
        BatchNetwork network = old.network(1);
        double[] parameters = old.parameters.get(k).clone();
        rewhitenInputs(network, old.space, space, parameters);
        rewhitenOutputs(network, old, space, parameters);
        return parameters;
    }

    /** With z = (v − m)/s old and z′ = (v − m′)/s′ new, W z + b = (W s′/s) z′ + b + W (m′ − m)/s. */
    private static void rewhitenInputs(BatchNetwork network, ModelSpace from, ModelSpace to, double[] parameters) {
        double[] mean = from.input.mean();
        double[] deviation = from.input.deviation();
        double[] newMean = to.input.mean();
        double[] newDeviation = to.input.deviation();
        int width = network.room(1);
        for (int i = 0; i < from.inputs; i++) {
            for (int j = 0; j < width; j++) {
                int at = network.weightsAt(0) + i * width + j;
                double w = parameters[at];
                parameters[network.biasesAt(0) + j] += w * (newMean[i] - mean[i]) / deviation[i];
                parameters[at] = w * newDeviation[i] / deviation[i];
            }
        }
    }

    /** y′ = (s y + m − m′)/s′; log-variances and their bounds move by 2 log(s/s′). */
    private static void rewhitenOutputs(BatchNetwork network, NetworkDynamics old, ModelSpace to, double[] parameters) {
        int outputs = to.outputs;
        int last = network.layers() - 1;
        int width = network.room(last + 1);
        double[] mean = old.space.output.mean();
        double[] deviation = old.space.output.deviation();
        double[] newMean = to.output.mean();
        double[] newDeviation = to.output.deviation();
        for (int j = 0; j < outputs; j++) {
            double ratio = deviation[j] / newDeviation[j];
            if (ratio > LARGEST_RATIO || ratio < 1 / LARGEST_RATIO) {
                ratio = 0;
            }
            for (int i = 0; i < network.size(last); i++) {
                parameters[network.weightsAt(last) + i * width + j] *= ratio;
            }
            int bias = network.biasesAt(last) + j;
            parameters[bias] = ratio == 0 ? 0 : ratio * parameters[bias] + (mean[j] - newMean[j]) / newDeviation[j];
            if (old.probabilistic && ratio > 0) {
                double shift = 2 * Math.log(ratio);
                parameters[bias + outputs] += shift;
                parameters[network.parameterCount() + j] += shift;
                parameters[network.parameterCount() + outputs + j] += shift;
            }
        }
    }
}
