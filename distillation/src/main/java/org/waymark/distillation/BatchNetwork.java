package org.waymark.distillation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.lqr.matrix.DenseProducts;
import org.waymark.lqr.matrix.DenseProducts.Strides;

/**
 * Forward and backward pass of a dense network over large batches on the Vector API, for any {@link Activation}, towards parameters and
 * towards inputs; the last layer is linear. Nothing is allocated after the first calls.
 *
 * <p>Differs from {@link FusedNetwork} in how numbers lie: samples are rows of flat arrays, and units of every layer have room for a
 * multiple of four, as parameters have; what lies in that room is zero always. Layer l has weights [padded in × padded out], row-major,
 * then biases [padded out]. A workspace: one thread each.
 */
public final class BatchNetwork {
    /** Units of each layer, and the room for them. */
    private final int[] sizes;

    private final int[] room;
    private final int[] weightsAt;
    private final int[] biasesAt;
    private final int parameterCount;
    private final Activation activation;
    private final int batch;
    /** Of layer l, [padded batch × room]: sums before the activation (of hidden layers with swish alone), values, and ∂L/∂sums. */
    private final double[][] sums;

    private final double[][] values;
    private final double[][] delta;
    /** Of layer l: of X W, of Xᵀ ∂L/∂Y and of ∂L/∂Y Wᵀ. */
    private final Strides[] forward;

    private final Strides[] gradients;
    private final Strides[] backward;
    private final double[] transposed;
    private final double[] zeros;

    /**
     * @param sizes units of each layer from the input on, at least two, each ≥ 1; not modified
     * @param batch the greatest number of samples in one pass, ≥ 1
     */
    public BatchNetwork(int[] sizes, Activation activation, int batch) {
        this.sizes = new LayerLayout(sizes).sizes();
        this.activation = activation;
        this.batch = batch;
        int layers = sizes.length - 1;
        room = Arrays.stream(sizes).map(DenseProducts::padded).toArray();
        weightsAt = new int[layers];
        biasesAt = new int[layers];
        int at = 0;
        int largest = 0;
        int widest = 0;
        forward = new Strides[layers];
        gradients = new Strides[layers];
        backward = new Strides[layers];
        for (int l = 0; l < layers; l++) {
            forward[l] = new Strides(room[l], 1, room[l + 1]);
            gradients[l] = new Strides(1, room[l], room[l + 1]);
            backward[l] = new Strides(room[l + 1], 1, room[l]);
            weightsAt[l] = at;
            biasesAt[l] = at + room[l] * room[l + 1];
            at = biasesAt[l] + room[l + 1];
            largest = Math.max(largest, room[l] * room[l + 1]);
            widest = Math.max(widest, Math.max(room[l], room[l + 1]));
        }
        parameterCount = at;
        int rows = DenseProducts.padded(batch);
        sums = new double[layers][];
        values = new double[layers + 1][];
        delta = new double[layers + 1][];
        for (int l = 0; l <= layers; l++) {
            values[l] = new double[rows * room[l]];
            delta[l] = new double[rows * room[l]];
            if (l > 0 && l < layers) {
                sums[l] = new double[rows * room[l]];
            }
        }
        transposed = new double[largest];
        zeros = new double[widest];
    }

    /** The greatest number of samples in one pass. */
    public int batch() {
        return batch;
    }

    /** How many numbers the parameters are, room included. */
    public int parameterCount() {
        return parameterCount;
    }

    /** How many layers have weights. */
    public int layers() {
        return weightsAt.length;
    }

    /** Where the weights of layer {@code l} begin: W from unit i to unit j is element i·{@link #room}(l+1) + j from there on. */
    public int weightsAt(int l) {
        return weightsAt[l];
    }

    /** Where the biases of layer {@code l} begin. */
    public int biasesAt(int l) {
        return biasesAt[l];
    }

    /** The room for the units of layer {@code l}, 0 being the input: how far apart samples lie. */
    public int room(int l) {
        return room[l];
    }

    /** Units of layer {@code l}, 0 being the input. */
    public int size(int l) {
        return sizes[l];
    }

    /** Where inputs are to be written before {@link #forward}: [batch × room(0)], this object's own; zero beyond the inputs. */
    public double[] inputs() {
        return values[0];
    }

    /** Y of the latest {@link #forward}: [batch × room(layers)], this object's own. */
    public double[] outputs() {
        return values[layers()];
    }

    /** Where ∂L/∂Y is to be written before {@link #backward}: [batch × room(layers)], this object's own; zero beyond the outputs. */
    public double[] outputSlope() {
        return delta[layers()];
    }

    /** ∂L/∂X after {@link #backward} towards inputs: [batch × room(0)], this object's own. */
    public double[] inputSlope() {
        return delta[0];
    }

    /** Random weights, N(0, 2/in) before rectified and swish units, N(0, 1/in) before others, and biases of zero. */
    public double[] randomParameters(RandomGenerator random) {
        double[] parameters = new double[parameterCount];
        int last = layers() - 1;
        boolean halved = activation == Activation.RELU || activation == Activation.SWISH;
        for (int l = 0; l <= last; l++) {
            double deviation = Math.sqrt((halved && l < last ? 2.0 : 1.0) / sizes[l]);
            for (int i = 0; i < sizes[l]; i++) {
                for (int j = 0; j < sizes[l + 1]; j++) {
                    parameters[weightsAt[l] + i * room[l + 1] + j] = deviation * random.nextGaussian();
                }
            }
        }
        return parameters;
    }

    /**
     * Y for the inputs in {@link #inputs}: [batch × room(layers)], this object's own, valid until the next call.
     *
     * @param parameters θ; not modified
     * @param count samples, at most {@link #batch}
     */
    public double[] forward(double[] parameters, int count) {
        int last = layers() - 1;
        for (int l = 0; l <= last; l++) {
            double[] out = l < last ? sums[l + 1] : values[l + 1];
            DenseProducts.multiply(
                    forward[l],
                    parameters,
                    biasesAt[l],
                    values[l],
                    parameters,
                    weightsAt[l],
                    out,
                    0,
                    count,
                    sizes[l],
                    sizes[l + 1]);
            if (l < last) {
                BatchActivation.apply(activation, out, values[l + 1], DenseProducts.padded(count) * room[l + 1]);
                if (activation == Activation.SIGMOID) {
                    clearRoom(l + 1, count);
                }
            }
        }
        return values[last + 1];
    }

    /** The sigmoid of a sum of zero is not zero. */
    private void clearRoom(int l, int count) {
        for (int i = 0; i < count; i++) {
            Arrays.fill(values[l], i * room[l] + sizes[l], (i + 1) * room[l], 0);
        }
    }

    /**
     * Writes ∂L/∂θ and ∂L/∂X for the samples of the latest {@link #forward}, given ∂L/∂Y in {@link #outputSlope}.
     *
     * @param parameters those of that call; not modified
     * @param count that of that call
     * @param gradient [parameterCount]; overwritten, unless it is empty
     * @param towardsInputs whether {@link #inputSlope} is wanted
     */
    public void backward(double[] parameters, int count, double[] gradient, boolean towardsInputs) {
        int last = layers() - 1;
        int width = room[last + 1];
        Arrays.fill(delta[last + 1], count * width, DenseProducts.padded(count) * width, 0);
        for (int l = last; l >= 0; l--) {
            if (gradient.length > 0) {
                parameterGradient(l, count, gradient);
            }
            if (l > 0 || towardsInputs) {
                slopeBelow(l, parameters, count);
            }
        }
    }

    /** ∂L/∂W = Xᵀ ∂L/∂Y and ∂L/∂b = 1ᵀ ∂L/∂Y. */
    private void parameterGradient(int l, int count, double[] gradient) {
        DenseProducts.multiply(
                gradients[l],
                zeros,
                0,
                values[l],
                delta[l + 1],
                0,
                gradient,
                weightsAt[l],
                sizes[l],
                count,
                sizes[l + 1]);
        DenseProducts.columnSums(delta[l + 1], room[l + 1], count, room[l + 1], gradient, biasesAt[l]);
    }

    /** ∂L/∂X = ∂L/∂Y Wᵀ, times the derivative of the activation that gave X. */
    private void slopeBelow(int l, double[] parameters, int count) {
        DenseProducts.transpose(parameters, weightsAt[l], room[l + 1], room[l], sizes[l + 1], transposed, room[l]);
        DenseProducts.multiply(
                backward[l], zeros, 0, delta[l + 1], transposed, 0, delta[l], 0, count, sizes[l + 1], sizes[l]);
        if (l > 0) {
            BatchActivation.multiplyByDerivative(
                    activation, sums[l], values[l], delta[l], DenseProducts.padded(count) * room[l]);
        }
    }
}
