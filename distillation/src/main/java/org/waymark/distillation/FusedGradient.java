package org.waymark.distillation;

import java.util.Arrays;

/**
 * Forward and backward pass of a dense ReLU or tanh network over a batch, in plain Java, without allocation.
 *
 * <p>Activations lie as [units × batch]: every inner loop runs along contiguous numbers and takes four products at a time, which the
 * compiler turns into vector instructions. The gradient of the weights is a sum over the batch, so for it activations are also kept
 * as [batch × units].
 */
final class FusedGradient implements LossGradient {
    private final LayerLayout layout;
    private final Activation activation;
    private final int stride;
    /** Of layer l, [units × stride]; layer 0 is the input. */
    private final double[][] byUnit;
    /** The same numbers as [stride × units]. */
    private final double[][] bySample;
    /** ∂L/∂(sums of layer l), [units × stride]; none for the input. */
    private final double[][] delta;

    private final int[] everySample;
    private final double[] error;

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
        this.stride = batch;
        int[] sizes = layout.sizes;
        byUnit = new double[sizes.length][];
        bySample = new double[sizes.length][];
        delta = new double[sizes.length][];
        for (int l = 0; l < sizes.length; l++) {
            byUnit[l] = new double[sizes[l] * stride];
            bySample[l] = new double[sizes[l] * stride];
            delta[l] = new double[sizes[l] * stride];
        }
        error = new double[sizes[sizes.length - 1]];
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
                multiplyByDerivative(l, count);
            }
        }
        return loss;
    }

    @Override
    public double loss(double[] parameters, Lesson lesson) {
        double sum = 0;
        for (int from = 0; from < lesson.size; from += stride) {
            int count = Math.min(stride, lesson.size - from);
            forward(parameters, lesson, everySample, from, count);
            sum += outputDelta(lesson, everySample, from, count) * count;
        }
        return sum / lesson.size;
    }

    private void forward(double[] parameters, Lesson lesson, int[] order, int from, int count) {
        int p = layout.sizes[0];
        double[] samples = bySample[0];
        for (int b = 0; b < count; b++) {
            System.arraycopy(lesson.inputs, order[from + b] * p, samples, b * p, p);
        }
        transpose(samples, count, p, p, byUnit[0], stride);
        for (int l = 0; l < layout.layers(); l++) {
            dense(l, parameters, count);
            if (l < layout.layers() - 1) {
                int units = layout.sizes[l + 1];
                for (int j = 0; j < units; j++) {
                    activation.apply(byUnit[l + 1], j * stride, count);
                }
                transpose(byUnit[l + 1], units, count, stride, bySample[l + 1], units);
            }
        }
    }

    /** Y = W X + b 1ᵀ. */
    private void dense(int layer, double[] parameters, int count) {
        int in = layout.sizes[layer];
        int out = layout.sizes[layer + 1];
        double[] x = byUnit[layer];
        double[] y = byUnit[layer + 1];
        for (int j = 0; j < out; j++) {
            int row = j * stride;
            Arrays.fill(y, row, row + count, parameters[layout.biasesAt[layer] + j]);
            accumulate(parameters, layout.weightsAt[layer] + j * in, 1, in, x, stride, y, row, count);
        }
    }

    /** ∂L/∂X = Wᵀ ∂L/∂Y. */
    private void backward(int layer, double[] parameters, int count) {
        int in = layout.sizes[layer];
        int out = layout.sizes[layer + 1];
        double[] dx = delta[layer];
        for (int i = 0; i < in; i++) {
            int row = i * stride;
            Arrays.fill(dx, row, row + count, 0);
            accumulate(parameters, layout.weightsAt[layer] + i, in, out, delta[layer + 1], stride, dx, row, count);
        }
    }

    private void multiplyByDerivative(int layer, int count) {
        int units = layout.sizes[layer];
        double[] a = byUnit[layer];
        double[] d = delta[layer];
        for (int i = 0; i < units; i++) {
            int begin = i * stride;
            int end = begin + count;
            if (activation == Activation.TANH) {
                for (int k = begin; k < end; k++) {
                    d[k] *= 1 - a[k] * a[k];
                }
            } else {
                for (int k = begin; k < end; k++) {
                    d[k] = a[k] > 0 ? d[k] : 0;
                }
            }
        }
    }

    /** ∂L/∂W = ∂L/∂Y Xᵀ and ∂L/∂b = ∂L/∂Y 1. */
    private void parameterGradient(int layer, int count, double[] gradient) {
        int in = layout.sizes[layer];
        int out = layout.sizes[layer + 1];
        double[] dy = delta[layer + 1];
        for (int j = 0; j < out; j++) {
            int row = layout.weightsAt[layer] + j * in;
            Arrays.fill(gradient, row, row + in, 0);
            accumulate(dy, j * stride, 1, count, bySample[layer], in, gradient, row, in);
            double sum = 0;
            for (int b = 0; b < count; b++) {
                sum += dy[j * stride + b];
            }
            gradient[layout.biasesAt[layer] + j] = sum;
        }
    }

    /** ∂L/∂Y = P(f − z*)/B in the last layer; returns L. */
    private double outputDelta(Lesson lesson, int[] order, int from, int count) {
        int last = layout.layers();
        int m = layout.sizes[last];
        double[] f = byUnit[last];
        double[] dy = delta[last];
        double[] precisions = lesson.precisions;
        double sum = 0;
        double inverse = 1.0 / count;
        for (int b = 0; b < count; b++) {
            int n = order[from + b];
            for (int j = 0; j < m; j++) {
                error[j] = f[j * stride + b] - lesson.targets[n * m + j];
            }
            for (int j = 0; j < m; j++) {
                double pull = 0;
                int row = (n * m + j) * m;
                for (int k = 0; k < m; k++) {
                    pull += precisions[row + k] * error[k];
                }
                sum += error[j] * pull;
                dy[j * stride + b] = pull * inverse;
            }
        }
        return 0.5 * sum * inverse;
    }

    /**
     * y += Σ_k c_k x_k over rows x_k of length {@code length}.
     *
     * @param c coefficients, at {@code cAt}, {@code cAt + cStep}, …, {@code rows} of them; not modified
     * @param x rows {@code xStride} apart; not modified
     * @param y from {@code yAt} on; modified; another array than x
     */
    private static void accumulate(
            double[] c, int cAt, int cStep, int rows, double[] x, int xStride, double[] y, int yAt, int length) {
        int k = 0;
        for (; k + 4 <= rows; k += 4) {
            int at = cAt + k * cStep;
            addFour(
                    c[at],
                    c[at + cStep],
                    c[at + 2 * cStep],
                    c[at + 3 * cStep],
                    x,
                    k * xStride,
                    xStride,
                    y,
                    yAt,
                    length);
        }
        for (; k < rows; k++) {
            double ck = c[cAt + k * cStep];
            int row = k * xStride;
            for (int i = 0; i < length; i++) {
                y[yAt + i] += ck * x[row + i];
            }
        }
    }

    private static void addFour(
            double c0,
            double c1,
            double c2,
            double c3,
            double[] x,
            int at,
            int stride,
            double[] y,
            int yAt,
            int length) {
        int at1 = at + stride;
        int at2 = at1 + stride;
        int at3 = at2 + stride;
        for (int i = 0; i < length; i++) {
            y[yAt + i] += (c0 * x[at + i] + c1 * x[at1 + i]) + (c2 * x[at2 + i] + c3 * x[at3 + i]);
        }
    }

    /** Writes the transpose of a rows × cols matrix. */
    private static void transpose(double[] a, int rows, int cols, int aStride, double[] out, int outStride) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < cols; c++) {
                out[c * outStride + r] = a[r * aStride + c];
            }
        }
    }

    @Override
    public void close() {}
}
