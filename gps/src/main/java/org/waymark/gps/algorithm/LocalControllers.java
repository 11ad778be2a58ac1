package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.waymark.lqr.solver.CovarianceFloor;
import org.waymark.sim.SimulatorSpec;

/** Improves the controllers of all clusters, each by a teacher of its own, and keeps them exploring. */
final class LocalControllers {
    private final Coupling coupling;
    private final ClusterThreads threads;
    private final AlgorithmOptions options;
    private final CovarianceFloor floor;
    private final List<LocalTeacher> teachers = new ArrayList<>();

    LocalControllers(
            Task task, SimulatorSpec spec, AlgorithmOptions options, Coupling coupling, ClusterThreads threads) {
        this.options = options;
        this.coupling = coupling;
        this.threads = threads;
        this.floor = new CovarianceFloor(ControlScale.of(task, spec), options.minDeviation());
    }

    List<LocalUpdate> improve(List<ClusterState> clusters, List<Evidence> evidence) {
        while (teachers.size() < clusters.size()) {
            teachers.add(LocalTeacher.of(options));
        }
        return threads.map(clusters.size(), c -> {
            LocalProblem problem = LocalProblem.of(clusters.get(c), evidence.get(c), coupling);
            return teachers.get(c).improve(problem).lifted(floor, problem.model());
        });
    }
}
