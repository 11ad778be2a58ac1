package org.waymark.distillation;

import java.util.Arrays;

/**
 * Forward and backward pass of a dense ReLU or tanh network over a batch, in plain Java, without allocation.
 *
 * <p>Every product of matrices is done by {@link #addFour}: four rows, each an array of its own, are added to a fifth. The
 * compiler turns that loop into vector instructions; it does not if rows are slices of one array. Activations therefore lie as
 * units rows of [batch]; for the gradient of the weights, a sum over the batch, they are also kept as batch rows of [units].
 */
final class FusedGradient implements LossGradient {
    private final LayerLayout layout;
    private final Activation activation;
    private final int batch;
    /** Of layer l, units rows of [batch]; layer 0 is the input. */
    private final double[][][] byUnit;
    /** The same numbers as batch rows of [units]; those of layer 0 are the lesson's own. */
    private final double[][][] bySample;
    /** ∂L/∂(sums of layer l), units rows of [batch]; none for the input. */
    private final double[][][] delta;
    /** One row of ∂L/∂W for each layer, [in]. */
    private final double[][] slope;

    private final int[] everySample;
    private final double[] error;
    /** Coefficients of one sum of rows. */
    private final double[] coefficients;

    /**
     * @param batch the greatest number of samples {@link #evaluate} is asked for
     * @param lessonSize the greatest size of a lesson
     */
    FusedGradient(LayerLayout layout, Activation activation, int batch, int lessonSize) {
        if (!activation.isFused()) {
            throw new IllegalArgumentException("fused gradient: no derivative of " + activation);
        }
        this.layout = layout;
        this.activation = activation;
        this.batch = batch;
        int[] sizes = layout.sizes;
        byUnit = new double[sizes.length][][];
        bySample = new double[sizes.length][][];
        delta = new double[sizes.length][][];
        slope = new double[layout.layers()][];
        int widest = batch;
        for (int l = 0; l < sizes.length; l++) {
            byUnit[l] = new double[sizes[l]][batch];
            bySample[l] = l == 0 ? new double[batch][] : new double[batch][sizes[l]];
            delta[l] = new double[l == 0 ? 0 : sizes[l]][batch];
            widest = Math.max(widest, sizes[l]);
        }
        for (int l = 0; l < slope.length; l++) {
            slope[l] = new double[sizes[l]];
        }
        error = new double[sizes[sizes.length - 1]];
        coefficients = new double[widest];
        everySample = new int[lessonSize];
        Arrays.setAll(everySample, n -> n);
    }

    @Override
    public double evaluate(double[] parameters, Lesson lesson, int[] order, int from, int count, double[] gradient) {
        forward(parameters, lesson, order, from, count);
        double loss = outputDelta(lesson, order, from, count);
        for (int l = layout.layers() - 1; l >= 0; l--) {
            parameterGradient(l, count, gradient);
            if (l > 0) {
                backward(l, parameters, count);
            }
        }
        return loss;
    }

    @Override
    public double loss(double[] parameters, Lesson lesson) {
        double sum = 0;
        for (int from = 0; from < lesson.size; from += batch) {
            int count = Math.min(batch, lesson.size - from);
            forward(parameters, lesson, everySample, from, count);
            sum += outputDelta(lesson, everySample, from, count) * count;
        }
        return sum / lesson.size;
    }

    private void forward(double[] parameters, Lesson lesson, int[] order, int from, int count) {
        for (int b = 0; b < count; b++) {
            bySample[0][b] = lesson.inputs[order[from + b]];
        }
        transpose(bySample[0], count, layout.sizes[0], byUnit[0]);
        int last = layout.layers() - 1;
        for (int l = 0; l <= last; l++) {
            dense(l, parameters, count);
            if (l < last) {
                int units = layout.sizes[l + 1];
                for (int j = 0; j < units; j++) {
                    activation.apply(byUnit[l + 1][j], 0, count);
                }
                transpose(byUnit[l + 1], units, count, bySample[l + 1]);
            }
        }
    }

    /** Y = W X + b 1ᵀ. */
    private void dense(int layer, double[] parameters, int count) {
        int in = layout.sizes[layer];
        double[][] y = byUnit[layer + 1];
        for (int j = 0; j < y.length; j++) {
            System.arraycopy(parameters, layout.weightsAt[layer] + j * in, coefficients, 0, in);
            Arrays.fill(y[j], 0, count, parameters[layout.biasesAt[layer] + j]);
            accumulate(coefficients, in, byUnit[layer], y[j], count);
        }
    }

    /** ∂L/∂X = Wᵀ ∂L/∂Y, times the derivative of the activation that gave X. */
    private void backward(int layer, double[] parameters, int count) {
        int in = layout.sizes[layer];
        int out = layout.sizes[layer + 1];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                coefficients[j] = parameters[layout.weightsAt[layer] + j * in + i];
            }
            double[] dx = delta[layer][i];
            Arrays.fill(dx, 0, count, 0);
            accumulate(coefficients, out, delta[layer + 1], dx, count);
            multiplyByDerivative(byUnit[layer][i], dx, count);
        }
    }

    private void multiplyByDerivative(double[] value, double[] derivative, int count) {
        if (activation == Activation.TANH) {
            for (int b = 0; b < count; b++) {
                derivative[b] *= 1 - value[b] * value[b];
            }
        } else {
            for (int b = 0; b < count; b++) {
                derivative[b] = value[b] > 0 ? derivative[b] : 0;
            }
        }
    }

    /** ∂L/∂W = ∂L/∂Y Xᵀ and ∂L/∂b = ∂L/∂Y 1. */
    private void parameterGradient(int layer, int count, double[] gradient) {
        int in = layout.sizes[layer];
        double[] row = slope[layer];
        for (int j = 0; j < layout.sizes[layer + 1]; j++) {
            double[] dy = delta[layer + 1][j];
            Arrays.fill(row, 0);
            accumulate(dy, count, bySample[layer], row, in);
            System.arraycopy(row, 0, gradient, layout.weightsAt[layer] + j * in, in);
            double sum = 0;
            for (int b = 0; b < count; b++) {
                sum += dy[b];
            }
            gradient[layout.biasesAt[layer] + j] = sum;
        }
    }

    /** ∂L/∂Y = P(f − z*)/B in the last layer; returns L. */
    private double outputDelta(Lesson lesson, int[] order, int from, int count) {
        int last = layout.layers();
        int m = layout.sizes[last];
        double[] precisions = lesson.precisions;
        double sum = 0;
        double inverse = 1.0 / count;
        for (int b = 0; b < count; b++) {
            int n = order[from + b];
            for (int j = 0; j < m; j++) {
                error[j] = byUnit[last][j][b] - lesson.targets[n * m + j];
            }
            for (int j = 0; j < m; j++) {
                double pull = 0;
                int row = n * lesson.precisionStride + j * m;
                for (int k = 0; k < m; k++) {
                    pull += precisions[row + k] * error[k];
                }
                pull *= lesson.scales[n];
                sum += error[j] * pull;
                delta[last][j][b] = pull * inverse;
            }
        }
        return 0.5 * sum * inverse;
    }

    /**
     * y += Σ_k c_k x_k, over the first {@code length} entries.
     *
     * @param c at least {@code rows} coefficients; not modified
     * @param x at least {@code rows} rows; not modified
     * @param y modified; none of the rows of x
     */
    private static void accumulate(double[] c, int rows, double[][] x, double[] y, int length) {
        int k = 0;
        for (; k + 4 <= rows; k += 4) {
            addFour(c[k], c[k + 1], c[k + 2], c[k + 3], x[k], x[k + 1], x[k + 2], x[k + 3], y, length);
        }
        for (; k < rows; k++) {
            addOne(c[k], x[k], y, length);
        }
    }

    private static void addFour(
            double c0,
            double c1,
            double c2,
            double c3,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double[] y,
            int length) {
        for (int i = 0; i < length; i++) {
            y[i] += (c0 * x0[i] + c1 * x1[i]) + (c2 * x2[i] + c3 * x3[i]);
        }
    }

    private static void addOne(double c, double[] x, double[] y, int length) {
        for (int i = 0; i < length; i++) {
            y[i] += c * x[i];
        }
    }

    /** Writes the transpose of the upper left rows × cols of a. */
    private static void transpose(double[][] a, int rows, int cols, double[][] out) {
        for (int r = 0; r < rows; r++) {
            double[] row = a[r];
            for (int c = 0; c < cols; c++) {
                out[c][r] = row[c];
            }
        }
    }

    @Override
    public void close() {
        // Its workspace is ordinary memory.
    }
}
