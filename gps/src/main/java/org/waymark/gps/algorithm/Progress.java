package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;

/**
 * How far an iteration has come.
 *
 * @param basis what the iteration began with
 * @param brokeDown whether the plant did, so that there are no rollouts
 * @param clusters with the controllers that made the rollouts, and the multipliers of now
 * @param evidence with the global policy of now, linearised
 * @param updates the new controllers; empty at first
 * @param policy the global policy of now; empty if the variant has none
 */
record Progress(
        StepRule.Verdict basis,
        boolean brokeDown,
        List<ClusterState> clusters,
        List<Evidence> evidence,
        List<LocalUpdate> updates,
        Optional<TrainedPolicy> policy) {
    static Progress from(StepRule.Verdict basis, boolean brokeDown) {
        return new Progress(
                basis,
                brokeDown,
                basis.state().clusters(),
                basis.evidence(),
                List.of(),
                basis.state().policy());
    }

    Progress withUpdates(List<LocalUpdate> value) {
        return new Progress(basis, brokeDown, clusters, evidence, value, policy);
    }

    Progress withPolicy(Optional<TrainedPolicy> value) {
        return new Progress(basis, brokeDown, clusters, evidence, updates, value);
    }

    Progress with(List<ClusterState> newClusters, List<Evidence> newEvidence) {
        return new Progress(basis, brokeDown, newClusters, newEvidence, updates, policy);
    }

    /** The clusters with their new controllers. */
    List<ClusterState> updated() {
        List<ClusterState> updated = new ArrayList<>();
        for (int c = 0; c < clusters.size(); c++) {
            updated.add(clusters.get(c).withUpdate(updates.get(c)));
        }
        return updated;
    }
}
