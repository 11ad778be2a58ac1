package org.waymark.lqr.cost;

/** How the weight of a cost grows over the time steps t = 0…T−1, before the last step is multiplied. */
public enum Ramp {
    /** 1. */
    CONSTANT,
    /** (t+1)/T. */
    LINEAR,
    /** ((t+1)/T)². */
    QUADRATIC,
    /** 0 before t = T−1, and 1 there. */
    FINAL_ONLY
}
