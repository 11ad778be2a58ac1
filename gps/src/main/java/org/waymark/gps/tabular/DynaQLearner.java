package org.waymark.gps.tabular;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.StateFormat;
import org.waymark.gps.learner.Step;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.EpisodeRunner;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.RolloutSampler;

/** Dyna-Q on what the policy sees, as a learner; an iteration is some real episodes. */
public final class DynaQLearner implements Learner<DynaQState> {
    /** What its metrics mean, beside those that all learners have. */
    public static final List<MetricRow> METRICS = List.of(
            MetricRow.of("episodes/length", "steps", "with dyna-q, steps of this iteration's episodes, mean"),
            MetricRow.count("table/states", "", "with dyna-q, how many states it has seen"));

    private final Task task;
    private final DynaQOptions options;
    private final int actions;
    private final RandomStreams streams;
    private final EpisodeRunner episodes;
    private final RolloutSampler sampler;
    private final Phase.Listener phases;

    /**
     * @param threads how many rollouts are made at a time when a policy is judged; changes no result
     * @throws IllegalArgumentException if the task's controls are continuous
     */
    public DynaQLearner(Task task, DynaQOptions options, long seed, int threads, Phase.Listener phases) {
        this.task = task;
        this.options = options;
        this.actions = task.actions()
                .orElseThrow(() -> new IllegalArgumentException("algorithm.name: dyna-q: expected a plant with a choice"
                        + " between actions, such as dyna-maze, found one with continuous controls"));
        this.streams = new RandomStreams(seed);
        this.episodes = new EpisodeRunner(task, seed);
        this.sampler = new RolloutSampler(task.simulators(), threads);
        this.phases = phases;
    }

    @Override
    public DynaQState initialState() {
        return DynaQState.initial(actions);
    }

    @Override
    public Step<DynaQState> iterate(DynaQState state) {
        int iteration = state.iteration() + 1;
        phases.begins(Phase.ROLLOUTS);
        DynaQ tables = new DynaQ(options, state, streams.stream("planning", iteration, 0, 0));
        long steps = 0;
        double cost = 0;
        for (int i = 0; i < options.episodes(); i++) {
            // a number of its own for each episode, for chance depends on it
            int number = state.iteration() * options.episodes() + i + 1;
            Episode episode = episodes.run(number, 1, tables).get(0);
            steps += episode.steps();
            cost += episode.total();
        }
        phases.begins(Phase.EVALUATE);
        Values values = tables.values();
        PolicyEvaluation found = PolicyEvaluation.onTrainingStarts(task, values.greedy(), sampler);
        DynaQState.BestValues candidate = new DynaQState.BestValues(iteration, found.cost(), values);
        DynaQState next = new DynaQState(
                iteration,
                state.environmentSteps() + steps,
                values,
                tables.model(),
                state.best().filter(best -> best.cost() <= found.cost()).or(() -> Optional.of(candidate)));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("iteration", (double) iteration);
        metrics.put("steps/environment", (double) next.environmentSteps());
        metrics.put("cost/mean", cost / options.episodes());
        metrics.put("episodes/length", (double) steps / options.episodes());
        metrics.put("policy/cost", found.cost());
        metrics.put("policy/success", found.success());
        metrics.put("policy/bestIteration", (double) next.best().orElseThrow().iteration());
        metrics.put("table/states", (double) values.states().size());
        metrics.put("warnings/count", 0.0);
        return new Step<>(next, metrics, Map.of(), List.of());
    }

    @Override
    public Standing standing(DynaQState state) {
        return new Standing(
                state.iteration(),
                state.environmentSteps(),
                Optional.empty(),
                state.best().map(best -> new Standing.Best(best.iteration(), Optional.empty())),
                Optional.empty());
    }

    @Override
    public Optional<ControlLaw> law(DynaQState state) {
        return state.best().map(best -> best.values().greedy());
    }

    @Override
    public PolicyEvaluation evaluate(DynaQState state) {
        return PolicyEvaluation.onEvaluationStarts(task, law(state).orElseThrow(), sampler);
    }

    @Override
    public StateFormat<DynaQState> format() {
        return new Format();
    }

    @Override
    public void close() {
        episodes.close();
        sampler.close();
    }

    private static final class Format implements StateFormat<DynaQState> {
        @Override
        public String name() {
            return "dyna-q 1";
        }

        @Override
        public void write(DynaQState state, BinaryWriter out) {
            out.writeInt(state.iteration());
            out.writeLong(state.environmentSteps());
            write(state.values(), out);
            out.writeList(state.model(), step -> {
                out.writeInts(new int[] {step.state(), step.action(), step.next(), step.ended() ? 1 : 0});
                out.writeDouble(step.reward());
            });
            out.writeOptional(state.best(), best -> {
                out.writeInt(best.iteration());
                out.writeDouble(best.cost());
                write(best.values(), out);
            });
        }

        private static void write(Values values, BinaryWriter out) {
            out.writeInt(values.actions());
            out.writeList(values.states(), out::writeDoubles);
            out.writeDoubles(values.table());
        }

        @Override
        public DynaQState read(BinaryReader in) {
            return new DynaQState(
                    in.readInt(),
                    in.readLong(),
                    values(in),
                    in.readList(() -> {
                        int[] step = in.readInts();
                        return new Remembered(step[0], step[1], in.readDouble(), step[2], step[3] == 1);
                    }),
                    in.readOptional(() -> new DynaQState.BestValues(in.readInt(), in.readDouble(), values(in))));
        }

        private static Values values(BinaryReader in) {
            return new Values(in.readInt(), in.readList(in::readDoubles), in.readDoubles());
        }
    }
}
