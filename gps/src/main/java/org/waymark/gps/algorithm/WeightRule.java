package org.waymark.gps.algorithm;

/** How BADMM changes ν_t, the weight of the divergence at each step, once an iteration. */
public enum WeightRule {
    /** Dual ascent: ν + step·KL. */
    DUAL_ASCENT,
    /** By a constant: ν + step. */
    CONSTANT,
    /** Times {@code decrease} where KL has fallen below 0.8 of what it was, times {@code increase} where it is above 0.95 of it. */
    RATIO,
    /** Times {@code decrease} where KL is below the mean over time by one standard deviation, times {@code increase} where it is above it by half of one. */
    SPREAD
}
