package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.waymark.distillation.PolicyTrainer;
import org.waymark.distillation.TeachingSet;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;

/** Teaches the global policy what all controllers do at the states that were visited. */
final class Distiller {
    private final PolicyTrainer trainer;
    private final Coupling coupling;
    private final RandomStreams streams;

    Distiller(PolicyTrainer trainer, Coupling coupling, RandomStreams streams) {
        this.trainer = trainer;
        this.coupling = coupling;
        this.streams = streams;
    }

    /** The policy of a run that has none yet learns what the initial controllers do. */
    TrainedPolicy firstLesson(List<List<Rollout>> rollouts, List<LinearGaussianController> controllers) {
        TrainedPolicy blank = trainer.initial(streams.derive("network", 0, 0, 0));
        TeachingSet lesson = lesson(rollouts, controllers, (cluster, t) -> 1);
        return trainer.train(blank, lesson, streams.derive("first lesson", 0, 0, 0));
    }

    /**
     * min_θ Σ ½w(μ_θ(o) − (Kx + k))ᵀ C⁻¹ (μ_θ(o) − (Kx + k)) over all clusters, rollouts and steps, from the previous θ on.
     *
     * @param clusters as their new controllers were made
     */
    TrainedPolicy train(
            TrainedPolicy previous,
            List<ClusterState> clusters,
            List<Evidence> evidence,
            List<LinearGaussianController> controllers,
            Round round) {
        List<LinearGaussianController> teachers = new ArrayList<>();
        for (int c = 0; c < controllers.size(); c++) {
            teachers.add(coupling.teacher(clusters.get(c), controllers.get(c)));
        }
        List<List<Rollout>> rollouts = evidence.stream().map(Evidence::rollouts).toList();
        TeachingSet lesson = lesson(rollouts, teachers, (c, t) -> coupling.weight(clusters.get(c), t));
        return trainer.train(previous, lesson, streams.derive("training", round.iteration(), 0, round.inner()));
    }

    private interface Weight {
        double of(int cluster, int t);
    }

    private static TeachingSet lesson(
            List<List<Rollout>> rollouts, List<LinearGaussianController> teachers, Weight weight) {
        Rollout any = rollouts.get(0).get(0);
        int horizon = any.horizon();
        int n = any.stateSize();
        int m = any.controlSize();
        int p = any.observationSize();
        int rows = horizon * rollouts.stream().mapToInt(List::size).sum();
        double[] observations = new double[rows * p];
        double[] targets = new double[rows * m];
        double[] precisions = new double[rows * m * m];
        double[] weights = new double[rows];
        double[] x = new double[n];
        double[] u = new double[m];
        int row = 0;
        for (int c = 0; c < rollouts.size(); c++) {
            LinearGaussianController teacher = teachers.get(c);
            for (Rollout rollout : rollouts.get(c)) {
                for (int t = 0; t < horizon; t++, row++) {
                    rollout.states().read(t, x);
                    teacher.mean(x, t, u);
                    rollout.observations().read(t, observations, row * p);
                    System.arraycopy(u, 0, targets, row * m, m);
                    teacher.precision().read(t, precisions, row * m * m);
                    weights[row] = weight.of(c, t);
                }
            }
        }
        return new TeachingSet(p, m, observations, targets, precisions, weights);
    }
}
