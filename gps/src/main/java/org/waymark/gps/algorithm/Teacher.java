package org.waymark.gps.algorithm;

/** How a cluster's controller is improved. */
public enum Teacher {
    /** By the linear-quadratic regulator on fitted dynamics and an expanded cost (Levine and Abbeel 2014). */
    LQR,
    /** By path integrals on the sampled costs; neither dynamics nor derivatives of the cost (Theodorou, Buchli and Schaal 2010). */
    PI2,
    /** By the regulator first, and by path integrals on what its model leaves unexplained (Chebotar et al. 2017). */
    PILQR;

    /** Whether dynamics are fitted and the cost is expanded. */
    boolean needsModel() {
        return this != PI2;
    }
}
