package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
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
    private final GainSupervision gains;
    private final RandomStreams streams;

    Distiller(PolicyTrainer trainer, Coupling coupling, GainSupervision gains, RandomStreams streams) {
        this.trainer = trainer;
        this.coupling = coupling;
        this.gains = gains;
        this.streams = streams;
    }

    /** The policy of a run that has none yet learns what the initial controllers do. */
    TrainedPolicy firstLesson(List<List<Rollout>> rollouts, List<LinearGaussianController> controllers) {
        TrainedPolicy blank = trainer.initial(streams.derive("network", 0, 0, 0));
        double[] equally = new double[controllers.get(0).horizon()];
        Arrays.fill(equally, 1);
        List<double[]> weights = Collections.nCopies(controllers.size(), equally);
        TeachingSet lesson = lesson(rollouts, controllers, weights, "gains of the first lesson", new Round(0, 0, true));
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
        List<double[]> weights = new ArrayList<>();
        for (int c = 0; c < controllers.size(); c++) {
            teachers.add(coupling.teacher(clusters.get(c), controllers.get(c)));
            weights.add(coupling.weights(clusters.get(c)));
        }
        List<List<Rollout>> rollouts = evidence.stream().map(Evidence::rollouts).toList();
        TeachingSet lesson = lesson(rollouts, teachers, weights, "gains", round);
        return trainer.train(previous, lesson, streams.derive("training", round.iteration(), 0, round.inner()));
    }

    private TeachingSet lesson(
            List<List<Rollout>> rollouts,
            List<LinearGaussianController> teachers,
            List<double[]> weights,
            String purpose,
            Round round) {
        int visited = rollouts.stream().mapToInt(List::size).sum();
        int around = rollouts.size() * gains.samples();
        Rollout any = rollouts.get(0).get(0);
        Lesson lesson = new Lesson(any, any.horizon() * (visited + around));
        for (int c = 0; c < rollouts.size(); c++) {
            for (Rollout rollout : rollouts.get(c)) {
                lesson.addVisited(rollout, teachers.get(c), weights.get(c));
            }
            RandomGenerator random = streams.stream(purpose, round.iteration(), c, round.inner());
            lesson.addAround(rollouts.get(c), teachers.get(c), weights.get(c), gains, random);
        }
        return lesson.collected();
    }
}
