package org.waymark.gps.imagination;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.OptimizerState;
import org.waymark.dynamics.learned.ModelFit;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.gps.algorithm.BestBy;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.learner.PartsReader;
import org.waymark.gps.learner.PartsWriter;
import org.waymark.gps.learner.Recorder;
import org.waymark.gps.learner.Recording;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.StateFormat;
import org.waymark.gps.learner.Step;
import org.waymark.gps.modelbased.BeyondData;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.EpisodeActor;
import org.waymark.gps.modelbased.EpisodeFormat;
import org.waymark.gps.modelbased.EpisodeRunner;
import org.waymark.gps.modelbased.KnownTask;
import org.waymark.gps.modelbased.ModelFitting;
import org.waymark.gps.modelbased.NoisyPolicy;
import org.waymark.gps.modelbased.RandomControls;
import org.waymark.gps.modelbased.RealData;
import org.waymark.gps.modelbased.SoleCost;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.RolloutSampler;

/**
 * A network policy that learns in a model of the plant: real episodes with the policy and its noise, random ones at first; the model is
 * fitted to all of them; the policy is improved in imagination, in a way that is its improver's.
 */
public final class ImaginationLearner implements Learner<ImaginationState> {
    /** What its metrics mean, beside those that all learners and models have. */
    public static final List<MetricRow> METRICS = List.of(
            MetricRow.count(
                    "imagined/updates",
                    "steps",
                    "with backprop and me-trpo, steps of the policy in imagination in this iteration"),
            MetricRow.of(
                    "imagined/costBefore",
                    "cost",
                    "what imagined rollouts cost before these steps; with me-trpo, without noise, mean over members"),
            MetricRow.of("imagined/costAfter", "cost", "the same after the last step that was kept"),
            MetricRow.of(
                    "status/imagined",
                    "",
                    "how the work in imagination ended: updatesSpent; with me-trpo also membersDisagree, with backprop gradientsLost"));

    private final Task task;
    private final Practice practice;
    private final BestBy bestBy;
    private final PolicyImprover improver;
    private final EpisodeRunner runner;
    private final ModelFitting fitting;
    private final RolloutSampler sampler;
    private final Phase.Listener phases;

    /**
     * How much is done for real, and how imagination is bounded.
     *
     * @param randomSteps real steps of the first iteration, at least
     * @param stepsPerIteration real steps of every later one, at least
     * @param noisy whether imagined states are drawn, or means
     * @param room of the box that imagined states stay in
     */
    public record Practice(int randomSteps, int stepsPerIteration, boolean noisy, double room) {}

    /**
     * @param improver owned by this
     * @param bestBy by what the policy that is returned is chosen
     * @param threads how many rollouts and members are worked on at a time; changes no result
     * @throws IllegalArgumentException if task and options do not fit together
     */
    public ImaginationLearner(
            Task task,
            Practice practice,
            PolicyImprover improver,
            ModelOptions model,
            BestBy bestBy,
            long seed,
            int threads,
            Phase.Listener phases) {
        this.task = task;
        this.practice = practice;
        this.improver = improver;
        this.bestBy = bestBy;
        this.phases = phases;
        SoleCost.of(task);
        runner = new EpisodeRunner(task, seed);
        fitting = new ModelFitting(model, seed, threads);
        sampler = new RolloutSampler(task.simulators(), threads);
    }

    @Override
    public ImaginationState initialState() {
        return ImaginationState.initial();
    }

    @Override
    public Step<ImaginationState> iterate(ImaginationState state) {
        int iteration = state.iteration() + 1;
        phases.begins(Phase.ROLLOUTS);
        List<Episode> fresh = runner.run(
                iteration,
                state.student().isEmpty() ? practice.randomSteps() : practice.stepsPerIteration(),
                actor(state));
        List<Episode> episodes = new ArrayList<>(state.episodes());
        episodes.addAll(fresh);
        phases.begins(Phase.FIT);
        ModelFit fit = fitting.fit(RealData.transitions(episodes), state.model(), iteration, 0);
        phases.begins(Phase.IMPROVE);
        Improvement improvement = improver.improve(
                state.student().orElseGet(() -> first(episodes)),
                new ImaginedPlant(fit.model(), StateBox.around(episodes, practice.room()), known(), practice.noisy()),
                episodes,
                iteration);
        phases.begins(Phase.EVALUATE);
        NetworkPolicy policy = improvement.student().policy();
        PolicyEvaluation judged = PolicyEvaluation.onTrainingStarts(task, policy, sampler);
        ImaginationState next = new ImaginationState(
                iteration,
                episodes,
                Optional.of(fit.model()),
                Optional.of(improvement.student()),
                best(state, policy, judged, iteration));
        double beyond = BeyondData.fraction(state.model(), fresh);
        return new Step<>(
                next,
                metrics(next, fresh, fit, beyond, improvement, judged),
                statuses(fit, improvement),
                BeyondData.warnings(beyond),
                recording(fresh, judged));
    }

    private static Map<String, String> statuses(ModelFit fit, Improvement improvement) {
        Map<String, String> statuses = new LinkedHashMap<>();
        statuses.put("status/model", Metrics.key(fit.report().status()));
        statuses.put("status/imagined", improvement.status());
        return statuses;
    }

    private KnownTask known() {
        return KnownTask.of(task, runner.spec());
    }

    private EpisodeActor actor(ImaginationState state) {
        if (state.student().isEmpty()) {
            return new RandomControls(task, runner.spec());
        }
        return new NoisyPolicy(state.student().get().policy());
    }

    private Student first(List<Episode> episodes) {
        known().requireObservable(episodes.get(0));
        return improver.first(runner.spec(), RealData.whitening(episodes));
    }

    private Optional<BestPolicy> best(
            ImaginationState state, NetworkPolicy policy, PolicyEvaluation judged, int iteration) {
        return state.best().isEmpty() || bestBy.prefers(judged, state.best().get())
                ? Optional.of(new BestPolicy(policy, judged.cost(), judged.success(), iteration))
                : state.best();
    }

    private static Map<String, Double> metrics(
            ImaginationState state,
            List<Episode> fresh,
            ModelFit fit,
            double beyond,
            Improvement improvement,
            PolicyEvaluation judged) {
        Map<String, Double> line = new LinkedHashMap<>();
        line.put("iteration", (double) state.iteration());
        line.put("steps/environment", (double) Episode.steps(state.episodes()));
        line.put("cost/mean", RealData.meanCost(fresh));
        line.put("policy/cost", judged.cost());
        line.put("policy/success", judged.success());
        line.put("policy/bestIteration", (double) state.best().orElseThrow().iteration());
        line.put("model/loss", fit.report().loss());
        line.put("model/beyond", beyond);
        line.putAll(improvement.metrics());
        line.put("rollouts/clipped", RealData.clippedFraction(fresh));
        line.put("warnings/count", (double) BeyondData.warnings(beyond).size());
        return line;
    }

    private Optional<Recording> recording(List<Episode> fresh, PolicyEvaluation judged) {
        Recorder recorder = new Recorder(task);
        recorder.explored(0, fresh.stream().map(Episode::rollout).toList(), i -> fresh.get(i)
                .total());
        recorder.judged(judged);
        return Optional.of(recorder.recording(List.of()));
    }

    @Override
    public Standing standing(ImaginationState state) {
        return new Standing(
                state.iteration(),
                Episode.steps(state.episodes()),
                state.student().map(Student::policy),
                state.best().map(Standing.Best::of),
                Optional.empty());
    }

    @Override
    public Optional<ControlLaw> law(ImaginationState state) {
        return state.best().map(best -> ControlLaw.of(best.policy()));
    }

    @Override
    public PolicyEvaluation evaluate(ImaginationState state) {
        return PolicyEvaluation.onEvaluationStarts(
                task, state.best().orElseThrow().policy(), sampler);
    }

    @Override
    public StateFormat<ImaginationState> format() {
        return new Format();
    }

    @Override
    public void close() {
        runner.close();
        sampler.close();
        improver.close();
    }

    private static final class Format implements StateFormat<ImaginationState> {
        @Override
        public String name() {
            return "learning in imagination 1";
        }

        @Override
        public void write(ImaginationState state, BinaryWriter out) {
            PartsWriter parts = new PartsWriter(out);
            out.writeInt(state.iteration());
            EpisodeFormat.write(state.episodes(), out);
            out.writeOptional(state.model(), parts::model);
            out.writeOptional(state.student(), student -> {
                parts.network(student.policy());
                out.writeOptional(student.value(), parts::trained);
                out.writeOptional(student.optimizer(), optimizer -> {
                    out.writeLong(optimizer.steps());
                    out.writeDoubles(optimizer.firstMoment());
                    out.writeDoubles(optimizer.secondMoment());
                });
            });
            out.writeOptional(state.best(), parts::best);
        }

        @Override
        public ImaginationState read(BinaryReader in) {
            PartsReader parts = new PartsReader(in);
            return new ImaginationState(
                    in.readInt(),
                    EpisodeFormat.read(in),
                    in.readOptional(parts::model),
                    in.readOptional(() -> new Student(
                            parts.network(),
                            in.readOptional(parts::trained),
                            in.readOptional(
                                    () -> new OptimizerState(in.readLong(), in.readDoubles(), in.readDoubles())))),
                    in.readOptional(parts::best));
        }
    }
}
