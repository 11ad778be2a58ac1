package org.waymark.gps.run;

import org.waymark.gps.actorcritic.ActorCriticLearner;
import org.waymark.gps.actorcritic.Method;
import org.waymark.gps.actorcritic.Setup;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.algorithm.Teacher;
import org.waymark.gps.algorithm.Variant;
import org.waymark.gps.backprop.BackpropImprover;
import org.waymark.gps.backprop.BackpropOptions;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.imagination.ImaginationLearner;
import org.waymark.gps.imagination.ImaginedTrpoOptions;
import org.waymark.gps.imagination.TrpoImprover;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.guided.GuidedLearner;
import org.waymark.gps.learner.network.NetworkLearner;
import org.waymark.gps.planning.PlanningLearner;
import org.waymark.gps.tabular.DynaQLearner;
import org.waymark.sim.WrittenName;

/** Which learner an experiment asks for. */
final class Learners {
    private Learners() {}

    /**
     * Makes it; nothing is simulated yet.
     *
     * @throws IllegalArgumentException if task and experiment do not fit together
     */
    static Learner<?> of(Experiment experiment, Task task, int threads, Phase.Listener phases) {
        Variant name = experiment.algorithm().name();
        if (name != Variant.DYNA_Q && task.actions().isPresent()) {
            throw new IllegalArgumentException("algorithm.name: "
                    + WrittenName.of(name)
                    + ": expected a plant with continuous controls, found one with a choice"
                    + " between " + task.actions().getAsInt() + " actions; dyna-q is for such");
        }
        return switch (name) {
            case DYNA_Q -> new DynaQLearner(task, experiment.dynaQ(), experiment.seed(), threads, phases);
            case MPC ->
                new PlanningLearner(
                        task, experiment.planning(), experiment.model(), experiment.seed(), threads, phases);
            case BACKPROP -> backprop(experiment, task, threads, phases);
            case SAC, MBPO, DYNA, MBA, MVE, STEVE ->
                new ActorCriticLearner(task, actorCritic(experiment), experiment.seed(), threads, phases);
            case ME_TRPO -> imagination(experiment, task, threads, phases);
            default -> guided(experiment, task, threads, phases);
        };
    }

    private static Setup actorCritic(Experiment experiment) {
        return new Setup(
                Method.of(experiment.algorithm().name()),
                experiment.actorCritic(),
                experiment.model(),
                experiment.dynamics());
    }

    private static Learner<?> guided(Experiment experiment, Task task, int threads, Phase.Listener phases) {
        if (experiment.algorithm().teacher() == Teacher.NETWORK) {
            return new NetworkLearner(task, experiment.gpsOptions(), experiment.seed(), threads, phases);
        }
        return new GuidedLearner(task, experiment.gpsOptions(), experiment.seed(), threads, phases);
    }

    private static Learner<?> backprop(Experiment experiment, Task task, int threads, Phase.Listener phases) {
        BackpropOptions options = experiment.backprop();
        return new ImaginationLearner(
                task,
                new ImaginationLearner.Practice(
                        options.randomSteps(), options.stepsPerIteration(), options.noisy(), options.room()),
                new BackpropImprover(options, experiment.policy(), task.horizon(), experiment.seed()),
                experiment.model(),
                experiment.algorithm().bestBy(),
                experiment.seed(),
                threads,
                phases);
    }

    private static Learner<?> imagination(Experiment experiment, Task task, int threads, Phase.Listener phases) {
        ImaginedTrpoOptions options = experiment.imagination();
        return new ImaginationLearner(
                task,
                new ImaginationLearner.Practice(
                        options.randomSteps(), options.stepsPerIteration(), options.noisy(), options.room()),
                new TrpoImprover(
                        options,
                        experiment.algorithm().network().trpo(),
                        experiment.policy(),
                        task.horizon(),
                        experiment.seed(),
                        threads),
                experiment.model(),
                experiment.algorithm().bestBy(),
                experiment.seed(),
                threads,
                phases);
    }
}
