package org.waymark.distillation;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The gradient of any activation that DL4J knows, by DL4J. Parameters and gradients are in the order of {@link LayerLayout}. */
final class Dl4jGradient implements LossGradient {
    private final LayerLayout layout;
    private final MultiLayerNetwork network;

    Dl4jGradient(LayerLayout layout, Activation activation) {
        this.layout = layout;
        this.network = Dl4jNetworks.build(layout, activation, new GaussianLoss());
    }

    @Override
    public double evaluate(double[] parameters, Lesson lesson, int[] order, int from, int count, double[] gradient) {
        present(parameters, lesson, order, from, count);
        network.computeGradientAndScore();
        // DL4J's gradient is a sum over the batch.
        double[] sum = network.getFlattenedGradients().dup('c').data().asDouble();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = sum[i] / count;
        }
        return network.score();
    }

    @Override
    public double loss(double[] parameters, Lesson lesson) {
        int[] everySample = new int[lesson.size];
        for (int n = 0; n < lesson.size; n++) {
            everySample[n] = n;
        }
        present(parameters, lesson, everySample, 0, lesson.size);
        network.computeGradientAndScore();
        return network.score();
    }

    private void present(double[] parameters, Lesson lesson, int[] order, int from, int count) {
        int p = layout.sizes[0];
        int m = layout.sizes[layout.layers()];
        int width = m + m * m;
        double[] inputs = new double[count * p];
        double[] labels = new double[count * width];
        for (int b = 0; b < count; b++) {
            int n = order[from + b];
            System.arraycopy(lesson.inputs[n], 0, inputs, b * p, p);
            System.arraycopy(lesson.targets, n * m, labels, b * width, m);
            for (int i = 0; i < m * m; i++) {
                labels[b * width + m + i] = lesson.scales[n] * lesson.precisions[n * lesson.precisionStride + i];
            }
        }
        network.setParams(Dl4jNetworks.row(parameters));
        network.setInput(matrix(inputs, count, p));
        network.setLabels(matrix(labels, count, width));
    }

    private static INDArray matrix(double[] values, int rows, int cols) {
        return Nd4j.createFromArray(values).reshape(rows, cols);
    }

    @Override
    public void close() {
        network.close();
    }
}
