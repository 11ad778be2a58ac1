package org.waymark.gps.backprop;

import org.waymark.distillation.BatchNetwork;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.Whitening;

/**
 * Vector-Jacobian products of a policy's mean, μ_θ(o) = c + S f((o − a)/d) or c + S tanh f((o − a)/d), over a batch: ∂L/∂θ and ∂L/∂o from
 * ∂L/∂μ. A workspace, for one thread.
 */
final class PolicyPullBack {
    private final BatchNetwork network;
    private final int[] sizes;
    private final double[] padded;
    private final double[] slope;
    private final double[] observationMean;
    private final double[] observationDeviation;
    private final double[] controlDeviation;
    private final boolean squashed;

    PolicyPullBack(NetworkPolicy like, int batch) {
        sizes = like.sizes();
        network = new BatchNetwork(sizes, like.activation(), batch);
        padded = new double[network.parameterCount()];
        slope = new double[network.parameterCount()];
        Whitening observations = like.observationWhitening();
        observationMean = observations.mean();
        observationDeviation = observations.deviation();
        controlDeviation = like.controlWhitening().deviation();
        squashed = like.isSquashed();
    }

    /** θ of the products to come, laid out as {@link LayerLayout} says. */
    void setParameters(double[] parameters) {
        int at = 0;
        for (int l = 0; l < network.layers(); l++) {
            for (int j = 0; j < sizes[l + 1]; j++) {
                for (int i = 0; i < sizes[l]; i++) {
                    padded[place(l, i, j)] = parameters[at++];
                }
            }
            for (int j = 0; j < sizes[l + 1]; j++) {
                padded[network.biasesAt(l) + j] = parameters[at++];
            }
        }
    }

    /** Where the weight of layer l from unit i to unit j is. */
    private int place(int l, int i, int j) {
        return network.weightsAt(l) + i * network.room(l + 1) + j;
    }

    /**
     * One product.
     *
     * @param observations o, [count × p]; not modified
     * @param meanSlope ∂L/∂μ, [count × m]; not modified
     * @param gradient ∂L/∂θ is added to it
     * @param observationSlope ∂L/∂o, [count × p]; overwritten
     */
    void pullBack(double[] observations, double[] meanSlope, int count, double[] gradient, double[] observationSlope) {
        int p = observationMean.length;
        int m = controlDeviation.length;
        double[] inputs = network.inputs();
        int room = network.room(0);
        for (int b = 0; b < count; b++) {
            for (int i = 0; i < p; i++) {
                inputs[b * room + i] = (observations[b * p + i] - observationMean[i]) / observationDeviation[i];
            }
        }
        double[] outputs = network.forward(padded, count);
        double[] outputSlope = network.outputSlope();
        int outRoom = network.room(network.layers());
        for (int b = 0; b < count; b++) {
            for (int j = 0; j < m; j++) {
                double squash = squashed ? Math.tanh(outputs[b * outRoom + j]) : 0;
                outputSlope[b * outRoom + j] = controlDeviation[j] * (1 - squash * squash) * meanSlope[b * m + j];
            }
        }
        network.backward(padded, count, slope, true);
        addParameters(gradient);
        double[] inputSlope = network.inputSlope();
        for (int b = 0; b < count; b++) {
            for (int i = 0; i < p; i++) {
                observationSlope[b * p + i] = inputSlope[b * room + i] / observationDeviation[i];
            }
        }
    }

    private void addParameters(double[] gradient) {
        int at = 0;
        for (int l = 0; l < network.layers(); l++) {
            for (int j = 0; j < sizes[l + 1]; j++) {
                for (int i = 0; i < sizes[l]; i++) {
                    gradient[at++] += slope[place(l, i, j)];
                }
            }
            for (int j = 0; j < sizes[l + 1]; j++) {
                gradient[at++] += slope[network.biasesAt(l) + j];
            }
        }
    }
}
