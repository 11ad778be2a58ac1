package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;

/** Improves the controllers of all clusters, each by a teacher of its own. */
final class LocalControllers {
    private final Coupling coupling;
    private final ClusterThreads threads;
    private final AlgorithmOptions options;
    private final List<LocalTeacher> teachers = new ArrayList<>();

    LocalControllers(AlgorithmOptions options, Coupling coupling, ClusterThreads threads) {
        this.options = options;
        this.coupling = coupling;
        this.threads = threads;
    }

    List<LocalUpdate> improve(List<ClusterState> clusters, List<Evidence> evidence) {
        while (teachers.size() < clusters.size()) {
            teachers.add(LocalTeacher.of(options));
        }
        return threads.map(clusters.size(), c -> teachers.get(c)
                .improve(LocalProblem.of(clusters.get(c), evidence.get(c), coupling)));
    }
}
