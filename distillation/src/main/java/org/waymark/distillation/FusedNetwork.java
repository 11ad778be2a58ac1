package org.waymark.distillation;

import java.util.Arrays;

/**
 * Forward and backward pass of a dense ReLU or tanh network over a batch, in plain Java, without allocation; the last layer is linear.
 *
 * <p>A loss L of the outputs Y is its caller's: {@link #forward} gives Y, the caller writes ∂L/∂Y into {@link #outputSlope} and
 * {@link #backward} turns it into ∂L/∂θ. A workspace: one thread each.
 *
 * <p>Every product of matrices is done by {@link #addFour}: four rows, each an array of its own, are added to a fifth. The
 * compiler turns that loop into vector instructions; it does not if rows are slices of one array. Activations therefore lie as
 * units rows of [batch]; for the gradient of the weights, a sum over the batch, they are also kept as batch rows of [units].
 */
public final class FusedNetwork {
    private final LayerLayout layout;
    private final Activation activation;
    private final int batch;
    /** Of layer l, units rows of [batch]; layer 0 is the input. */
    private final double[][][] byUnit;
    /** The same numbers as batch rows of [units]; those of layer 0 are the caller's own. */
    private final double[][][] bySample;
    /** ∂L/∂(sums of layer l), units rows of [batch]; none for the input. */
    private final double[][][] delta;
    /** The change of layer l along a direction of the parameters, units rows of [batch]; none for the input. */
    private final double[][][] tangent;
    /** One row of ∂L/∂W for each layer, [in]. */
    private final double[][] slope;

    /** Coefficients of one sum of rows. */
    private final double[] coefficients;

    /**
     * @param activation {@link Activation#RELU} or {@link Activation#TANH}
     * @param batch the greatest number of samples in one pass, ≥ 1
     */
    public FusedNetwork(LayerLayout layout, Activation activation, int batch) {
        if (!activation.isFused()) {
            throw new IllegalArgumentException("fused network: no derivative of " + activation);
        }
        this.layout = layout;
        this.activation = activation;
        this.batch = batch;
        int[] sizes = layout.sizes;
        byUnit = new double[sizes.length][][];
        bySample = new double[sizes.length][][];
        delta = new double[sizes.length][][];
        tangent = new double[sizes.length][0][];
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
        coefficients = new double[widest];
    }

    /** The greatest number of samples in one pass. */
    public int batch() {
        return batch;
    }

    /** Where ∂L/∂Y is to be written before {@link #backward}: outputs rows of [batch], this object's own. */
    public double[][] outputSlope() {
        return delta[layout.layers()];
    }

    /**
     * Y for some samples: outputs rows of [batch], this object's own, valid until the next call.
     *
     * @param parameters θ, laid out as {@link LayerLayout} says; not modified
     * @param inputs rows of [inputs]; not modified until {@link #backward} is done
     * @param order indices of rows; those from {@code from} to {@code from + count} are used; not modified
     * @param count at most {@link #batch}
     */
    public double[][] forward(double[] parameters, double[][] inputs, int[] order, int from, int count) {
        for (int b = 0; b < count; b++) {
            bySample[0][b] = inputs[order[from + b]];
        }
        transpose(bySample[0], count, layout.sizes[0], byUnit[0]);
        int last = layout.layers() - 1;
        for (int l = 0; l <= last; l++) {
            dense(l, parameters, byUnit[l], byUnit[l + 1], count);
            if (l < last) {
                int units = layout.sizes[l + 1];
                for (int j = 0; j < units; j++) {
                    activation.apply(byUnit[l + 1][j], 0, count);
                }
                transpose(byUnit[l + 1], units, count, bySample[l + 1]);
            }
        }
        return byUnit[last + 1];
    }

    /**
     * Writes ∂L/∂θ for the samples of the latest {@link #forward}, given ∂L/∂Y in {@link #outputSlope}.
     *
     * @param parameters those of that call; not modified
     * @param count that of that call
     * @param gradient [parameters]; overwritten
     */
    public void backward(double[] parameters, int count, double[] gradient) {
        for (int l = layout.layers() - 1; l >= 0; l--) {
            parameterGradient(l, count, gradient);
            if (l > 0) {
                inputSlope(l, parameters, count);
            }
        }
    }

    /**
     * dY = (∂Y/∂θ) dθ for the samples of the latest {@link #forward}: outputs rows of [batch], this object's own, valid until the next
     * call (Pearlmutter 1994).
     *
     * @param parameters those of that call; not modified
     * @param direction dθ, [parameters]; not modified
     * @param count that of that call
     */
    public double[][] tangent(double[] parameters, double[] direction, int count) {
        int last = layout.layers() - 1;
        for (int l = 0; l <= last; l++) {
            if (tangent[l + 1].length == 0) {
                tangent[l + 1] = new double[layout.sizes[l + 1]][batch];
            }
            dense(l, direction, byUnit[l], tangent[l + 1], count);
            if (l > 0) {
                denseAdd(l, parameters, tangent[l], tangent[l + 1], count);
            }
            for (int j = 0; l < last && j < tangent[l + 1].length; j++) {
                multiplyByDerivative(byUnit[l + 1][j], tangent[l + 1][j], count);
            }
        }
        return tangent[last + 1];
    }

    /** Y = W X + b 1ᵀ. */
    private void dense(int layer, double[] parameters, double[][] x, double[][] y, int count) {
        for (int j = 0; j < y.length; j++) {
            Arrays.fill(y[j], 0, count, parameters[layout.biasesAt[layer] + j]);
        }
        denseAdd(layer, parameters, x, y, count);
    }

    /** Y += W X. */
    private void denseAdd(int layer, double[] parameters, double[][] x, double[][] y, int count) {
        int in = layout.sizes[layer];
        for (int j = 0; j < y.length; j++) {
            System.arraycopy(parameters, layout.weightsAt[layer] + j * in, coefficients, 0, in);
            accumulate(coefficients, in, x, y[j], count);
        }
    }

    /** ∂L/∂X = Wᵀ ∂L/∂Y, times the derivative of the activation that gave X. */
    private void inputSlope(int layer, double[] parameters, int count) {
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
}
