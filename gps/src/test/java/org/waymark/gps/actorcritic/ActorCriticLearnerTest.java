package org.waymark.gps.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.distillation.Activation;
import org.waymark.dynamics.DynamicsOptions;
import org.waymark.dynamics.learned.ModelOptions;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.learner.BinaryReader;
import org.waymark.gps.learner.BinaryWriter;
import org.waymark.gps.learner.Step;
import org.waymark.gps.metrics.MetricTable;

class ActorCriticLearnerTest {
    private static final int HORIZON = PointTask.HORIZON;

    private static Task task() {
        return PointTask.of(1, 4, (x, u, t) -> x[0] * x[0]);
    }

    private static ActorCriticOptions options(int horizon) {
        return options(horizon, 1, 0);
    }

    private static ActorCriticOptions options(int horizon, double updatesPerStep, double noiseExponent) {
        return new ActorCriticOptions(
                new int[] {16, 16},
                Activation.RELU,
                200,
                100,
                32,
                updatesPerStep,
                2e-3,
                0.9,
                0.02,
                -1,
                0.1,
                1000,
                0,
                10,
                0.1,
                noiseExponent,
                new ImaginationOptions(
                        50,
                        2,
                        1,
                        2,
                        0,
                        400,
                        0.2,
                        2,
                        0,
                        0.5,
                        ImaginationOptions.From.REPLAY,
                        ImaginationOptions.Actions.POLICY,
                        5),
                new ExpansionOptions(horizon));
    }

    private static Setup setup(Method method, ActorCriticOptions options) {
        ModelOptions d = ModelOptions.defaults();
        return new Setup(
                method,
                options,
                new ModelOptions(
                        d.kind(),
                        3,
                        2,
                        new int[] {16},
                        d.activation(),
                        d.noise(),
                        d.target(),
                        d.normalizeTargets(),
                        d.angles(),
                        d.cost(),
                        d.bootstrap(),
                        d.holdOut(),
                        d.holdOutError(),
                        2,
                        20,
                        32,
                        3e-3,
                        d.annealings(),
                        d.weightDecay(),
                        d.warmStart(),
                        d.ridge(),
                        d.points()),
                DynamicsOptions.defaults());
    }

    private static ActorCriticLearner learner(Task task, Method method, ActorCriticOptions options, int threads) {
        return new ActorCriticLearner(task, setup(method, options), 7, threads, phase -> {});
    }

    private static byte[] bytes(ActorCriticState state) {
        BinaryWriter out = new BinaryWriter();
        new ActorCriticFormat().write(state, out);
        return out.toByteArray();
    }

    /** The best there is costs Σ x² with steps of 0.3: 4 + 1.7² + 1.4² + 1.1² + … = 12.2 from ±2, 2.2 from ±1. A still point pays 50. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void learnsToGoToTheMiddle(Method method) {
        try (ActorCriticLearner learner = learner(task(), method, options(2), 1)) {
            ActorCriticState state = learner.initialState();
            for (int i = 0; i < 8; i++) {
                state = learner.iterate(state).state();
            }
            assertThat(state.best().orElseThrow().cost()).isLessThan(1.2 * (12.2 + 2.2) / 2);
            assertThat(learner.evaluate(state).cost()).isLessThan(10);
            assertThat(state.environmentSteps()).isBetween(1600L, 1600L + 8 * HORIZON);
            assertThat(state.stopped()).isFalse();
            double[] control = new double[1];
            learner.law(state).orElseThrow().mean(new double[] {2}, new double[] {2}, 0, control);
            assertThat(control[0]).isBetween(-1.0, -0.5);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void whatIsReadBackGoesOnToTheSameBitsWithAnyNumberOfThreads(Method method) {
        try (ActorCriticLearner one = learner(task(), method, options(2), 1);
                ActorCriticLearner two = learner(task(), method, options(2), 2)) {
            ActorCriticState state = one.initialState();
            List<String> keys = List.copyOf(one.iterate(state).metrics().keySet());
            for (int i = 0; i < 3; i++) {
                ActorCriticState readBack =
                        new ActorCriticFormat().read(new BinaryReader(ByteBuffer.wrap(bytes(state))));
                assertThat(bytes(readBack)).isEqualTo(bytes(state));
                Step<ActorCriticState> next = one.iterate(state);
                Step<ActorCriticState> resumed = two.iterate(readBack);
                assertThat(resumed.metrics()).isEqualTo(next.metrics());
                assertThat(resumed.statuses()).isEqualTo(next.statuses());
                assertThat(bytes(resumed.state())).isEqualTo(bytes(next.state()));
                assertThat(next.metrics().keySet()).containsExactlyElementsOf(keys);
                assertThat(next.metrics().keySet())
                        .allSatisfy(
                                key -> assertThat(MetricTable.row(key)).as(key).isPresent());
                assertThat(next.statuses().keySet())
                        .allSatisfy(
                                key -> assertThat(MetricTable.row(key)).as(key).isPresent());
                state = next.state();
            }
        }
    }

    /** A policy that never learns walks at random: Σ x² is 27 for its starts and 7 for white steps, and pink steps add up. */
    @Test
    void pinkNoiseGoesFartherThanWhite() {
        double white = costOfAWalk(0);
        assertThat(white).isBetween(27.0, 40.0);
        assertThat(costOfAWalk(1)).isGreaterThan(1.3 * white);
    }

    /** The mean over 200 episodes. */
    private static double costOfAWalk(double noiseExponent) {
        try (ActorCriticLearner learner = learner(task(), Method.SAC, options(2, 1e-9, noiseExponent), 1)) {
            ActorCriticState state = learner.iterate(learner.initialState()).state();
            double sum = 0;
            for (int i = 0; i < 20; i++) {
                Step<ActorCriticState> step = learner.iterate(state);
                sum += step.metrics().get("cost/mean");
                state = step.state();
            }
            return sum / 20;
        }
    }

    /** Episodes that end count the steps that were taken, and no more. */
    @Test
    void countsTheStepsOfEpisodesThatEnd() {
        try (ActorCriticLearner learner = learner(PointTask.of(1, 2.05, (x, u, t) -> -1), Method.MBPO, options(2), 1)) {
            Step<ActorCriticState> first = learner.iterate(learner.initialState());
            assertThat(first.metrics().get("steps/environment")).isGreaterThanOrEqualTo(200);
            assertThat(-first.metrics().get("cost/mean") * first.metrics().get("episodes/count"))
                    .isEqualTo(first.metrics().get("steps/environment"));
            assertThat(first.metrics().get("episodes/count")).isGreaterThan(10);
        }
    }

    /** Rewards that feed on themselves: a learning rate of 3 sends the critics beyond all bounds. */
    @Test
    void criticsThatDivergeAreStoppedAndTheBestPolicyIsKept() {
        ActorCriticOptions o = options(2);
        ActorCriticOptions wild = new ActorCriticOptions(
                o.hidden(),
                o.activation(),
                o.stepsPerIteration(),
                190,
                o.batchSize(),
                o.updatesPerStep(),
                3,
                o.discount(),
                1,
                o.targetEntropy(),
                o.initialTemperature(),
                o.replaySize(),
                o.costScale(),
                1.5,
                o.whiteningFloor(),
                o.noiseExponent(),
                o.imagination(),
                o.expansion());
        try (ActorCriticLearner learner = learner(task(), Method.SAC, wild, 1)) {
            ActorCriticState state = learner.initialState();
            Step<ActorCriticState> step = learner.iterate(state);
            assertThat(step.state().stopped()).isTrue();
            assertThat(step.warnings()).containsExactly(Warning.of(Warning.Kind.CRITICS_DIVERGED));
            assertThat(step.statuses()).containsEntry("status/critics", "diverged");
            Step<ActorCriticState> after = learner.iterate(step.state());
            assertThat(after.statuses()).containsEntry("status/critics", "stopped");
            assertThat(after.state().environmentSteps()).isEqualTo(step.state().environmentSteps());
            assertThat(after.state().best()).isEqualTo(step.state().best());
        }
    }

    @Test
    void refusesControlsWithoutLimits() {
        try (ActorCriticLearner learner =
                learner(PointTask.of(Double.POSITIVE_INFINITY, 4, (x, u, t) -> 0), Method.SAC, options(2), 1)) {
            assertThatThrownBy(() -> learner.iterate(learner.initialState()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected limits of control 0");
        }
    }
}
