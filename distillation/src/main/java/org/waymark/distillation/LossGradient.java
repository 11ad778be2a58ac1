package org.waymark.distillation;

/**
 * The mean loss of a network over some samples of a lesson, and its gradient.
 *
 * <p>L(θ) = 1/B Σ_n ½(z*_n − f(o_n))ᵀ P_n (z*_n − f(o_n)), everything whitened. Implementations own a workspace: one thread each.
 */
interface LossGradient extends AutoCloseable {
    /**
     * Writes ∂L/∂θ and returns L, in nats.
     *
     * @param parameters θ, laid out as {@link LayerLayout} says; not modified
     * @param order indices of samples; those from {@code from} to {@code from + count} are used; not modified
     * @param gradient [parameters]; overwritten
     */
    double evaluate(double[] parameters, Lesson lesson, int[] order, int from, int count, double[] gradient);

    /** The mean loss over the whole lesson, in nats. */
    double loss(double[] parameters, Lesson lesson);

    @Override
    void close();
}
