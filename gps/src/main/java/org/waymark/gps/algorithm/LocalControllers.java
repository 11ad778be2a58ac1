package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.waymark.lqr.LinearGaussianController;
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
        this.floor = new CovarianceFloor(scale(task, spec), options.minDeviation());
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

    /** [m]: the range of each control or, where it has none, the root mean square deviation of the initial controllers. */
    private static double[] scale(Task task, SimulatorSpec spec) {
        double[] lower = spec.controlLower();
        double[] upper = spec.controlUpper();
        double[] scale = new double[spec.controlSize()];
        for (int i = 0; i < scale.length; i++) {
            double range = upper[i] - lower[i];
            scale[i] = Double.isInfinite(range) ? deviation(initialControllers(task.starts(), spec), i) : range;
        }
        return scale;
    }

    private static List<LinearGaussianController> initialControllers(Starts starts, SimulatorSpec spec) {
        if (starts instanceof Starts.Drawn drawn) {
            // exploration at the start does not depend on where that is
            return List.of(drawn.initialController().apply(new double[spec.stateSize()]));
        }
        return ((Starts.Listed) starts).initialControllers();
    }

    private static double deviation(List<LinearGaussianController> controllers, int control) {
        double variance = 0;
        for (LinearGaussianController controller : controllers) {
            int horizon = controller.horizon();
            for (int t = 0; t < horizon; t++) {
                variance += controller.covariance().get(t, control, control) / (horizon * controllers.size());
            }
        }
        return Math.sqrt(variance);
    }
}
