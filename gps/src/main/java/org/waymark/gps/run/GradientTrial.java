package org.waymark.gps.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.Whitening;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.backprop.BackpropOptions;
import org.waymark.gps.backprop.GradientStudy;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.imagination.FirstPolicy;
import org.waymark.gps.imagination.ImaginedPlant;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.EpisodeActor;
import org.waymark.gps.modelbased.EpisodeRunner;
import org.waymark.gps.modelbased.KnownTask;
import org.waymark.gps.modelbased.ModelFitting;
import org.waymark.gps.modelbased.RandomControls;
import org.waymark.gps.modelbased.RealData;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.SimulatorSpec;

/** A {@link GradientStudy} of an experiment, or of the policy of a run: real episodes, a model of them, gradients in it. */
public final class GradientTrial {
    private static final double WHITENING_FLOOR = 1e-3;

    private final Experiment experiment;
    private final Task task;
    private final int threads;
    private final Optional<NetworkPolicy> learned;

    /**
     * @param run whose policy is studied; empty for a random network
     * @throws RunFolderException if the run has no policy file
     */
    public GradientTrial(Experiment experiment, Task task, int threads, Optional<RunFolder> run) {
        this.experiment = experiment;
        this.task = task;
        this.threads = threads;
        learned = run.map(PolicyFiles::read);
    }

    /** Studies horizons up to {@code horizon}, in so many imagined rollouts. */
    public GradientStudy study(int horizon, int samples) {
        BackpropOptions options = experiment.backprop();
        List<Episode> episodes = new ArrayList<>();
        try (EpisodeRunner runner = new EpisodeRunner(task, experiment.seed())) {
            SimulatorSpec spec = runner.spec();
            episodes.addAll(runner.run(1, options.randomSteps(), new RandomControls(task, spec)));
            learned.ifPresent(policy -> episodes.addAll(runner.run(2, options.stepsPerIteration(), exploring(policy))));
            KnownTask known = KnownTask.of(task, spec);
            known.requireObservable(episodes.get(0));
            ModelFitting fitting = new ModelFitting(experiment.model(), experiment.seed(), threads);
            ImaginedPlant plant = new ImaginedPlant(
                    fitting.fit(RealData.transitions(episodes), Optional.empty(), 1, 0)
                            .model(),
                    StateBox.around(episodes, options.room()),
                    known,
                    options.noisy());
            return GradientStudy.of(
                    plant,
                    learned.orElseGet(() -> random(spec, episodes)),
                    episodes,
                    horizon,
                    samples,
                    options.truncation(),
                    new RandomStreams(experiment.seed()));
        }
    }

    private static EpisodeActor exploring(NetworkPolicy policy) {
        double[] covariance = policy.covariance();
        return (state, observation, t, random, control) -> explore(policy, covariance, observation, random, control);
    }

    private static void explore(
            NetworkPolicy policy, double[] covariance, double[] observation, RandomGenerator random, double[] control) {
        policy.mean(observation, control);
        for (int j = 0; j < control.length; j++) {
            control[j] += Math.sqrt(covariance[j * control.length + j]) * random.nextGaussian();
        }
    }

    private NetworkPolicy random(SimulatorSpec spec, List<Episode> episodes) {
        double[] samples = RealData.observations(episodes);
        double[] equally = new double[samples.length / spec.observationSize()];
        Arrays.fill(equally, 1);
        return FirstPolicy.of(
                spec,
                experiment.policy(),
                Whitening.of(samples, equally, spec.observationSize(), WHITENING_FLOOR),
                1,
                experiment.backprop().deviation(),
                true,
                new RandomStreams(experiment.seed()).stream("first policy", 0, 0, 0));
    }
}
