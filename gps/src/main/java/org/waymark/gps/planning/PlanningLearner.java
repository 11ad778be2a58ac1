package org.waymark.gps.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.dynamics.learned.ModelFit;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.dynamics.learned.Transitions;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.Learner;
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
import org.waymark.gps.modelbased.ModelFitting;
import org.waymark.gps.modelbased.RandomControls;
import org.waymark.gps.modelbased.RealData;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.gps.planning.PlanningActor.Refits;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.RolloutSampler;

/**
 * Model-predictive control through a learned model (Nagabandi et al. 2018; Chua et al. 2018).
 *
 * <p>An iteration: real episodes, random ones at first, planned ones thereafter; then the model is fitted to all there are.
 */
public final class PlanningLearner implements Learner<PlanningState> {
    /** How far imagined states may leave the box of the real ones, in ranges of these. */
    private static final double ROOM = 0.5;

    private final Task task;
    private final PlanningOptions options;
    private final EpisodeRunner runner;
    private final ModelFitting fitting;
    private final RolloutSampler sampler;
    private final Phase.Listener phases;

    /**
     * @param threads how many rollouts and members are worked on at a time; changes no result
     * @throws IllegalArgumentException if task and options do not fit together
     */
    public PlanningLearner(
            Task task, PlanningOptions options, ModelOptions model, long seed, int threads, Phase.Listener phases) {
        this.task = task;
        this.options = options;
        this.phases = phases;
        runner = new EpisodeRunner(task, seed);
        fitting = new ModelFitting(model, seed, threads);
        sampler = new RolloutSampler(task.simulators(), threads);
        PlanningTask.of(task, runner.spec());
    }

    @Override
    public PlanningState initialState() {
        return PlanningState.initial();
    }

    @Override
    public Step<PlanningState> iterate(PlanningState state) {
        int iteration = state.iteration() + 1;
        phases.begins(Phase.ROLLOUTS);
        Optional<Refits> refits = state.model()
                .map(model ->
                        new Refits(fitting, RealData.transitions(state.episodes()), options.refitEvery(), iteration));
        List<Episode> fresh = runner.run(
                iteration,
                state.model().isEmpty() ? options.randomSteps() : options.stepsPerIteration(),
                actor(state, refits));
        List<Episode> episodes = new ArrayList<>(state.episodes());
        episodes.addAll(fresh);
        phases.begins(Phase.FIT);
        Transitions data = RealData.transitions(episodes);
        ModelFit fit = fitting.fit(
                data, state.model(), iteration, refits.map(Refits::count).orElse(0));
        phases.begins(Phase.EVALUATE);
        PlanningLaw law = law(fit.model(), StateBox.around(episodes, ROOM));
        Optional<PolicyEvaluation> judged = options.judgeEvery() > 0 && iteration % options.judgeEvery() == 0
                ? Optional.of(PolicyEvaluation.onTrainingStarts(task, law, sampler))
                : Optional.empty();
        PlanningState next = new PlanningState(
                iteration, episodes, Optional.of(fit.model()), best(state, fit, episodes, judged, iteration));
        double beyond = BeyondData.fraction(state.model(), fresh);
        return new Step<>(
                next,
                metrics(next, fresh, fit, beyond, judged),
                statuses(fit),
                BeyondData.warnings(beyond),
                recording(fresh, judged));
    }

    private EpisodeActor actor(PlanningState state, Optional<Refits> refits) {
        if (state.model().isEmpty()) {
            return new RandomControls(task, runner.spec());
        }
        return new PlanningActor(
                law(state.model().get(), StateBox.around(state.episodes(), ROOM)), refits.orElseThrow());
    }

    private Optional<PlanningState.Best> best(
            PlanningState state,
            ModelFit fit,
            List<Episode> episodes,
            Optional<PolicyEvaluation> judged,
            int iteration) {
        double cost = judged.map(PolicyEvaluation::cost).orElse(Double.NaN);
        boolean better = options.judgeEvery() == 0
                || state.best().isEmpty()
                || judged.isPresent() && !(cost >= state.best().get().cost());
        return better
                ? Optional.of(new PlanningState.Best(fit.model(), StateBox.around(episodes, ROOM), cost, iteration))
                : state.best();
    }

    private PlanningLaw law(LearnedDynamics model, StateBox box) {
        return new PlanningLaw(PlanningTask.of(task, runner.spec()), model, box, options);
    }

    private static Map<String, Double> metrics(
            PlanningState state, List<Episode> fresh, ModelFit fit, double beyond, Optional<PolicyEvaluation> judged) {
        Map<String, Double> line = new LinkedHashMap<>();
        line.put("iteration", (double) state.iteration());
        line.put("steps/environment", (double) Episode.steps(state.episodes()));
        line.put("cost/mean", RealData.meanCost(fresh));
        line.put("policy/cost", judged.map(PolicyEvaluation::cost).orElse(Double.NaN));
        line.put("policy/success", judged.map(PolicyEvaluation::success).orElse(Double.NaN));
        line.put(
                "policy/bestIteration",
                state.best().map(best -> (double) best.iteration()).orElse(Double.NaN));
        line.put("model/loss", fit.report().loss());
        line.put("model/beyond", beyond);
        line.put("rollouts/clipped", RealData.clippedFraction(fresh));
        line.put("warnings/count", (double) BeyondData.warnings(beyond).size());
        return line;
    }

    private static Map<String, String> statuses(ModelFit fit) {
        return Map.of("status/model", Metrics.key(fit.report().status()));
    }

    private Optional<Recording> recording(List<Episode> fresh, Optional<PolicyEvaluation> judged) {
        Recorder recorder = new Recorder(task);
        recorder.explored(0, fresh.stream().map(Episode::rollout).toList(), i -> fresh.get(i)
                .total());
        judged.ifPresent(recorder::judged);
        return Optional.of(recorder.recording(List.of()));
    }

    @Override
    public Standing standing(PlanningState state) {
        return new Standing(
                state.iteration(),
                Episode.steps(state.episodes()),
                Optional.empty(),
                state.best().map(best -> new Standing.Best(best.iteration(), Optional.empty())),
                Optional.empty());
    }

    @Override
    public Optional<ControlLaw> law(PlanningState state) {
        return state.best().map(best -> law(best.model(), best.box()));
    }

    @Override
    public PolicyEvaluation evaluate(PlanningState state) {
        return PolicyEvaluation.onEvaluationStarts(task, law(state).orElseThrow(), sampler);
    }

    @Override
    public StateFormat<PlanningState> format() {
        return new Format();
    }

    @Override
    public void close() {
        runner.close();
        sampler.close();
    }

    private static final class Format implements StateFormat<PlanningState> {
        @Override
        public String name() {
            return "model-predictive control 1";
        }

        @Override
        public void write(PlanningState state, BinaryWriter out) {
            PartsWriter parts = new PartsWriter(out);
            out.writeInt(state.iteration());
            EpisodeFormat.write(state.episodes(), out);
            out.writeOptional(state.model(), parts::model);
            out.writeOptional(state.best(), best -> {
                parts.model(best.model());
                out.writeDoubles(best.box().lower());
                out.writeDoubles(best.box().upper());
                out.writeDouble(best.cost());
                out.writeInt(best.iteration());
            });
        }

        @Override
        public PlanningState read(BinaryReader in) {
            PartsReader parts = new PartsReader(in);
            return new PlanningState(
                    in.readInt(),
                    EpisodeFormat.read(in),
                    in.readOptional(parts::model),
                    in.readOptional(() -> new PlanningState.Best(
                            parts.model(),
                            new StateBox(in.readDoubles(), in.readDoubles()),
                            in.readDouble(),
                            in.readInt())));
        }
    }
}
