package org.waymark.gps.algorithm;

/** Who teaches the global policy, and how a cluster's teacher is improved. */
public enum Teacher {
    /** By the linear-quadratic regulator on fitted dynamics and an expanded cost (Levine and Abbeel 2014). */
    LQR,
    /** By path integrals on the sampled costs; neither dynamics nor derivatives of the cost (Theodorou, Buchli and Schaal 2010). */
    PI2,
    /** By the regulator first, and by path integrals on what its model leaves unexplained (Chebotar et al. 2017). */
    PILQR,
    /** A network policy, by trust region policy optimisation (Schulman et al. 2015). */
    NETWORK;

    /** Whether dynamics are fitted and the cost is expanded. */
    boolean needsModel() {
        return this == LQR || this == PILQR;
    }
}
