package org.waymark.gps.learner.guided;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainedPolicy;
import org.waymark.gps.algorithm.GpsOptions;
import org.waymark.gps.algorithm.GuidedPolicySearch;
import org.waymark.gps.algorithm.Iteration;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.clustering.Clustering;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.StateFormat;
import org.waymark.gps.learner.Step;
import org.waymark.sim.ControlLaw;

/** {@link GuidedPolicySearch} as a learner. */
public final class GuidedLearner implements Learner<State> {
    /** What its metrics mean, beside those that all learners have. */
    public static final List<MetricRow> METRICS = GuidedMetrics.ROWS;

    private final Task task;
    private final GuidedPolicySearch<State, ?, ?, Iteration> loop;

    /**
     * @param threads how many rollouts and clusters are worked on at a time; changes no result
     * @throws IllegalArgumentException if task and options do not fit together
     */
    public GuidedLearner(Task task, GpsOptions options, long seed, int threads, Phase.Listener phases) {
        this.task = task;
        this.loop = GuidedPolicySearch.linear(task, options, seed, threads, phases);
    }

    @Override
    public State initialState() {
        return loop.initialState();
    }

    @Override
    public Step<State> iterate(State state) {
        Iteration done = loop.iterate(state);
        return new Step<>(
                done.state(),
                GuidedMetrics.of(done),
                GuidedMetrics.statuses(done),
                done.warnings(),
                Optional.of(GuidedRecording.of(done, task)));
    }

    @Override
    public Standing standing(State state) {
        return new Standing(
                state.iteration(),
                state.environmentSteps(),
                state.policy().map(TrainedPolicy::policy),
                state.best().map(Standing.Best::of),
                state.clustering().flatMap(Clustering::choice));
    }

    @Override
    public Optional<ControlLaw> law(State state) {
        return state.best().map(best -> ControlLaw.of(best.policy()));
    }

    @Override
    public PolicyEvaluation evaluate(State state) {
        return loop.evaluate(state);
    }

    @Override
    public StateFormat<State> format() {
        return new Format();
    }

    @Override
    public void close() {
        loop.close();
    }

    private static final class Format implements StateFormat<State> {
        @Override
        public String name() {
            return "guided policy search 7";
        }

        @Override
        public void write(State state, BinaryWriter out) {
            new StateWriter(out).state(state);
        }

        @Override
        public State read(BinaryReader in) {
            return new StateReader(in).state();
        }
    }
}
