package org.waymark.gps.learner.distillation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waymark.distillation.policy.Actor;
import org.waymark.distillation.policy.DistillationOptions;
import org.waymark.distillation.policy.DistillationState;
import org.waymark.distillation.policy.PolicyDistillation;
import org.waymark.distillation.policy.TaughtTask;
import org.waymark.gps.algorithm.FrozenTeachers;
import org.waymark.gps.algorithm.GuidedPolicySearch;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.SimulatedEnvironment;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.StateFormat;
import org.waymark.gps.learner.Step;
import org.waymark.sim.ControlLaw;

/** {@link GuidedPolicySearch} with {@link FrozenTeachers}, as a learner: several policies into one student. */
public final class DistillationLearner implements Learner<DistillationState> {
    /** What its metrics mean, beside those that all learners have. */
    public static final List<MetricRow> METRICS = List.of(
            MetricRow.of(
                    "policy/return",
                    "",
                    "of waymark distill, the least of the student's returns over all tasks, by which the best iteration is chosen"),
            MetricRow.of(
                    "policy/return/TASK",
                    "",
                    "of waymark distill, the student's return in a task: 1 is as good as the teacher, 0 as bad as doing nothing"),
            MetricRow.of(
                    "policy/cost/TASK",
                    "cost",
                    "of waymark distill, the student's cost in a task, without noise, from the starts that policy/cost is judged from"),
            MetricRow.of(
                    "loss/before/TASK",
                    "",
                    "of waymark distill, the student's loss on all that the teacher of a task has said, before this iteration's training: 1 is that of the best constant control"),
            MetricRow.of("loss/after/TASK", "", "the same after training"),
            MetricRow.count(
                    "samples/TASK", "samples", "of waymark distill, what the teacher of a task has been asked so far"),
            MetricRow.of(
                    "status/student",
                    "",
                    "of waymark distill, how the training of the student ended: improved, or keptPrevious where its loss rose"));

    private final List<Subject> subjects;
    private final List<SimulatedEnvironment> environments = new ArrayList<>();
    private final GuidedPolicySearch<DistillationState, ?, ?, DistillationState> loop;
    private final long stepsPerIteration;

    /**
     * @param threads how many rollouts are made at a time; changes no result
     * @throws IllegalArgumentException if one student cannot take all teachers; the message names one that does not fit
     */
    public DistillationLearner(
            List<Subject> subjects, DistillationOptions options, long seed, int threads, Phase.Listener phases) {
        this.subjects = List.copyOf(subjects);
        try {
            List<TaughtTask> tasks = new ArrayList<>();
            for (Subject subject : subjects) {
                SimulatedEnvironment environment = new SimulatedEnvironment(
                        subject.task(), subject.observationNames(), seed, environments.size(), threads);
                environments.add(environment);
                tasks.add(new TaughtTask(subject.teacherName(), subject.teacher(), environment));
            }
            loop = new GuidedPolicySearch<>(
                    new FrozenTeachers(new PolicyDistillation(tasks, options, seed), environments), phases);
        } catch (RuntimeException e) {
            environments.forEach(SimulatedEnvironment::close);
            throw e;
        }
        stepsPerIteration = subjects.stream()
                .mapToLong(subject -> (long) options.rollouts() * subject.task().horizon())
                .sum();
    }

    @Override
    public DistillationState initialState() {
        return loop.initialState();
    }

    @Override
    public Step<DistillationState> iterate(DistillationState state) {
        DistillationState next = loop.iterate(state);
        Map<String, String> statuses =
                Map.of("status/student", Metrics.key(next.student().status()));
        return new Step<>(next, metrics(next), statuses, List.of());
    }

    private Map<String, Double> metrics(DistillationState state) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("iteration", (double) state.iteration());
        for (int k = 0; k < subjects.size(); k++) {
            String name = subjects.get(k).name();
            metrics.put("policy/return/" + name, state.returns().get(k));
            metrics.put("policy/cost/" + name, state.costs().get(k));
            metrics.put("loss/before/" + name, state.student().lossBefore().get(k));
            metrics.put("loss/after/" + name, state.student().lossAfter().get(k));
            metrics.put("samples/" + name, (double) state.data().get(k).size());
        }
        metrics.put("policy/return", state.leastReturn());
        metrics.put("policy/bestIteration", (double) state.best().orElseThrow().iteration());
        metrics.put("steps/environment", (double) environmentSteps(state));
        return metrics;
    }

    private long environmentSteps(DistillationState state) {
        return state.iteration() * stepsPerIteration;
    }

    @Override
    public Standing standing(DistillationState state) {
        return new Standing(
                state.iteration(),
                environmentSteps(state),
                Optional.empty(),
                state.best().map(best -> new Standing.Best(best.iteration(), Optional.empty())),
                Optional.empty());
    }

    /** None: a student acts in each task by a law of its own. */
    @Override
    public Optional<ControlLaw> law(DistillationState state) {
        return Optional.empty();
    }

    /** The best student from the evaluation starts of all tasks; each start weighs the same. */
    @Override
    public PolicyEvaluation evaluate(DistillationState state) {
        return loop.evaluate(state);
    }

    /** How an actor does in one of the tasks, from its evaluation starts. */
    public PolicyEvaluation evaluate(int task, Actor actor) {
        return environments.get(task).evaluate(actor);
    }

    @Override
    public StateFormat<DistillationState> format() {
        return new DistillationFormat();
    }

    @Override
    public void close() {
        loop.close();
    }
}
