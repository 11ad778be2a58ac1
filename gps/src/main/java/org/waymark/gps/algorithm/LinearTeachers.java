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
 * Time-varying linear-Gaussian controllers as teachers, improved on fitted models (Levine and Abbeel 2014) or by path integrals. What
 * differs between variants is their {@link Coupling}.
 */
final class LinearTeachers implements Teachers<State, Run<State>, Progress, Iteration> {
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

    LinearTeachers(Task task, GpsOptions options, long seed, int threads) {
        AlgorithmOptions.require(threads >= 1, "threads: expected ≥ 1, found " + threads);
        RandomStreams streams = new RandomStreams(seed);
        this.task = task;
        this.options = options;
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

    @Override
    public State initialState() {
        return State.initial();
    }

    @Override
    public int iteration(State state) {
        return state.iteration();
    }

    @Override
    public State cluster(State state) {
        return sampler.cluster(state);
    }

    @Override
    public Optional<Run<State>> run(State state) {
        return sampler.collect(state);
    }

    /** p(x'|x,u) per cluster, the cost expanded, the policy linearised; was the last step as good as predicted? */
    @Override
    public Progress fit(Run<State> run) {
        State taught = withPolicy(run.state(), run.rollouts());
        ModelFitter.Fits fits = fitter.fit(taught, run.rollouts());
        State fitted = withPriors(taught, fits.evidence()).withEnsemble(fits.ensemble());
        return Progress.from(stepRule.judge(fitted, fits.evidence()), false);
    }

    @Override
    public Progress breakdown(State state) {
        return Progress.from(stepRule.breakdown(state), true);
    }

    @Override
    public int innerIterations() {
        return coupling.innerIterations();
    }

    /** min E[cost] + coupling, s.t. KL(controller ‖ anchor) ≤ ε. */
    @Override
    public Progress improve(Progress progress, Round round) {
        return progress.withUpdates(locals.improve(progress.clusters(), progress.evidence()));
    }

    @Override
    public Progress distil(Progress progress, Round round) {
        return progress.withPolicy(progress.policy()
                .map(policy -> distiller.train(
                        policy,
                        progress.clusters(),
                        progress.evidence(),
                        progress.updates().stream().map(LocalUpdate::controller).toList(),
                        round)));
    }

    @Override
    public Progress couple(Progress progress, Round round) {
        if (progress.policy().isEmpty() || !coupling.hasMultipliers()) {
            return progress;
        }
        List<LinearGaussianController> linearized =
                fitter.linearize(progress.policy().get().policy(), progress.evidence(), round);
        List<ClusterState> clusters = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        for (int c = 0; c < progress.updates().size(); c++) {
            ClusterState cluster = progress.clusters().get(c);
            Evidence own = progress.evidence().get(c);
            clusters.add(cluster.withMultipliers(
                    coupling.multipliers(cluster, own, progress.updates().get(c), linearized.get(c), round)));
            evidence.add(own.withPolicy(linearized.get(c)));
        }
        return progress.with(clusters, evidence);
    }

    @Override
    public PolicyEvaluation evaluate(State state) {
        return PolicyEvaluation.onEvaluationStarts(
                task, state.best().orElseThrow().policy(), rolloutSampler);
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

    @Override
    public Iteration next(Progress progress) {
        StepRule.Verdict basis = progress.basis();
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
                progress.brokeDown(),
                updates,
                basis.predicted(),
                basis.actual(),
                basis.rejected(),
                policy.map(TrainedPolicy::report),
                evaluation,
                coupling.multiplierBounds().map(bounds -> atBounds(bounds, progress)),
                Guards.inspect(
                        options.algorithm(), coupling.multiplierBounds(), progress.brokeDown(), basis, progress));
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
