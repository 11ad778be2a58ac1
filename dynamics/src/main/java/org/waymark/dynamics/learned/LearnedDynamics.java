package org.waymark.dynamics.learned;

import org.waymark.lqr.DifferentiableModel;

/** A model x′ ~ p_k(· | x, u) learned from transitions, of one member k or several. Immutable and thread-safe. */
public interface LearnedDynamics {
    /** n. */
    int stateSize();

    /** m. */
    int controlSize();

    /** How many members there are, ≥ 1. */
    int members();

    /** The members to predict with, best first; a fresh array of at least one. */
    int[] elites();

    /** Whether it predicts the cost of a step beside the next state. */
    boolean predictsCost();

    /** Whether it gives variances that are not zero. */
    boolean isProbabilistic();

    /** Whether {@link Prediction#disagreement} tells anything: a single network cannot know where it has seen nothing. */
    default boolean tellsDisagreement() {
        return true;
    }

    /**
     * A workspace for predictions; one for each thread.
     *
     * @param batch the greatest number of pairs in one call, ≥ 1
     */
    Prediction prediction(int batch);

    /**
     * The mean prediction of the elites, x′ = 1/E Σ_k μ_k(x, u), as a deterministic model with derivatives, for example for iLQR; for one
     * thread.
     */
    default DifferentiableModel asModel() {
        return new MeanModel(this);
    }
}
