package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.EpisodeRunner;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.RolloutSampler;

/** Plants with starts, costs and ends of their own. */
final class OwnTasksTest {
    private static final ControlLaw PUSH = (state, observation, t, control) -> control[0] = 1;

    private static ExperimentTask cartPole(String... settings) {
        return ExperimentTask.build(BuiltInExperiment.named("bench-cart-pole")
                .orElseThrow()
                .file()
                .bind(List.of(Settings.of(List.of(settings)))));
    }

    private static PolicyEvaluation pushed(ExperimentTask built) {
        try (RolloutSampler sampler = new RolloutSampler(built.task().simulators(), 1)) {
            return PolicyEvaluation.onEvaluationStarts(built.task(), PUSH, sampler);
        }
    }

    @Test
    void anEpisodeThatHasEndedStaysAndCostsNothingMore() {
        try (ExperimentTask built = cartPole(
                "task.ends={entry: pole angle, below: -0.2, above: 0.2}",
                "cost=[{type: task}]",
                "evaluation={episodes: 3, cost: task}")) {
            for (Rollout rollout : pushed(built).rollouts()) {
                int end = 0;
                while (!built.task().ended(rollout.states().step(end))) {
                    end++;
                }
                assertThat(end).isBetween(5, 40);
                double sum = 0;
                for (int t = 0; t < end; t++) {
                    double[] x = rollout.states().step(t);
                    sum += 0.01 * x[0] * x[0] - Math.cos(x[1]);
                }
                for (int t = end; t <= rollout.horizon(); t++) {
                    assertThat(rollout.states().step(t))
                            .isEqualTo(rollout.states().step(end));
                }
                assertThat(rollout.cost(built.task().cost(0))).isCloseTo(sum, within(1e-12));
                StageExpansion expansion = new StageExpansion(4, 1);
                built.task().cost(0).expandRunning(rollout.states().step(end), new double[] {1}, end, 1, expansion);
                assertThat(expansion.value()).isZero();
            }
        }
    }

    @Test
    void aLearnerOfStepsSeesTheEpisodeEnd() {
        try (ExperimentTask built = cartPole("task.ends={entry: pole angle, below: -0.2, above: 0.2}");
                EpisodeRunner runner = new EpisodeRunner(built.task(), 1)) {
            Episode episode = runner.run(1, 1, (state, observation, t, random, control) -> control[0] = 1)
                    .get(0);
            assertThat(episode.ended()).isTrue();
            assertThat(episode.steps()).isBetween(5, 40);
        }
    }

    @Test
    void policiesAreJudgedByWhatThePlantChargesOverAsManyStepsAsSaid() {
        try (ExperimentTask built = cartPole("task.horizon=10", "evaluation={episodes: 2, cost: task, horizon: 25}")) {
            PolicyEvaluation found = pushed(built);
            assertThat(found.rollouts()).allMatch(rollout -> rollout.horizon() == 25);
            double mean = found.rollouts().stream()
                    .mapToDouble(rollout -> rollout.cost(built.plant().cost().orElseThrow()))
                    .average()
                    .orElseThrow();
            assertThat(found.cost()).isEqualTo(mean);
        }
    }

    @Test
    void plantsWithoutATaskOfTheirOwnAreNamed() {
        assertThatThrownBy(() -> cartPole("task.name=cart-pole", "cost=[{type: task}]"))
                .hasMessageContaining("task.starts.type: this plant does not say where its task begins");
        String starts = "task.starts={type: uniform, nominal: [0, 0, 0, 0], halfWidth: [1, 0, 0, 0], clusters: 1}";
        assertThatThrownBy(() -> cartPole("task.name=cart-pole", starts, "cost=[{type: task}]"))
                .hasMessageContaining("task.name = cart-pole charges nothing");
        assertThatThrownBy(() -> cartPole("evaluation={horizon: 25}"))
                .hasMessageContaining("expected evaluation.cost: task beside it, found training");
        assertThatThrownBy(() -> cartPole("task.ends={entry: pole angel, above: 1}"))
                .hasMessageContaining("task.ends")
                .hasMessageContaining("did you mean pole angle");
        assertThatThrownBy(() -> cartPole("task.name=bench-reacher"))
                .hasMessageContaining("expected Gymnasium's MJCF file for task.name = bench-reacher");
    }
}
