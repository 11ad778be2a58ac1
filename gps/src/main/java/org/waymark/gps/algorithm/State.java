package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.dynamics.DynamicsEnsemble;
import org.waymark.gps.clustering.Clustering;
import org.waymark.lqr.LinearGaussianController;

/**
 * Everything that a run carries from iteration to iteration. Immutable: an iteration takes one state and returns the next.
 *
 * @param iteration iterations done so far
 * @param clusters one per cluster; none before the first iteration
 * @param policy the global policy with its optimiser; empty before the first iteration, and where the variant has none
 * @param attempt the last update, not yet judged; empty before the first
 * @param best the best global policy so far
 * @param environmentSteps control steps taken for training so far
 * @param clustering to which cluster a start belongs; empty if starts are listed, and before the first iteration
 * @param ensemble the networks of the dynamics' prior; empty before the first iteration, and where that prior has none
 */
public record State(
        int iteration,
        List<ClusterState> clusters,
        Optional<TrainedPolicy> policy,
        Optional<Attempt> attempt,
        Optional<BestPolicy> best,
        long environmentSteps,
        Optional<Clustering> clustering,
        Optional<DynamicsEnsemble> ensemble) {
    public State {
        clusters = List.copyOf(clusters);
    }

    /** A state without clusters that could move, and without networks. */
    public State(
            int iteration,
            List<ClusterState> clusters,
            Optional<TrainedPolicy> policy,
            Optional<Attempt> attempt,
            Optional<BestPolicy> best,
            long environmentSteps) {
        this(iteration, clusters, policy, attempt, best, environmentSteps, Optional.empty(), Optional.empty());
    }

    /** The state before the first iteration. */
    static State initial() {
        return new State(0, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    public List<LinearGaussianController> controllers() {
        return clusters.stream().map(ClusterState::controller).toList();
    }

    State withPolicy(Optional<TrainedPolicy> value) {
        return new State(iteration, clusters, value, attempt, best, environmentSteps, clustering, ensemble);
    }

    State withClusters(List<ClusterState> value) {
        return new State(iteration, value, policy, attempt, best, environmentSteps, clustering, ensemble);
    }

    State withClustering(Clustering value) {
        return new State(iteration, clusters, policy, attempt, best, environmentSteps, Optional.of(value), ensemble);
    }

    State withMoreSteps(long steps) {
        return new State(iteration, clusters, policy, attempt, best, environmentSteps + steps, clustering, ensemble);
    }

    State withEnsemble(Optional<DynamicsEnsemble> value) {
        return new State(iteration, clusters, policy, attempt, best, environmentSteps, clustering, value);
    }
}
