package org.waymark.lqr.riccati;

/** How the solution of an algebraic Riccati equation ended. */
public enum RiccatiStatus {
    /** X is the stabilising solution: R + BᵀXB is positive definite and all eigenvalues of A + BK are inside the unit circle. */
    SOLVED,
    /** A has an eigenvalue on or outside the unit circle that no feedback through B moves; the message names it. */
    UNSTABILISABLE,
    /** A mode on the unit circle costs nothing, so no optimal gain moves it inside; the message names its eigenvalue. */
    UNIT_CIRCLE,
    /** There is no minimum: R + BᵀXB or the whole stage cost is indefinite, and no stabilising solution makes up for it. */
    INDEFINITE,
    /** No candidate passed the final checks; the message says which one the best failed. */
    NOT_CONVERGED
}
