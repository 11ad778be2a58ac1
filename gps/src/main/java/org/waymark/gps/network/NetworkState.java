package org.waymark.gps.network;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.clustering.Clustering;

/**
 * Everything that a run with network teachers carries from iteration to iteration. Immutable.
 *
 * @param iteration iterations done so far
 * @param teachers one per context; none before the first iteration
 * @param policy the global policy with its optimiser; empty before the first iteration, and where a single teacher is the global policy
 * @param policyValue the value network of the global policy's own steps; empty where it takes none
 * @param best the best global policy so far
 * @param environmentSteps control steps taken for training so far, the global policy's own included
 * @param clustering to which context a start belongs; empty if starts are listed, and before the first iteration
 */
public record NetworkState(
        int iteration,
        List<TeacherState> teachers,
        Optional<TrainedPolicy> policy,
        Optional<TrainedPolicy> policyValue,
        Optional<BestPolicy> best,
        long environmentSteps,
        Optional<Clustering> clustering) {
    public NetworkState {
        teachers = List.copyOf(teachers);
    }

    static NetworkState initial() {
        return new NetworkState(
                0, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty());
    }

    NetworkState with(List<TeacherState> newTeachers, Optional<Clustering> contexts, Optional<TrainedPolicy> value) {
        return new NetworkState(iteration, newTeachers, policy, value, best, environmentSteps, contexts);
    }
}
