package org.waymark.gps.network;

import java.util.List;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.PolicyOptions;
import org.waymark.distillation.PolicyTrainer;
import org.waymark.distillation.TeachingSet;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.distillation.Whitening;
import org.waymark.lqr.RandomStreams;

/** Teaches the global policy what each network teacher does at the states that it visited. */
final class NetworkDistiller {
    private final PolicyTrainer trainer;
    private final boolean coversTeachers;
    private final RandomStreams streams;

    /** @param coversTeachers whether the covariance becomes that of all that the teachers do */
    NetworkDistiller(
            PolicyOptions options,
            int observationSize,
            int controlSize,
            boolean coversTeachers,
            RandomStreams streams) {
        this.trainer = new PolicyTrainer(options, observationSize, controlSize);
        this.coversTeachers = coversTeachers;
        this.streams = streams;
    }

    /** min_θ Σ_i E ½(μ_θ − μ_i)ᵀ Σ_i⁻¹ (μ_θ − μ_i), from the previous θ on. */
    TrainedPolicy train(NetworkProgress progress, int iteration) {
        TrainedPolicy previous = progress.policy().orElseGet(() -> trainer.initial(streams.derive("network", 0, 0, 0)));
        TeachingSet lesson = lesson(progress);
        TrainedPolicy trained = trainer.train(previous, lesson, streams.derive("training", iteration, 0, 0));
        if (!coversTeachers) {
            return trained;
        }
        NetworkPolicy covering = trained.policy().withCovariance(moments(trained.policy(), lesson));
        return new TrainedPolicy(covering, trained.optimizer(), trained.report());
    }

    private static TeachingSet lesson(NetworkProgress progress) {
        List<TeacherEvidence> evidence = progress.evidence();
        int size = evidence.stream().mapToInt(one -> one.experience().size()).sum();
        NetworkPolicy any = progress.teachers().get(0).policy();
        int p = any.observationSize();
        int m = any.controlSize();
        double[] observations = new double[size * p];
        double[] targets = new double[size * m];
        double[] precisions = new double[size * m * m];
        double[] mean = new double[m];
        int n = 0;
        for (int i = 0; i < evidence.size(); i++) {
            NetworkPolicy teacher = progress.teachers().get(i).policy();
            double[] covariance = teacher.covariance();
            for (double[] observation : evidence.get(i).experience().observations()) {
                teacher.mean(observation, mean);
                System.arraycopy(observation, 0, observations, n * p, p);
                System.arraycopy(mean, 0, targets, n * m, m);
                for (int j = 0; j < m; j++) {
                    precisions[(n * m + j) * m + j] = 1 / covariance[j * m + j];
                }
                n++;
            }
        }
        return TeachingSet.of(p, m, observations, targets, precisions);
    }

    /** The diagonal of E[(u − μ_θ)(u − μ_θ)ᵀ] under the teachers: σ_i² + (μ_i − μ_θ)², the most likely variance for μ_θ. */
    private static double[] moments(NetworkPolicy policy, TeachingSet lesson) {
        int p = lesson.observationSize();
        int m = lesson.controlSize();
        double[] observations = lesson.observations();
        double[] targets = lesson.targets();
        double[] precisions = lesson.precisions();
        double[] observation = new double[p];
        double[] mean = new double[m];
        double[] covariance = new double[m * m];
        for (int n = 0; n < lesson.size(); n++) {
            System.arraycopy(observations, n * p, observation, 0, p);
            policy.mean(observation, mean);
            for (int j = 0; j < m; j++) {
                double error = targets[n * m + j] - mean[j];
                covariance[j * m + j] += (1 / precisions[(n * m + j) * m + j] + error * error) / lesson.size();
            }
        }
        return covariance;
    }

    /** The same parameters on another whitening of the observations; another function, unless the last layer is zero. */
    static NetworkPolicy rewhitened(NetworkPolicy policy, Whitening observations) {
        return new NetworkPolicy(
                policy.sizes(),
                policy.activation(),
                policy.parameters(),
                observations,
                policy.controlWhitening(),
                policy.covariance());
    }
}
