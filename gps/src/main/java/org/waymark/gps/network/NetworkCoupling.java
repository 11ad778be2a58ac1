package org.waymark.gps.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.gps.algorithm.AlgorithmOptions;
import org.waymark.gps.algorithm.ConstrainedOptions;
import org.waymark.gps.algorithm.NetworkOptions;
import org.waymark.gps.trpo.KlAnchor;
import org.waymark.sim.WrittenName;

/** What ties network teachers to each other and to the global policy: all that distinguishes one variant from another. */
sealed interface NetworkCoupling {
    /** Whether one teacher has all starts, and is the global policy. */
    default boolean isCentralized() {
        return false;
    }

    /** Weight of the divergence from the global policy, in cost per nat, as part of what a step costs; 0 for none. */
    default double policyWeight(TeacherState teacher) {
        return 0;
    }

    /** What a teacher stays near on others' states. */
    default List<KlAnchor> peers(int teacher, NetworkProgress progress) {
        return List.of();
    }

    /** c in −c·H, in standard deviations of the advantages per nat. */
    default double entropyWeight() {
        return 0;
    }

    /** λ at the start, in cost per nat. */
    default double initialWeight() {
        return 0;
    }

    /** The dual step. */
    default double nextWeight(TeacherState teacher, double divergence) {
        return teacher.weight();
    }

    /** Whether the teachers become the global policy after so many iterations. */
    default boolean resetsAfter(int iterations) {
        return false;
    }

    /** Whether the global policy takes steps of its own. */
    default boolean hasPolicyStep() {
        return false;
    }

    /** Whether the global policy's covariance is that of all that the teachers do, not of their common core. */
    default boolean coversTeachers() {
        return false;
    }

    /** One policy for all starts. */
    record Centralized() implements NetworkCoupling {
        @Override
        public boolean isCentralized() {
            return true;
        }
    }

    /** Teachers take no notice of each other, nor of the global policy. */
    record Uncoupled() implements NetworkCoupling {}

    /**
     * Cost ℓ − λ·log π_θ less λ times the entropy, that is ℓ + λ·KL(π_i ‖ π_θ), with λ ← clip(λ·exp(clip(α(KL/δ − 1), ±1))) by dual ascent
     * on the mean divergence over the visited states.
     */
    record TowardsPolicy(ConstrainedOptions options) implements NetworkCoupling {
        @Override
        public double policyWeight(TeacherState teacher) {
            return teacher.weight();
        }

        @Override
        public double initialWeight() {
            return options.initialMultiplier();
        }

        @Override
        public double nextWeight(TeacherState teacher, double divergence) {
            double exponent = options.dualRate() * (divergence / options.klTarget() - 1);
            double raised = teacher.weight() * Math.exp(Math.max(-1, Math.min(1, exponent)));
            return Math.max(options.minMultiplier(), Math.min(options.maxMultiplier(), raised));
        }
    }

    /** Cost ℓ + c_KL·(log π_i − log π_0) + c_Ent·log π_i with the centroid π_0 (Teh et al. 2017, equation 1). */
    record Centroid(NetworkOptions options) implements NetworkCoupling {
        @Override
        public double policyWeight(TeacherState teacher) {
            return options.klWeight() * teacher.costScale();
        }

        @Override
        public double entropyWeight() {
            return options.entropyWeight();
        }

        @Override
        public boolean coversTeachers() {
            return true;
        }
    }

    /** Mean over the others of ½(KL(i ‖ j) + KL(j ‖ i)) on the states of j, and a reset now and then (Ghosh et al. 2018). */
    record Peers(NetworkOptions options) implements NetworkCoupling {
        @Override
        public List<KlAnchor> peers(int teacher, NetworkProgress progress) {
            List<KlAnchor> anchors = new ArrayList<>();
            int others = progress.evidence().size() - 1;
            for (int j = 0; j <= others && options.penalty() > 0; j++) {
                if (j != teacher) {
                    anchors.add(new KlAnchor(
                            progress.acting().get(j).policy(),
                            options.penalty() / others,
                            KlAnchor.Kind.SYMMETRIC,
                            progress.evidence().get(j).experience().observations()));
                }
            }
            return anchors;
        }

        @Override
        public boolean resetsAfter(int iterations) {
            return iterations % options.resetEvery() == 0;
        }

        @Override
        public boolean hasPolicyStep() {
            return options.policyStep();
        }
    }

    /** The divergence from the global policy on a teacher's own states, as an anchor of its update; empty where there is none. */
    default Optional<KlAnchor> towards(Optional<TrainedPolicy> policy, TeacherState teacher, double[][] observations) {
        double weight = policyWeight(teacher);
        if (policy.isEmpty() || !(weight > 0 && teacher.costScale() > 0)) {
            return Optional.empty();
        }
        NetworkPolicy global = policy.get().policy();
        return Optional.of(new KlAnchor(global, weight / teacher.costScale(), KlAnchor.Kind.TO_ANCHOR, observations));
    }

    static NetworkCoupling of(AlgorithmOptions options) {
        return switch (options.name()) {
            case TRPO -> new Centralized();
            case UNCOUPLED -> new Uncoupled();
            case CONSTRAINED -> new TowardsPolicy(options.constrained());
            case DISTRAL -> new Centroid(options.network());
            case DIVIDE_AND_CONQUER -> new Peers(options.network());
            default ->
                throw new IllegalArgumentException(
                        "algorithm.name: expected constrained, divide-and-conquer, distral, uncoupled or trpo with network"
                                + " teachers, found "
                                + WrittenName.of(options.name()));
        };
    }
}
