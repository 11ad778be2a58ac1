package org.waymark.gps.algorithm;

import java.util.List;
import java.util.stream.Stream;

/** Improves the controllers of all clusters, each by a teacher of its own. */
final class LocalControllers {
    private final Coupling coupling;
    private final ClusterThreads threads;
    private final List<LocalTeacher> teachers;

    LocalControllers(int clusters, AlgorithmOptions options, Coupling coupling, ClusterThreads threads) {
        this.coupling = coupling;
        this.threads = threads;
        this.teachers =
                Stream.generate(() -> LocalTeacher.of(options)).limit(clusters).toList();
    }

    List<LocalUpdate> improve(List<ClusterState> clusters, List<Evidence> evidence) {
        return threads.map(clusters.size(), c -> teachers.get(c)
                .improve(LocalProblem.of(clusters.get(c), evidence.get(c), coupling)));
    }
}
