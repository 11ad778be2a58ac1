package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.sim.plant.BenchmarkScores;

final class MujocoBenchmarkTest {
    static final Path MODELS = Path.of("..", "..", "shared", "models", "gymnasium");

    @ParameterizedTest
    @CsvSource({"bench-inverted-pendulum, inverted_pendulum, 100, -205, 10", "bench-reacher, reacher, 50, -46, 2",
      "bench-swimmer, swimmer, 1000, 0, 50", "bench-half-cheetah, half_cheetah, 1000, -280, 50"})
    void aRandomPolicyScoresAsPublished(String name, String file, int horizon, double published, double margin) {
        try (MujocoBenchmark plant = MujocoBenchmark.of(name, MODELS.resolve(file + ".xml"))) {
            double s = BenchmarkScores.uniformlyRandom(plant, horizon, horizon == 1000 ? 20 : 500);
            System.out.println(name + " " + s);
            assertThat(s).isCloseTo(published, within(margin));
        }
    }
}
