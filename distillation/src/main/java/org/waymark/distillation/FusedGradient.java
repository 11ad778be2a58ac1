package org.waymark.distillation;

import java.util.Arrays;

/** The gradient of a ReLU or tanh network, in plain Java, without allocation. */
final class FusedGradient implements LossGradient {
    private final FusedNetwork network;
    private final int[] everySample;
    private final GaussianSlope slopes;

    /**
     * @param batch the greatest number of samples {@link #evaluate} is asked for
     * @param lessonSize the greatest size of a lesson
     */
    FusedGradient(LayerLayout layout, Activation activation, int batch, int lessonSize) {
        network = new FusedNetwork(layout, activation, batch);
        slopes = new GaussianSlope(layout.sizes[layout.layers()]);
        everySample = new int[lessonSize];
        Arrays.setAll(everySample, n -> n);
    }

    @Override
    public double evaluate(double[] parameters, Lesson lesson, int[] order, int from, int count, double[] gradient) {
        double[][] outputs = network.forward(parameters, lesson.inputs, order, from, count);
        double loss = slopes.evaluate(outputs, lesson, order, from, count, network.outputSlope());
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
            sum += slopes.evaluate(outputs, lesson, everySample, from, count, network.outputSlope()) * count;
        }
        return sum / lesson.size;
    }

    @Override
    public void close() {
        // Its workspace is ordinary memory.
    }
}
