package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.distillation.PolicyTrainer;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.RolloutSampler;

/**
 * Guided policy search: trains one global policy from many local controllers.
 *
 * <p>{@link #iterate} is the algorithm. What differs between variants is a collaborator behind the same lines: see {@link Coupling}.
 * State goes in, state comes out; the same seed gives the same states, to the last bit, for any number of threads.
 */
public final class GuidedPolicySearch implements AutoCloseable {
    private final Task task;
    private final GpsOptions options;
    private final Coupling coupling;
    private final RolloutSampler rolloutSampler;
    private final ClusterThreads threads;
    private final Sampler sampler;
    private final ModelFitter fitter;
    private final StepRule stepRule;
    private final LocalControllers locals;
    private final Distiller distiller;
    private final Phase.Listener phases;

    /** With no one listening to the phases. */
    public GuidedPolicySearch(Task task, GpsOptions options, long seed, int threads) {
        this(task, options, seed, threads, phase -> {});
    }

    public GuidedPolicySearch(Task task, GpsOptions options, long seed, int threads, Phase.Listener phases) {
        AlgorithmOptions.require(threads >= 1, "threads: expected ≥ 1, found " + threads);
        RandomStreams streams = new RandomStreams(seed);
        this.task = task;
        this.options = options;
        this.phases = phases;
        this.coupling = Coupling.of(options.algorithm());
        this.rolloutSampler = new RolloutSampler(task.simulators(), threads);
        this.threads = new ClusterThreads(threads);
        this.sampler = new Sampler(task, options.algorithm(), coupling, options.exploration(), rolloutSampler, streams);
        this.fitter = new ModelFitter(task, options, streams, this.threads);
        this.stepRule = new StepRule(options.algorithm(), coupling);
        this.locals = new LocalControllers(task, rolloutSampler.spec(), options.algorithm(), coupling, this.threads);
        this.distiller = new Distiller(
                new PolicyTrainer(
                        options.policy(),
                        rolloutSampler.spec().observationSize(),
                        rolloutSampler.spec().controlSize()),
                coupling,
                options.algorithm().gainSupervision(),
                streams);
    }

    /** The state before the first iteration. */
    public State initialState() {
        return State.initial();
    }

    /** One round: run, fit, improve, distil, couple. */
    public Iteration iterate(State given) {
        // 0 cluster the initial states, before the first round
        phases.begins(Phase.ROLLOUTS);
        State state = sampler.cluster(given);

        // 1 run the local controllers, or the global policy, from new starts
        Optional<Grouping.Grouped> run = sampler.collect(state);

        // 2 fit p(x'|x,u) per cluster, expand the cost, linearise the policy; was the last step as good as predicted?
        phases.begins(Phase.FIT);
        StepRule.Verdict basis =
                run.map(r -> learn(r.state(), r.rollouts())).orElseGet(() -> stepRule.breakdown(state));

        Progress progress = Progress.from(basis);
        for (int inner = 0; inner < coupling.innerIterations(); inner++) {
            Round round = new Round(state.iteration(), inner, inner == coupling.innerIterations() - 1);

            // 3 min E[cost] + coupling, s.t. KL(controller ‖ anchor) ≤ ε
            phases.begins(Phase.IMPROVE);
            List<LocalUpdate> updates = locals.improve(progress.clusters(), progress.evidence());

            // 4 supervised training of the global policy
            phases.begins(Phase.DISTIL);
            Optional<TrainedPolicy> policy = distil(progress, updates, round);

            // 5 dual step
            phases.begins(Phase.COUPLE);
            progress = couple(progress, updates, policy, round);
        }

        phases.begins(Phase.EVALUATE);
        return next(run.isEmpty(), basis, progress);
    }

    /** The best policy so far, judged without noise from the evaluation starts. */
    public PolicyEvaluation evaluate(State state) {
        return PolicyEvaluation.onEvaluationStarts(
                task, state.best().orElseThrow().policy(), rolloutSampler);
    }

    private StepRule.Verdict learn(State state, List<List<Rollout>> rollouts) {
        State taught = withPolicy(state, rollouts);
        ModelFitter.Fits fits = fitter.fit(taught, rollouts);
        return stepRule.judge(withPriors(taught, fits.evidence()).withEnsemble(fits.ensemble()), fits.evidence());
    }

    /** The very first policy imitates the initial controllers. */
    private State withPolicy(State state, List<List<Rollout>> rollouts) {
        if (!coupling.hasPolicy() || state.policy().isPresent()) {
            return state;
        }
        return state.withPolicy(Optional.of(distiller.firstLesson(rollouts, state.controllers())));
    }

    private static State withPriors(State state, List<Evidence> evidence) {
        List<ClusterState> clusters = new ArrayList<>();
        for (int c = 0; c < evidence.size(); c++) {
            clusters.add(state.clusters()
                    .get(c)
                    .withPriors(evidence.get(c).dynamicsPrior(), evidence.get(c).policyPrior()));
        }
        return state.withClusters(clusters);
    }

    private Optional<TrainedPolicy> distil(Progress progress, List<LocalUpdate> updates, Round round) {
        return progress.policy()
                .map(policy -> distiller.train(
                        policy,
                        progress.clusters(),
                        progress.evidence(),
                        updates.stream().map(LocalUpdate::controller).toList(),
                        round));
    }

    private Progress couple(Progress progress, List<LocalUpdate> updates, Optional<TrainedPolicy> policy, Round round) {
        if (policy.isEmpty() || !coupling.hasMultipliers()) {
            return progress.with(updates, policy);
        }
        List<LinearGaussianController> linearized =
                fitter.linearize(policy.get().policy(), progress.evidence(), round);
        List<ClusterState> clusters = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        for (int c = 0; c < updates.size(); c++) {
            ClusterState cluster = progress.clusters().get(c);
            Evidence own = progress.evidence().get(c);
            clusters.add(cluster.withMultipliers(
                    coupling.multipliers(cluster, own, updates.get(c), linearized.get(c), round)));
            evidence.add(own.withPolicy(linearized.get(c)));
        }
        return new Progress(clusters, evidence, updates, policy);
    }

    private Iteration next(boolean brokeDown, StepRule.Verdict basis, Progress progress) {
        State old = basis.state();
        int iteration = old.iteration() + 1;
        List<LocalUpdate> updates = progress.updates();
        Optional<TrainedPolicy> policy = progress.policy();
        Optional<PolicyEvaluation> evaluation =
                policy.map(trained -> PolicyEvaluation.onTrainingStarts(task, trained.policy(), rolloutSampler));
        Optional<BestPolicy> best = old.best();
        if (evaluation.isPresent()
                && (best.isEmpty() || options.algorithm().bestBy().prefers(evaluation.get(), best.get()))) {
            best = Optional.of(new BestPolicy(
                    policy.orElseThrow().policy(),
                    evaluation.get().cost(),
                    evaluation.get().success(),
                    iteration));
        }
        long steps = (long) old.clusters().size() * options.algorithm().rolloutsPerCluster() * task.horizon();
        Attempt attempt = new Attempt(basis.evidence(), old.clusters(), old.policy());
        return new Iteration(
                new State(
                        iteration,
                        progress.updated(),
                        policy,
                        Optional.of(attempt),
                        best,
                        old.environmentSteps() + steps,
                        old.clustering(),
                        old.ensemble()),
                basis.seen(),
                brokeDown,
                updates,
                basis.predicted(),
                basis.actual(),
                basis.rejected(),
                policy.map(TrainedPolicy::report),
                evaluation,
                coupling.multiplierBounds().map(bounds -> atBounds(bounds, progress)),
                Guards.inspect(options.algorithm(), coupling.multiplierBounds(), brokeDown, basis, progress));
    }

    private static AtBounds atBounds(MultiplierBounds bounds, Progress progress) {
        return progress.clusters().stream()
                .map(cluster -> bounds.count(cluster.multipliers()))
                .reduce(AtBounds.NONE, AtBounds::plus);
    }

    @Override
    public void close() {
        rolloutSampler.close();
        threads.close();
    }
}
