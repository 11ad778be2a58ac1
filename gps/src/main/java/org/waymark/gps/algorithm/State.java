package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.lqr.LinearGaussianController;

/**
 * Everything that a run carries from iteration to iteration. Immutable: an iteration takes one state and returns the next.
 *
 * @param iteration iterations done so far
 * @param clusters one per cluster
 * @param policy the global policy with its optimiser; empty before the first iteration, and where the variant has none
 * @param attempt the last update, not yet judged; empty before the first
 * @param best the best global policy so far
 * @param environmentSteps control steps taken for training so far
 */
public record State(
        int iteration,
        List<ClusterState> clusters,
        Optional<TrainedPolicy> policy,
        Optional<Attempt> attempt,
        Optional<BestPolicy> best,
        long environmentSteps) {
    public State {
        clusters = List.copyOf(clusters);
    }

    public List<LinearGaussianController> controllers() {
        return clusters.stream().map(ClusterState::controller).toList();
    }

    State withPolicy(Optional<TrainedPolicy> value) {
        return new State(iteration, clusters, value, attempt, best, environmentSteps);
    }

    State withClusters(List<ClusterState> value) {
        return new State(iteration, value, policy, attempt, best, environmentSteps);
    }
}
