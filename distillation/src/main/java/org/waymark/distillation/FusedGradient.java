package org.waymark.distillation;

import java.util.Arrays;

/** The gradient of a ReLU or tanh network, in plain Java, without allocation. */
final class FusedGradient implements LossGradient {
    private final FusedNetwork network;
    private final int[] everySample;
    private final double[] error;

    /**
     * @param batch the greatest number of samples {@link #evaluate} is asked for
     * @param lessonSize the greatest size of a lesson
     */
    FusedGradient(LayerLayout layout, Activation activation, int batch, int lessonSize) {
        network = new FusedNetwork(layout, activation, batch);
        error = new double[layout.sizes[layout.layers()]];
        everySample = new int[lessonSize];
        Arrays.setAll(everySample, n -> n);
    }

    @Override
    public double evaluate(double[] parameters, Lesson lesson, int[] order, int from, int count, double[] gradient) {
        double[][] outputs = network.forward(parameters, lesson.inputs, order, from, count);
        double loss = outputSlope(outputs, lesson, order, from, count);
        network.backward(parameters, count, gradient);
        return loss;
    }

    @Override
    public double loss(double[] parameters, Lesson lesson) {
        double sum = 0;
        int batch = network.batch();
        for (int from = 0; from < lesson.size; from += batch) {
            int count = Math.min(batch, lesson.size - from);
            double[][] outputs = network.forward(parameters, lesson.inputs, everySample, from, count);
            sum += outputSlope(outputs, lesson, everySample, from, count) * count;
        }
        return sum / lesson.size;
    }

    /** Writes ∂L/∂Y = P(f − z*)/B; returns L. */
    private double outputSlope(double[][] outputs, Lesson lesson, int[] order, int from, int count) {
        double[][] slope = network.outputSlope();
        int m = error.length;
        double[] precisions = lesson.precisions;
        double sum = 0;
        double inverse = 1.0 / count;
        for (int b = 0; b < count; b++) {
            int n = order[from + b];
            for (int j = 0; j < m; j++) {
                error[j] = outputs[j][b] - lesson.targets[n * m + j];
            }
            for (int j = 0; j < m; j++) {
                double pull = 0;
                int row = n * lesson.precisionStride + j * m;
                for (int k = 0; k < m; k++) {
                    pull += precisions[row + k] * error[k];
                }
                pull *= lesson.scales[n];
                sum += error[j] * pull;
                slope[j][b] = pull * inverse;
            }
        }
        return 0.5 * sum * inverse;
    }

    @Override
    public void close() {
        // Its workspace is ordinary memory.
    }
}
