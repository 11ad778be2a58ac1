package org.waymark.gps.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.waymark.distillation.Activation;
import org.waymark.distillation.LayerLayout;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.distillation.Whitening;
import org.waymark.gps.algorithm.AlgorithmOptions;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.algorithm.ControlScale;
import org.waymark.gps.algorithm.GpsOptions;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.RolloutsBy;
import org.waymark.gps.algorithm.Round;
import org.waymark.gps.algorithm.Run;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.algorithm.Teachers;
import org.waymark.gps.clustering.Clustering;
import org.waymark.gps.trpo.Divergence;
import org.waymark.gps.trpo.KlAnchor;
import org.waymark.gps.trpo.Trpo;
import org.waymark.gps.trpo.TrpoUpdate;
import org.waymark.gps.trpo.ValueFunction;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.RolloutSampler;
import org.waymark.sim.SimulatorSpec;

/**
 * Network policies as teachers, each for the starts of one context, improved by trust region policy optimisation on their own rollouts.
 * What differs between variants is their {@link NetworkCoupling}.
 *
 * <p>All teachers begin with the same network, whose mean is 0, and with the deviations of the task's initial controllers.
 */
public final class NetworkTeachers
        implements Teachers<NetworkState, Run<NetworkState>, NetworkProgress, NetworkIteration> {
    private static final double WHITENING_FLOOR = 1e-3;

    private final Task task;
    private final GpsOptions options;
    private final NetworkCoupling coupling;
    private final RandomStreams streams;
    private final RolloutSampler rolloutSampler;
    private final Contexts contexts;
    private final NetworkRollouts rollouts;
    private final ValueFunction valueFunction;
    private final double[] firstDeviations;
    private final Trpo trpo;
    private final NetworkDistiller distiller;

    /**
     * @param threads how many rollouts and blocks of samples are worked on at a time; changes no result
     * @throws IllegalArgumentException if task and options do not fit together
     */
    public NetworkTeachers(Task task, GpsOptions options, long seed, int threads) {
        AlgorithmOptions algorithm = options.algorithm();
        Activation activation = options.policy().activation();
        if (activation != Activation.TANH && activation != Activation.RELU) {
            throw new IllegalArgumentException(
                    "policy.activation: expected tanh or relu with network teachers, found " + activation);
        }
        if (algorithm.rolloutsBy() != RolloutsBy.CONTROLLERS) {
            throw new IllegalArgumentException(
                    "algorithm.rolloutsBy: network teachers learn from their own rollouts, expected"
                            + " controllers, found policy");
        }
        this.task = task;
        this.options = options;
        this.coupling = NetworkCoupling.of(algorithm);
        this.streams = new RandomStreams(seed);
        this.rolloutSampler = new RolloutSampler(task.simulators(), threads);
        this.contexts = new Contexts(task, algorithm, rolloutSampler, streams);
        this.rollouts = new NetworkRollouts(task, rolloutSampler, streams);
        SimulatorSpec spec = rolloutSampler.spec();
        this.valueFunction = new ValueFunction(algorithm.network().trpo().value(), spec.observationSize());
        this.firstDeviations = firstDeviations(task, spec, algorithm);
        double[] least = scaled(ControlScale.of(task, spec), algorithm.minDeviation());
        for (int j = 0; j < least.length; j++) {
            if (least[j] > firstDeviations[j]) {
                throw new IllegalArgumentException("algorithm.minDeviation: expected a floor below the first policy's"
                        + " deviation (initialController.variance or algorithm.network.initialDeviation), found "
                        + least[j] + " above " + firstDeviations[j] + " for control " + j);
            }
        }
        this.trpo = new Trpo(algorithm.network().trpo(), valueFunction, least, threads);
        this.distiller = new NetworkDistiller(
                options.policy(), spec.observationSize(), spec.controlSize(), coupling.coversTeachers(), streams);
    }

    private static double[] firstDeviations(Task task, SimulatorSpec spec, AlgorithmOptions algorithm) {
        Optional<Double> fraction = algorithm.network().initialDeviation();
        return fraction.isPresent()
                ? scaled(ControlScale.of(task, spec), fraction.get())
                : ControlScale.initialDeviations(task, spec);
    }

    private static double[] scaled(double[] scale, double factor) {
        return Arrays.stream(scale).map(one -> one * factor).toArray();
    }

    @Override
    public NetworkState initialState() {
        return NetworkState.initial();
    }

    @Override
    public int iteration(NetworkState state) {
        return state.iteration();
    }

    @Override
    public NetworkState cluster(NetworkState state) {
        if (!state.teachers().isEmpty()) {
            return state;
        }
        Optional<Clustering> clustering = contexts.clustering();
        NetworkPolicy first = firstPolicy();
        List<TeacherState> teachers = new ArrayList<>();
        int count = coupling.isCentralized() ? 1 : contexts.count();
        for (int i = 0; i < count; i++) {
            TrainedPolicy value = valueFunction.initial(streams.derive("value network", 0, i, 0));
            teachers.add(TeacherState.initial(first, value, coupling.initialWeight()));
        }
        Optional<TrainedPolicy> policyValue = coupling.hasPolicyStep()
                ? Optional.of(valueFunction.initial(streams.derive("value network", 0, count, 0)))
                : Optional.empty();
        return state.with(teachers, clustering, policyValue);
    }

    /** Its last layer is zero, so that its mean is, whatever its whitening will be. */
    private NetworkPolicy firstPolicy() {
        SimulatorSpec spec = rolloutSampler.spec();
        int m = spec.controlSize();
        LayerLayout layout =
                LayerLayout.of(spec.observationSize(), options.policy().hidden(), m);
        double[] covariance = new double[m * m];
        for (int j = 0; j < m; j++) {
            covariance[j * m + j] = firstDeviations[j] * firstDeviations[j];
        }
        Activation activation = options.policy().activation();
        return new NetworkPolicy(
                layout.sizes(),
                activation,
                layout.randomParameters(activation, 0, streams.stream("first policy", 0, 0, 0)),
                Whitening.identity(spec.observationSize()),
                new Whitening(new double[m], firstDeviations),
                covariance);
    }

    /** The rollouts of every teacher, and of the global policy, if it takes steps of its own. */
    @Override
    public Optional<Run<NetworkState>> run(NetworkState state) {
        List<NetworkPolicy> actors = new ArrayList<>();
        for (int c = 0; c < contexts.count(); c++) {
            actors.add(state.teachers().get(coupling.isCentralized() ? 0 : c).policy());
        }
        var starts = new ArrayList<>(contexts.starts(state));
        if (takesPolicyStep(state)) {
            actors.add(state.policy().orElseThrow().policy());
            starts.add(contexts.everywhere(state.iteration()));
        }
        return rollouts.run(state.iteration(), actors, starts).map(done -> new Run<>(state, done));
    }

    private boolean takesPolicyStep(NetworkState state) {
        return coupling.hasPolicyStep() && state.policy().isPresent();
    }

    /** Whitens for what was seen, and adds up what the steps cost. */
    @Override
    public NetworkProgress fit(Run<NetworkState> run) {
        NetworkState state = run.state();
        Whitening seen = whitening(run.rollouts());
        List<TeacherState> acting = new ArrayList<>();
        List<TeacherEvidence> evidence = new ArrayList<>();
        for (int i = 0; i < state.teachers().size(); i++) {
            TeacherState old = state.teachers().get(i);
            TeacherState teacher = old.withPolicy(
                    state.iteration() == 0
                            ? NetworkDistiller.rewhitened(old.policy(), seen)
                            : old.policy().whitenedFor(seen));
            acting.add(teacher);
            List<Integer> own = coupling.isCentralized()
                    ? IntStream.range(0, contexts.count()).boxed().toList()
                    : List.of(i);
            evidence.add(rollouts.evidence(
                    run.rollouts(), own, teacher.policy(), state.policy(), coupling.policyWeight(teacher)));
        }
        Optional<TeacherEvidence> policyEvidence = takesPolicyStep(state)
                ? Optional.of(rollouts.evidence(
                        run.rollouts(),
                        List.of(contexts.count()),
                        state.policy().orElseThrow().policy(),
                        Optional.empty(),
                        0))
                : Optional.empty();
        long steps = (long) run.rollouts().stream().mapToInt(List::size).sum() * task.horizon();
        return new NetworkProgress(
                state, steps, acting, evidence, policyEvidence, List.of(), acting, state.policy(), state.policyValue());
    }

    private static Whitening whitening(List<List<Rollout>> rollouts) {
        List<Rollout> all = rollouts.stream().flatMap(List::stream).toList();
        int p = all.get(0).observationSize();
        int horizon = all.get(0).horizon();
        double[] samples = new double[all.size() * horizon * p];
        for (int n = 0; n < all.size(); n++) {
            for (int t = 0; t < horizon; t++) {
                all.get(n).observations().read(t, samples, (n * horizon + t) * p);
            }
        }
        double[] equally = new double[all.size() * horizon];
        Arrays.fill(equally, 1);
        return Whitening.of(samples, equally, p, WHITENING_FLOOR);
    }

    /** Each teacher one step back. */
    @Override
    public NetworkProgress breakdown(NetworkState state) {
        int count = contexts.count() + (takesPolicyStep(state) ? 1 : 0);
        long steps = (long) count * options.algorithm().rolloutsPerCluster() * task.horizon();
        List<TeacherState> back =
                state.teachers().stream().map(TeacherState::takenBack).toList();
        return new NetworkProgress(
                state,
                steps,
                state.teachers(),
                List.of(),
                Optional.empty(),
                List.of(),
                back,
                state.policy(),
                state.policyValue());
    }

    @Override
    public NetworkProgress improve(NetworkProgress progress, Round round) {
        List<TrpoUpdate> updates = new ArrayList<>();
        List<TeacherState> teachers = new ArrayList<>();
        for (int i = 0; i < progress.evidence().size(); i++) {
            TeacherState teacher = progress.acting().get(i);
            TeacherEvidence evidence = progress.evidence().get(i);
            List<KlAnchor> anchors = new ArrayList<>(coupling.peers(i, progress));
            coupling.towards(progress.policy(), teacher, evidence.experience().observations())
                    .ifPresent(anchors::add);
            TrpoUpdate update = trpo.update(
                    teacher.policy(),
                    teacher.value(),
                    evidence.experience(),
                    anchors,
                    coupling.entropyWeight(),
                    streams.derive("value training", round.iteration(), i, 0));
            updates.add(update);
            teachers.add(teacher.updated(update));
        }
        return progress.brokeDown() ? progress : policyStep(progress.withUpdates(updates, teachers), round);
    }

    /** The global policy's own step, from its own rollouts. */
    private NetworkProgress policyStep(NetworkProgress progress, Round round) {
        if (progress.own().isEmpty()) {
            return progress;
        }
        TrainedPolicy policy = progress.policy().orElseThrow();
        TrpoUpdate update = trpo.update(
                policy.policy(),
                progress.policyValue().orElseThrow(),
                progress.own().get().experience(),
                List.of(),
                0,
                streams.derive(
                        "value training", round.iteration(), progress.evidence().size(), 0));
        return progress.withPolicy(Optional.of(new TrainedPolicy(update.policy(), policy.optimizer(), policy.report())))
                .withPolicyValue(Optional.of(update.value()));
    }

    @Override
    public NetworkProgress distil(NetworkProgress progress, Round round) {
        if (coupling.isCentralized() || progress.brokeDown()) {
            return progress;
        }
        TrainedPolicy trained = distiller.train(progress, round.iteration());
        if (progress.own().isPresent()) {
            // what the global policy has found out about its noise is its own
            double[] covariance = progress.policy().orElseThrow().policy().covariance();
            trained = new TrainedPolicy(
                    trained.policy().withCovariance(covariance), trained.optimizer(), trained.report());
        }
        return progress.withPolicy(Optional.of(trained));
    }

    @Override
    public NetworkProgress couple(NetworkProgress progress, Round round) {
        if (coupling.isCentralized() || progress.brokeDown()) {
            return progress;
        }
        NetworkPolicy policy = progress.policy().orElseThrow().policy();
        boolean resets = coupling.resetsAfter(round.iteration() + 1);
        List<TeacherState> teachers = new ArrayList<>();
        for (int i = 0; i < progress.teachers().size(); i++) {
            TeacherState teacher = progress.teachers().get(i);
            double[] divergences = Divergence.between(
                    teacher.policy(),
                    policy,
                    progress.evidence().get(i).experience().observations());
            double mean = Arrays.stream(divergences).average().orElseThrow();
            TeacherState coupled = teacher.withWeight(coupling.nextWeight(teacher, mean));
            teachers.add(
                    resets
                            ? coupled.withPolicy(
                                    policy.withCovariance(teacher.policy().covariance()))
                            : coupled);
        }
        return progress.withTeachers(teachers);
    }

    @Override
    public NetworkIteration next(NetworkProgress progress) {
        NetworkState old = progress.basis();
        int iteration = old.iteration() + 1;
        NetworkPolicy policy = progress.policy()
                .map(TrainedPolicy::policy)
                .orElseGet(() -> progress.teachers().get(0).policy());
        PolicyEvaluation evaluation = PolicyEvaluation.onTrainingStarts(task, policy, rolloutSampler);
        Optional<BestPolicy> best = old.best();
        if (best.isEmpty() || options.algorithm().bestBy().prefers(evaluation, best.get())) {
            best = Optional.of(new BestPolicy(policy, evaluation.cost(), evaluation.success(), iteration));
        }
        NetworkState state = new NetworkState(
                iteration,
                progress.teachers(),
                progress.policy(),
                progress.policyValue(),
                best,
                old.environmentSteps() + progress.steps(),
                old.clustering());
        return new NetworkIteration(
                state,
                progress.evidence(),
                progress.updates(),
                coupling.isCentralized() || progress.brokeDown()
                        ? Optional.empty()
                        : progress.policy().map(TrainedPolicy::report),
                evaluation,
                NetworkGuards.inspect(progress));
    }

    @Override
    public PolicyEvaluation evaluate(NetworkState state) {
        return PolicyEvaluation.onEvaluationStarts(
                task, state.best().orElseThrow().policy(), rolloutSampler);
    }

    @Override
    public void close() {
        rolloutSampler.close();
        trpo.close();
    }
}
