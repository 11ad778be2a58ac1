package org.waymark.lqr.ilqr;

/** Which of the stopping rules of {@link IterativeLqr} fired; they are numbered there. */
public enum Termination {
    /** 1: the projected gradient is below its tolerance: a local optimum. */
    GRADIENT,
    /** 2: a step was expected to improve the cost by less than the tolerance that was asked for. */
    COST,
    /** 3: the improvement expected is below the rounding error of the cost, and the gradient no longer falls. */
    ROUNDING,
    /** 4: the iterations are used up. */
    ITERATION_LIMIT,
    /** 5: some Q_uu is not positive definite even with the largest regularisation. */
    NOT_POSITIVE_DEFINITE,
    /** 6: no step improves the cost, even with the largest regularisation. */
    NO_IMPROVEMENT,
    /** 7: a derivative, or every trajectory tried, holds a NaN or an infinity: {@link IlqrResult#failure} says where. */
    NON_FINITE,
    /** 8: the listener asked to stop. */
    CANCELLED;

    /** Whether the trajectory is optimal as far as the arithmetic can tell. */
    public boolean converged() {
        return this == GRADIENT || this == COST || this == ROUNDING;
    }
}
