package org.waymark.gps.algorithm;

/** By what the next step is scaled, once the last one has been tried on the plant. */
public enum StepSizeRule {
    /** Predicted and actual improvement, both as expected costs under fitted models. */
    LAPLACE,
    /** Predicted improvement under the fitted model, actual improvement as sampled. */
    MONTE_CARLO,
    /** Nothing: every step has the same bound. */
    CONSTANT
}
