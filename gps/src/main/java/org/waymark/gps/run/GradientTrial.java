package org.waymark.gps.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.backprop.BackpropOptions;
import org.waymark.gps.backprop.GradientStudy;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.imagination.FirstPolicy;
import org.waymark.gps.imagination.ImaginedPlant;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.EpisodeRunner;
import org.waymark.gps.modelbased.KnownTask;
import org.waymark.gps.modelbased.ModelFitting;
import org.waymark.gps.modelbased.NoisyPolicy;
import org.waymark.gps.modelbased.RandomControls;
import org.waymark.gps.modelbased.RealData;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.SimulatorSpec;

/** A {@link GradientStudy} of an experiment, or of the policy of a run: real episodes, a model of them, gradients in it. */
public final class GradientTrial {
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
            learned.ifPresent(
                    policy -> episodes.addAll(runner.run(2, options.stepsPerIteration(), new NoisyPolicy(policy))));
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

    private NetworkPolicy random(SimulatorSpec spec, List<Episode> episodes) {
        return FirstPolicy.of(
                spec,
                experiment.policy(),
                RealData.whitening(episodes),
                1,
                experiment.backprop().deviation(),
                true,
                new RandomStreams(experiment.seed()).stream("first policy", 0, 0, 0));
    }
}
