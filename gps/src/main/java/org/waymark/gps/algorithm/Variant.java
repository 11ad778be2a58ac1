package org.waymark.gps.algorithm;

/** Which coupling ties the local controllers and the global policy together. */
public enum Variant {
    /** Local controllers alone, each kept near its predecessor; there is no global policy. */
    LOCAL_ONLY,
    /** As with {@link #LOCAL_ONLY}, but a global policy imitates the controllers, who take no notice of it. */
    UNCOUPLED,
    /** Each controller stays near the global policy, linearised around its rollouts (Montgomery and Levine 2016). */
    MIRROR_DESCENT,
    /** Each controller's cost is ℓ − λ·log π_θ, with λ found by dual ascent, and it stays near its predecessor. */
    CONSTRAINED,
    /** Each controller pays for its disagreement by linear multipliers and a weighted divergence (Levine et al. 2016). */
    BADMM
}
