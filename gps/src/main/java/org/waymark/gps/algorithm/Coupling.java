package org.waymark.gps.algorithm;

import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.solver.KlUpdate;
import org.waymark.lqr.solver.PolicyPenalty;

/** How local controllers and global policy are tied together: all that distinguishes one variant from another. */
interface Coupling {
    /** Whether there is a global policy at all. */
    boolean hasPolicy();

    /** Whether one step multiplier serves all clusters. */
    boolean sharesStep();

    /** What the new controller must stay near: KL(p ‖ anchor) ≤ ε. */
    LinearGaussianController anchor(ClusterState cluster, Evidence evidence);

    /** The term λ_t·KL(p ‖ π̂) in the controller's objective, if there is one. */
    default Optional<PolicyPenalty> penalty(ClusterState cluster, Evidence evidence) {
        return Optional.empty();
    }

    /** Whose cost tells whether a step was as good as predicted. */
    LinearGaussianController judged(ClusterState cluster, Evidence evidence);

    /** Whether there are multipliers to update. */
    default boolean hasMultipliers() {
        return false;
    }

    /**
     * The dual step.
     *
     * @param update the new controller with its marginals
     * @param policy the new global policy, linearised at the rollouts that the controller was made from
     * @return λ, T × 1
     */
    default TimeVaryingMatrix multipliers(ClusterState cluster, KlUpdate update, LinearGaussianController policy) {
        return cluster.multipliers();
    }

    static Coupling of(AlgorithmOptions options) {
        return switch (options.name()) {
            case LOCAL_ONLY -> new LocalOnly();
            case MIRROR_DESCENT -> new MirrorDescent(options.rolloutsBy());
            case CONSTRAINED -> new Constrained(options.constrained());
        };
    }
}
