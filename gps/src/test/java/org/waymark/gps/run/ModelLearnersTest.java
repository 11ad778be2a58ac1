package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.learner.Learner;
import org.waymark.gps.learner.Standing;
import org.waymark.gps.learner.Step;
import org.waymark.gps.metrics.MetricTable;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.ControlLaw;

/** The learners that have a model of the plant: planning, back-propagation and policy optimisation in it. */
class ModelLearnersTest {
    private static Experiment experiment(String... overrides) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "task.horizon=20",
                "model={kind: ensemble, members: 2, elites: 2, hidden: [8], weightDecay: [0.0], epochs: 5, angles: [0]}",
                "policy.hidden=[8]",
                "planning={randomSteps: 50, stepsPerIteration: 20, refitEvery: 15, horizon: 5, samples: 10, rounds: 2, elites: 3, particles: 2}",
                "backprop={randomSteps: 50, stepsPerIteration: 20, rollouts: 4, updates: 3}",
                "imagination={randomSteps: 50, stepsPerIteration: 20, rollouts: 4, updates: 4, checkEvery: 2, checkStarts: 3}",
                "evaluation.episodes=3"));
        all.addAll(List.of(overrides));
        try (InputStream stream =
                ModelLearnersTest.class.getResourceAsStream("/org/waymark/gps/experiments/bench-pendulum.yaml")) {
            return YamlBinder.bind(
                    Experiment.class,
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8),
                    "bench-pendulum.yaml",
                    all);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "algorithm.name=mpc",
                "planning.planner=random-shooting",
                "planning.planner=path-integral",
                "planning.planner=ilqr",
                "planning.judgeEvery=2",
                "algorithm.name=backprop",
                "algorithm.name=me-trpo"
            })
    void whatIsReadBackGoesOnToTheSameBitsAsDoMoreThreadsAndEveryMetricHasItsRow(String setting) throws IOException {
        Experiment experiment =
                setting.startsWith("planning") ? experiment("algorithm.name=mpc", setting) : experiment(setting);
        try (ExperimentTask task = ExperimentTask.build(experiment);
                Learner<?> one = Learners.of(experiment, task.task(), 1, phase -> {});
                Learner<?> two = Learners.of(experiment, task.task(), 2, phase -> {})) {
            goOn(one, two);
        }
    }

    private static <S> void goOn(Learner<S> one, Learner<?> other) {
        @SuppressWarnings("unchecked")
        Learner<S> two = (Learner<S>) other;
        S state = one.initialState();
        List<String> keys = List.copyOf(one.iterate(state).metrics().keySet());
        long before = 0;
        for (int i = 0; i < 3; i++) {
            S readBack = StateCodec.decode(StateCodec.encode(state, one.format()), one.format());
            Step<S> next = one.iterate(state);
            Step<S> resumed = two.iterate(readBack);
            assertThat(resumed.metrics()).isEqualTo(next.metrics());
            assertThat(StateCodec.encode(resumed.state(), one.format()))
                    .isEqualTo(StateCodec.encode(next.state(), one.format()));
            assertThat(next.metrics().keySet()).containsExactlyElementsOf(keys);
            assertThat(next.metrics().keySet())
                    .allSatisfy(key -> assertThat(MetricTable.row(key)).as(key).isPresent());
            assertThat(next.statuses().keySet())
                    .allSatisfy(key -> assertThat(MetricTable.row(key)).as(key).isPresent());
            Standing standing = one.standing(next.state());
            assertThat(standing.iteration()).isEqualTo(i + 1);
            assertThat(standing.environmentSteps() - before).isEqualTo(i == 0 ? 60 : 20); // whole episodes of 20
            before = standing.environmentSteps();
            state = next.state();
        }
        assertThat(one.evaluate(state).costs()).isEqualTo(two.evaluate(state).costs());
    }

    @Test
    void aPlannerRemembersWithinARolloutAndNothingBeyondIt() throws IOException {
        Experiment experiment = experiment("algorithm.name=mpc");
        try (ExperimentTask task = ExperimentTask.build(experiment);
                Learner<?> learner = Learners.of(experiment, task.task(), 1, phase -> {})) {
            ControlLaw law = lawAfterOneIteration(learner);
            double[] state = {1, 0};
            double[][] first = controls(law, state);
            double[][] again = controls(law, state);
            assertThat(again).isDeepEqualTo(first);
            assertThat(first[1][0]).isNotEqualTo(first[0][0]); // the second plan begins where the first has got to
            assertThatThrownBy(() -> law.mean(state, state, 0, new double[1]))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static double[][] controls(ControlLaw law, double[] state) {
        ControlLaw rollout = law.forRollout(new RandomStreams(3).stream("rollout", 0, 0, 0));
        double[][] controls = new double[2][1];
        rollout.mean(state, state, 0, controls[0]);
        rollout.mean(state, state, 1, controls[1]);
        return controls;
    }

    private static <S> ControlLaw lawAfterOneIteration(Learner<S> learner) {
        return learner.law(learner.iterate(learner.initialState()).state()).orElseThrow();
    }

    /** Random pushes leave the pendulum between its starts; what is dear there and cheap far away drives it out. */
    @ParameterizedTest
    @ValueSource(strings = {"mpc", "backprop", "mbpo"})
    void aPolicyThatLeavesTheDataOfItsModelIsTold(String name) throws IOException {
        Experiment experiment = experiment(
                "algorithm.name=" + name,
                "model={kind: gaussian-process, points: 40}",
                "cost=[{type: state, indices: [0], target: [100], weights: [1]}]",
                "backprop.updates=50",
                "actorCritic={stepsPerIteration: 60, randomSteps: 40, batchSize: 8, learningRate: 0.01, imagination: {trainEvery: 20}}",
                "backprop.learningRate=0.05");
        try (ExperimentTask task = ExperimentTask.build(experiment);
                Learner<?> learner = Learners.of(experiment, task.task(), 1, phase -> {})) {
            Step<?> second = second(learner);
            assertThat(second.metrics().get("model/beyond")).isGreaterThan(0.25);
            assertThat(second.warnings())
                    .containsExactly(Warning.of(
                            Warning.Kind.MODEL_BEYOND_DATA, second.metrics().get("model/beyond")));
        }
    }

    private static <S> Step<S> second(Learner<S> learner) {
        return learner.iterate(learner.iterate(learner.initialState()).state());
    }

    @Test
    void aRunOfAPlannerLeavesNoPolicyFileAndItsCheckpointActs(@org.junit.jupiter.api.io.TempDir java.nio.file.Path temp)
            throws IOException {
        Experiment experiment = experiment("algorithm.name=mpc", "algorithm.iterations=2");
        Tiny.train(temp.resolve("run"), experiment);
        RunFolder folder = RunFolder.open(temp.resolve("run"));
        assertThat(PolicyFiles.exist(folder)).isFalse();
        try (ExperimentTask task = ExperimentTask.build(experiment)) {
            double[][] controls = controls(SavedLaw.read(folder, experiment, task.task()), new double[] {1, 0});
            assertThat(controls[0][0]).isBetween(-1.0, 1.0);
        }
    }
}
