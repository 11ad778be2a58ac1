package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.learner.Step;
import org.waymark.gps.learner.network.NetworkLearner;
import org.waymark.gps.metrics.MetricTable;
import org.waymark.gps.network.NetworkState;

class NetworkStateCodecTest {
    private static final String DRAWN =
            "task.starts={type: uniform, nominal: [0, 0, 0, 0], halfWidth: [1, 1, 0, 0], clusters: 2}";

    @ParameterizedTest
    @ValueSource(strings = {"trpo", "uncoupled", "constrained", "distral", "divide-and-conquer"})
    void whatIsReadBackGoesOnToTheSameBitsAndEveryMetricHasItsRow(String name) {
        Experiment experiment = Tiny.experiment(
                "algorithm.name=" + name,
                "algorithm.teacher=network",
                "algorithm.network.policyStep=true",
                "algorithm.network.trpo.value.steps=10",
                DRAWN);
        try (NetworkLearner learner =
                new NetworkLearner(Tiny.task(experiment), experiment.gpsOptions(), experiment.seed(), 1, phase -> {})) {
            NetworkState state = learner.initialState();
            List<String> keys = List.copyOf(learner.iterate(state).metrics().keySet());
            for (int i = 0; i < 3; i++) {
                NetworkState readBack = StateCodec.decode(StateCodec.encode(state, learner.format()), learner.format());
                Step<NetworkState> next = learner.iterate(state);
                Step<NetworkState> resumed = learner.iterate(readBack);
                assertThat(resumed.metrics()).isEqualTo(next.metrics());
                assertThat(StateCodec.encode(resumed.state(), learner.format()))
                        .isEqualTo(StateCodec.encode(next.state(), learner.format()));
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
}
