package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;

/**
 * The last update, kept so that it can be judged by the next rollouts and, if it was bad, taken back.
 *
 * @param evidence what it was based on, one per cluster
 * @param before the clusters as they were before it
 * @param policyBefore the global policy as it was before it
 */
public record Attempt(List<Evidence> evidence, List<ClusterState> before, Optional<TrainedPolicy> policyBefore) {
    public Attempt {
        evidence = List.copyOf(evidence);
        before = List.copyOf(before);
    }
}
