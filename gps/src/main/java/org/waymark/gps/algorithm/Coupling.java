package org.waymark.gps.algorithm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.pathintegral.SampledCosts;
import org.waymark.lqr.solver.PolicyPenalty;
import org.waymark.sim.WrittenName;

/** How local controllers and global policy are tied together: all that distinguishes one variant from another. */
interface Coupling {
    /** Whether there is a global policy at all. */
    boolean hasPolicy();

    /** Whether one step multiplier serves all clusters. */
    boolean sharesStep();

    /** What the new controller must stay near: KL(p ‖ anchor) ≤ ε. */
    LinearGaussianController anchor(ClusterState cluster, Evidence evidence);

    /** How often improve, distil and couple are repeated on the same rollouts. */
    default int innerIterations() {
        return 1;
    }

    /** Weight of the divergence from the global policy, at the start. */
    default double initialWeight() {
        return 0;
    }

    /** What the controller pays in place of {@code cost}, but for {@link #penalty}. */
    default QuadraticCost objective(ClusterState cluster, QuadraticCost cost) {
        return cost;
    }

    /** The same along rollouts, in place of {@code costs}. */
    default SampledCosts objective(ClusterState cluster, List<Rollout> rollouts, SampledCosts costs) {
        return costs;
    }

    /** What the global policy is taught: the controller, unless multipliers shift its mean. */
    default LinearGaussianController teacher(ClusterState cluster, LinearGaussianController controller) {
        return controller;
    }

    /** How much the lesson of each step weighs, [T]. */
    default double[] weights(ClusterState cluster) {
        double[] equally = new double[cluster.controller().horizon()];
        Arrays.fill(equally, 1);
        return equally;
    }

    /** The term λ_t·KL(p ‖ π̂) in the controller's objective, if there is one. */
    default Optional<PolicyPenalty> penalty(ClusterState cluster, Evidence evidence) {
        return Optional.empty();
    }

    /** Whose cost tells whether a step was as good as predicted. */
    LinearGaussianController judged(ClusterState cluster, Evidence evidence);

    /** Whether there are multipliers to update. */
    default boolean hasMultipliers() {
        return multiplierBounds().isPresent();
    }

    /** Within what the multipliers are kept; empty if there are none to update. */
    default Optional<MultiplierBounds> multiplierBounds() {
        return Optional.empty();
    }

    /**
     * The dual step.
     *
     * @param cluster as the controller was made
     * @param evidence what it was made from
     * @param update the new controller
     * @param policy the new global policy, linearised at the rollouts that the controller was made from
     */
    default Multipliers multipliers(
            ClusterState cluster, Evidence evidence, LocalUpdate update, LinearGaussianController policy, Round round) {
        return cluster.multipliers();
    }

    static Coupling of(AlgorithmOptions options) {
        return switch (options.name()) {
            case LOCAL_ONLY -> new LocalOnly(false);
            case UNCOUPLED -> new LocalOnly(true);
            case MIRROR_DESCENT -> new MirrorDescent(options.rolloutsBy());
            case CONSTRAINED -> new Constrained(options.constrained());
            case BADMM -> new Badmm(options.badmm(), options.iterations());
            case DIVIDE_AND_CONQUER, DISTRAL, TRPO ->
                throw new IllegalArgumentException(
                        "algorithm.teacher: expected network, for algorithm.name is one for networks, found "
                                + WrittenName.of(options.teacher()));
            default ->
                throw new IllegalArgumentException("algorithm.name: expected a kind of guided policy search, found "
                        + WrittenName.of(options.name()));
        };
    }
}
