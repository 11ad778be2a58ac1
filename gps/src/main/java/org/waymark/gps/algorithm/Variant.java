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
    BADMM,
    /** Network teachers stay near each other on each other's states, and become the global policy now and then (Ghosh et al. 2018). */
    DIVIDE_AND_CONQUER,
    /** Network teachers stay near the global policy, their centroid, and keep exploring (Teh et al. 2017). */
    DISTRAL,
    /** One network policy learns from all starts by itself (Schulman et al. 2015). */
    TRPO,
    /** Model-predictive control through a learned model (Chua et al. 2018). */
    MPC,
    /** Back-propagation through a learned model into one network policy (Heess et al. 2015). */
    BACKPROP,
    /** One network policy learns by trust region policy optimisation in a learned model (Kurutach et al. 2018). */
    ME_TRPO,
    /** A table of values, learned from real steps and from remembered ones (Sutton 1990); for a choice between actions. */
    DYNA_Q,
    /** Soft actor-critic: a stochastic policy and critics learn from remembered steps (Haarnoja et al. 2018). */
    SAC,
    /** Soft actor-critic, mostly on short rollouts in a learned ensemble that branch off from real states (Janner et al. 2019). */
    MBPO,
    /** As {@link #MBPO}, with other choices of where rollouts begin and who acts: Dyna in its general form (Sutton 1991). */
    DYNA,
    /** Soft actor-critic with imagination rollouts in fitted local linear models (Gu et al. 2016). */
    MBA,
    /** Soft actor-critic whose targets look a number of steps ahead in a learned model (Feinberg et al. 2018). */
    MVE,
    /** Soft actor-critic whose targets look as far ahead in an ensemble as its members agree (Buckman et al. 2018). */
    STEVE
}
