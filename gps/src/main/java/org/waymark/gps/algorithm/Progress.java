package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;

/**
 * How far an iteration has come.
 *
 * @param clusters with the controllers that made the rollouts, and the multipliers of now
 * @param evidence with the global policy of now, linearised
 * @param updates the new controllers; empty at first
 * @param policy the global policy of now; empty if the variant has none
 */
record Progress(
        List<ClusterState> clusters,
        List<Evidence> evidence,
        List<LocalUpdate> updates,
        Optional<TrainedPolicy> policy) {
    static Progress from(StepRule.Verdict basis) {
        return new Progress(
                basis.state().clusters(),
                basis.evidence(),
                List.of(),
                basis.state().policy());
    }

    Progress with(List<LocalUpdate> newUpdates, Optional<TrainedPolicy> newPolicy) {
        return new Progress(clusters, evidence, newUpdates, newPolicy);
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
