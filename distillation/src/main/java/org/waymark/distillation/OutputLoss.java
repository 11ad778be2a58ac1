package org.waymark.distillation;

/** The loss of a network's outputs at each of some samples. Implementations own a workspace: one thread each. */
public interface OutputLoss {
    /**
     * Writes ∂L/∂Y and returns L, the mean loss over a batch.
     *
     * @param outputs Y, outputs rows of at least {@code count}; not modified
     * @param order indices of samples; those from {@code from} to {@code from + count} are meant; not modified
     * @param slope outputs rows of at least {@code count}; overwritten
     */
    double evaluate(double[][] outputs, int[] order, int from, int count, double[][] slope);
}
