package org.waymark.gps.trpo;

import org.waymark.distillation.NetworkPolicy;

/**
 * A policy that another is to stay near, as a term weight · mean_n D(π(·|o_n), anchor(·|o_n)) of its objective.
 *
 * @param policy with a diagonal covariance
 * @param weight in standard deviations of the advantages per nat, ≥ 0
 * @param kind which divergence D is
 * @param observations [N][p] where the two are compared, at least one; not modified
 */
public record KlAnchor(NetworkPolicy policy, double weight, Kind kind, double[][] observations) {
    /** Which way round. */
    public enum Kind {
        /** KL(π ‖ anchor). */
        TO_ANCHOR,
        /** ½(KL(π ‖ anchor) + KL(anchor ‖ π)). */
        SYMMETRIC
    }

    public KlAnchor {
        TrpoOptions.require(weight >= 0 && Double.isFinite(weight), "anchor weight: expected ≥ 0, found " + weight);
        TrpoOptions.require(observations.length >= 1, "anchor observations: expected at least one");
    }
}
