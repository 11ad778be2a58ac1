package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.lqr.Model;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.derivative.DerivativeChecker;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.plant.BenchmarkScores;

@RequiresMujoco(models = "gymnasium")
final class MujocoBenchmarkTest {
    private static final String ALL =
            """
            bench-inverted-pendulum, inverted_pendulum
            inverted-pendulum-balance, inverted_pendulum
            bench-reacher, reacher
            bench-swimmer, swimmer
            bench-half-cheetah, half_cheetah
            """;

    private static MujocoBenchmark benchmark(String name, String file) {
        return MujocoBenchmark.of(name, RequiresMujoco.MODELS.resolve(Path.of("gymnasium", file + ".xml")));
    }

    /**
     * Wang et al. (2019) print −205 ± 13, −46 ± 5 and −288 ± 66 over a few seeds, for actions that are uniform within their limits; a
     * target that lies in a disc, as Gymnasium draws it now, is nearer than one in the square that older versions drew it from.
     */
    @ParameterizedTest
    @CsvSource({
        "bench-inverted-pendulum, inverted_pendulum, 100, 400, -205, 13",
        "bench-reacher, reacher, 50, 400, -46, 5",
        "bench-half-cheetah, half_cheetah, 1000, 10, -288, 66"
    })
    void aRandomPolicyScoresAsPublished(
            String name, String file, int horizon, int episodes, double published, double spread) {
        try (MujocoBenchmark plant = benchmark(name, file)) {
            assertThat(BenchmarkScores.uniformlyRandom(plant, horizon, episodes))
                    .isCloseTo(published, within(spread));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = ALL)
    void sizesAgreeAndAStepIsTheModelsStep(String name, String file) {
        RandomGenerator random = new RandomStreams(3).stream("test", 0, 0, 0);
        try (MujocoBenchmark plant = benchmark(name, file);
                Simulator simulator = plant.newSimulator()) {
            int n = plant.spec().stateSize();
            assertThat(plant.stateNames()).hasSize(n);
            assertThat(plant.observationNames()).hasSize(plant.spec().observationSize());
            double[] x = new double[n];
            simulator.reset(plant.starts().orElseThrow().draw(random), x);
            double[] u = new double[plant.spec().controlSize()];
            for (int t = 0; t < 5; t++) {
                for (int i = 0; i < u.length; i++) {
                    u[i] = 0.5 * random.nextGaussian();
                }
                double[] next = new double[n];
                try (Simulator other = plant.newSimulator()) {
                    ((Model) other).next(x, u, 0, next);
                }
                simulator.step(u, x);
                // contacts are solved iteratively, from where the last step ended
                assertThat(x).containsExactly(next, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = ALL)
    void costsHaveTheirGradients(String name, String file) {
        RandomGenerator random = new RandomStreams(4).stream("test", 0, 0, 0);
        try (MujocoBenchmark plant = benchmark(name, file)) {
            int n = plant.spec().stateSize();
            int m = plant.spec().controlSize();
            DerivativeChecker checker =
                    DerivativeChecker.of(plant.cost().orElseThrow(), n, m).withoutSecondDerivatives();
            for (int k = 0; k < 20; k++) {
                double[] x = random.doubles(n, -1, 1).toArray();
                double[] u = random.doubles(m, -1, 1).toArray();
                assertThat(checker.at(x, u, 0).findings()).isEmpty();
            }
        }
    }

    /** The tip as Gymnasium reports it: (0.1 cos q₁ + 0.11 cos(q₁ + q₂), …); the arm stretched out along x reaches 0.21 m. */
    @Test
    void theReacherSeesWhereItsTargetIs() {
        try (MujocoBenchmark plant = benchmark("bench-reacher", "reacher");
                Simulator simulator = plant.newSimulator()) {
            double[] x = new double[6];
            double[] seen = new double[10];
            simulator.reset(new InitialState(new double[4], new double[] {0.05, -0.1}), x);
            simulator.observe(x, seen);
            assertThat(x).containsExactly(0, 0, 0, 0, 0.05, -0.1);
            assertThat(seen).containsExactly(new double[] {1, 1, 0, 0, 0.05, -0.1, 0, 0, 0.16, 0.1}, within(1e-15));
            simulator.step(new double[] {1, -1}, x);
            assertThat(x[4]).isEqualTo(0.05);
            assertThat(x[5]).isEqualTo(-0.1);
        }
    }

    @Test
    void theFileOfAnotherEnvironmentIsRefused() {
        assertThatThrownBy(() -> benchmark("bench-reacher", "swimmer"))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("expected a state of 8 numbers, found 10");
    }
}
