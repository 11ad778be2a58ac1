package org.waymark.distillation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Where the weights and biases of a dense network lie in its flat parameters.
 *
 * <p>For each layer from the input on: the weights W [out × in], row-major, then the biases [out]. DL4J keeps the same numbers in the
 * same order (its weights are [in × out], flattened in column order).
 */
public final class LayerLayout {
    /** Input, hidden layers, output. */
    final int[] sizes;

    final int[] weightsAt;
    final int[] biasesAt;
    final int parameterCount;

    /** @param sizes units of each layer from the input on, at least two, each ≥ 1; not modified */
    public LayerLayout(int... sizes) {
        if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "layer sizes: expected at least two numbers ≥ 1, found " + Arrays.toString(sizes));
        }
        this.sizes = sizes.clone();
        int layers = sizes.length - 1;
        weightsAt = new int[layers];
        biasesAt = new int[layers];
        int at = 0;
        for (int l = 0; l < layers; l++) {
            weightsAt[l] = at;
            at += sizes[l] * sizes[l + 1];
            biasesAt[l] = at;
            at += sizes[l + 1];
        }
        parameterCount = at;
    }

    /** {@code hidden} between an input and an output. */
    public static LayerLayout of(int input, int[] hidden, int output) {
        int[] sizes = new int[hidden.length + 2];
        sizes[0] = input;
        System.arraycopy(hidden, 0, sizes, 1, hidden.length);
        sizes[sizes.length - 1] = output;
        return new LayerLayout(sizes);
    }

    /** Units of each layer from the input on; a fresh array. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** Weights and biases together. */
    public int parameterCount() {
        return parameterCount;
    }

    /**
     * Random weights and biases of zero.
     *
     * <p>Weights are N(0, 2/in) before rectified units (He et al. 2015) and N(0, 1/in) before others.
     *
     * @param lastScale what the weights of the last layer are multiplied by
     */
    public double[] randomParameters(Activation activation, double lastScale, RandomGenerator random) {
        double[] parameters = new double[parameterCount];
        int last = layers() - 1;
        for (int l = 0; l <= last; l++) {
            double deviation = Math.sqrt((activation == Activation.RELU && l < last ? 2.0 : 1.0) / sizes[l]);
            if (l == last) {
                deviation *= lastScale;
            }
            for (int k = weightsAt[l]; k < biasesAt[l]; k++) {
                parameters[k] = deviation * random.nextGaussian();
            }
        }
        return parameters;
    }

    int layers() {
        return weightsAt.length;
    }
}
