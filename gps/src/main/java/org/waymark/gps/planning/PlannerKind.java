package org.waymark.gps.planning;

/** How controls are searched for. */
public enum PlannerKind {
    /** The cheapest of sequences drawn evenly between the limits. */
    RANDOM_SHOOTING,
    /** The cross-entropy method. */
    CROSS_ENTROPY,
    /** Model predictive path integral control. */
    PATH_INTEGRAL,
    /** iLQR on the mean of the model. */
    ILQR
}
