package org.waymark.distillation;

/**
 * Where the weights and biases of a dense network lie in its flat parameters.
 *
 * <p>For each layer from the input on: the weights W [out × in], row-major, then the biases [out]. DL4J keeps the same numbers in the
 * same order (its weights are [in × out], flattened in column order).
 */
final class LayerLayout {
    /** Observation, hidden layers, control. */
    final int[] sizes;

    final int[] weightsAt;
    final int[] biasesAt;
    final int parameterCount;

    LayerLayout(int[] sizes) {
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

    int layers() {
        return weightsAt.length;
    }
}
