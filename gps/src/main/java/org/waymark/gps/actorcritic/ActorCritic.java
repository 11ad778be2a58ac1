package org.waymark.gps.actorcritic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.Whitening;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.modelbased.BeyondData;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.EpisodeActor;
import org.waymark.gps.modelbased.EpisodeRunner;
import org.waymark.gps.modelbased.RealStep;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.RolloutSampler;

/**
 * Learns from every real step as it is taken, and from imagined ones:
 *
 * <pre>
 * for each real step                              // {@link Session#stepped}
 *     remember it
 *     if it is time: train the model on all real transitions, imagine transitions    // {@link Imagination}
 *     as often as there are updates for a step:
 *         draw a batch, some of it real, some imagined
 *         teach the critics targets of one step, or of several in the model          // {@link TargetRule}
 *         improve the actor and the temperature by the critics                       // {@link SoftActorCritic#learn}
 * </pre>
 *
 * <p>An iteration is a number of whole episodes. Its chance comes from streams of the run's seed and its number.
 */
final class ActorCritic implements AutoCloseable {
    private final ActorCriticOptions options;
    private final Task task;
    private final EpisodeRunner runner;
    private final RolloutSampler judge;
    private final RandomStreams streams;
    private final Phase.Listener phases;
    private final Supplier<Collaborators> making;
    private Collaborators with;

    /** @param threads how many rollouts are judged, and members of the ensemble trained, at a time; changes no result */
    ActorCritic(Task task, Setup setup, long seed, int threads, Phase.Listener phases) {
        this.options = setup.options();
        this.task = task;
        this.runner = new EpisodeRunner(task, seed);
        this.judge = new RolloutSampler(task.simulators(), threads);
        this.streams = new RandomStreams(seed);
        this.phases = phases;
        this.making = () -> new Collaborators(task, setup, runner.spec(), streams, threads);
    }

    /** There are none, and there is no simulator, before they are needed. */
    private Collaborators with() {
        if (with == null) {
            with = making.get();
        }
        return with;
    }

    ActorCriticIteration iterate(ActorCriticState state) {
        with();
        phases.begins(Phase.ROLLOUTS);
        int iteration = state.iteration() + 1;
        Session session = new Session(state, iteration);
        List<Episode> episodes =
                state.stopped() ? List.of() : runner.run(iteration, options.stepsPerIteration(), session);
        phases.begins(Phase.EVALUATE);
        Optional<AgentState> agent = session.diverged ? state.agent() : session.agent();
        Optional<NetworkPolicy> policy = agent.map(this::policy);
        Optional<PolicyEvaluation> evaluation =
                policy.map(found -> PolicyEvaluation.onTrainingStarts(task, found, judge));
        return new ActorCriticIteration(
                new ActorCriticState(
                        iteration,
                        state.environmentSteps() + Episode.steps(episodes),
                        agent,
                        session.real.content(),
                        session.imagined.content(),
                        with.model(),
                        with.latest(state.latest(), episodes),
                        better(state.best(), policy, evaluation, iteration),
                        state.stopped() || session.diverged),
                episodes,
                policy,
                evaluation,
                session.progress,
                agent.isPresent() ? with.agent.temperature() : Double.NaN,
                with.modelLoss(),
                BeyondData.fraction(state.model(), episodes),
                with.imagines() ? options.imagination().length(session.steps) : Double.NaN,
                session.real.count(),
                session.imagined.count(),
                session.diverged);
    }

    NetworkPolicy policy(AgentState agent) {
        with().agent.load(agent);
        return with.agent.policy(with.actions.whitening());
    }

    PolicyEvaluation evaluate(BestPolicy best) {
        return PolicyEvaluation.onEvaluationStarts(task, best.policy(), judge);
    }

    private static Optional<BestPolicy> better(
            Optional<BestPolicy> best,
            Optional<NetworkPolicy> policy,
            Optional<PolicyEvaluation> evaluation,
            int iteration) {
        if (policy.isEmpty()) {
            return best;
        }
        PolicyEvaluation judged = evaluation.orElseThrow();
        boolean isBetter = best.isEmpty() || judged.cost() < best.get().cost();
        return isBetter && Double.isFinite(judged.cost())
                ? Optional.of(new BestPolicy(policy.get(), judged.cost(), judged.success(), iteration))
                : best;
    }

    @Override
    public void close() {
        runner.close();
        judge.close();
        if (with != null) {
            with.close();
        }
    }

    /** An iteration in the making. */
    private final class Session implements EpisodeActor {
        private final Memory real;
        private final Memory imagined;
        private final Batch batch;
        private final RandomGenerator random;
        private final ReturnRange range;
        private final PowerLawNoise noise;
        private final double[] epsilon;
        private final Progress progress = new Progress();
        private Optional<Whitening> observations;
        private long steps;
        private boolean diverged;

        Session(ActorCriticState state, int iteration) {
            real = new Memory(with.columns, options.replaySize(), state.real());
            imagined = new Memory(
                    with.columns, Math.max(1, state.imagined().rows().length / with.columns.size()), state.imagined());
            batch = new Batch(with.columns, options.batchSize());
            noise = new PowerLawNoise(options.noiseExponent(), with.columns.m());
            epsilon = new double[with.columns.m()];
            random = streams.stream("updates", iteration, 0, 0);
            range = new ReturnRange(options.discount(), with.columns.m());
            for (int i = 0; i < real.count(); i++) {
                range.see(real.rows()[real.at(i) + with.columns.cost()]);
            }
            steps = state.environmentSteps();
            observations = state.agent().map(AgentState::observations);
            state.agent().ifPresent(with.agent::load);
            with.load(state, real, streams.stream("models", iteration, 0, 0));
        }

        Optional<AgentState> agent() {
            return observations.map(with.agent::state);
        }

        @Override
        public void begin() {
            noise.begin();
        }

        @Override
        public void act(double[] state, double[] observation, int t, RandomGenerator chance, double[] control) {
            double[] action = new double[control.length];
            if (observations.isPresent()) {
                noise.next(chance, epsilon);
                with.agent.actor().act(observation, epsilon, action);
            } else {
                noise.nextUniform(chance, action);
            }
            with.actions.toControls(action, 1, control);
        }

        @Override
        public void stepped(RealStep step) {
            steps++;
            range.see(step.cost());
            real.add(
                    step.observation(),
                    with.actions.toAction(step.control()),
                    step.cost(),
                    step.nextObservation(),
                    step.ended(),
                    step.state(),
                    step.nextState(),
                    step.t());
            if (observations.isEmpty() && steps >= options.randomSteps()) {
                observations = Optional.of(with.begin(real, random));
            }
            if (observations.isPresent() && !diverged) {
                with.refresh(steps, real, imagined, random);
                learn();
            }
        }

        private void learn() {
            double perStep = options.updatesPerStep();
            long due = (long) (steps * perStep) - (long) ((steps - 1) * perStep);
            for (long k = 0; k < due && !diverged; k++) {
                int fromReal = with.realCount(imagined, steps);
                batch.draw(real, fromReal, imagined, options.batchSize() - fromReal, random);
                range.set(with.agent.costScale(), with.agent.temperature());
                CriticLesson lesson = with.targets.lesson(batch, with.agent, range, random);
                with.agent.learn(lesson, batch, random, progress);
                diverged = range.isDiverged(progress.latestValue(), options.divergence());
            }
        }
    }

    /** Those that are new, and those before them, as many as are wanted. */
    static List<Episode> lastOf(List<Episode> before, List<Episode> episodes, int wanted) {
        List<Episode> all = new ArrayList<>(before);
        all.addAll(episodes);
        return all.subList(Math.max(0, all.size() - wanted), all.size());
    }
}
