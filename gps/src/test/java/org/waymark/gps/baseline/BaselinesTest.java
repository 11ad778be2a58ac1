package org.waymark.gps.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.experiment.BuiltInExperiment;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.ExperimentTask;
import org.waymark.gps.experiment.Settings;
import org.waymark.sim.RolloutSampler;
import org.waymark.sim.plant.Pendulum;

final class BaselinesTest {
    private static Experiment pendulum(String... settings) {
        return BuiltInExperiment.named("bench-pendulum")
                .orElseThrow()
                .file()
                .bind(List.of(Settings.of(List.of(settings))));
    }

    /** From few starts already: no control swings for ever, random control too, and planning comes to rest. */
    @ParameterizedTest
    @EnumSource
    void planningOnThePlantIsBetterThanNothingAndTheSameForAnyNumberOfThreads(OracleOptions.Search search) {
        try (ExperimentTask built = ExperimentTask.build(pendulum("evaluation.episodes=3"));
                RolloutSampler one = new RolloutSampler(built.task().simulators(), 1);
                RolloutSampler two = new RolloutSampler(built.task().simulators(), 2);
                Oracle oracle = new Oracle(built.task(), new OracleOptions(search, 15, 40, 2))) {
            var spec = built.plant().spec();
            PolicyEvaluation planned = PolicyEvaluation.onEvaluationStarts(built.task(), oracle, one);
            PolicyEvaluation idle = PolicyEvaluation.onEvaluationStarts(built.task(), Baselines.zero(spec), one);
            PolicyEvaluation random =
                    PolicyEvaluation.onEvaluationStarts(built.task(), Baselines.uniformlyRandom(spec), one);
            assertThat(planned.cost()).isLessThan(-150);
            assertThat(idle.cost()).isGreaterThan(-100);
            assertThat(random.cost()).isGreaterThan(-100);
            assertThat(PolicyEvaluation.onEvaluationStarts(built.task(), oracle, two))
                    .isEqualTo(planned);
            assertThat(PolicyEvaluation.onEvaluationStarts(built.task(), Baselines.uniformlyRandom(spec), two))
                    .isEqualTo(random);
        }
    }

    @Test
    void aRandomPolicyNeedsLimits() {
        assertThatThrownBy(() -> Baselines.uniformlyRandom(new Pendulum().spec()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected controls within finite limits");
    }
}
