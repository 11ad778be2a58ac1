package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.lqr.Model;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.derivative.DerivativeChecker;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

final class BenchmarkPlantsTest {
    static List<String> names() {
        return BenchmarkPlants.names();
    }

    static List<String> continuous() {
        return names().stream().filter(name -> plant(name).actions().isEmpty()).toList();
    }

    private static Plant plant(String name) {
        return BenchmarkPlants.named(name).orElseThrow();
    }

    private static double[] next(String name, double control, double... state) {
        double[] next = new double[state.length];
        ((Model) plant(name).newSimulator()).next(state, new double[] {control}, 0, next);
        return next;
    }

    /** Wang et al. (2019) print −202.6 ± 249, 38.4 ± 32, −105.1 ± 1.8 and −374.5 ± 17 over few episodes; these are means over many. */
    @ParameterizedTest
    @CsvSource({
        "bench-pendulum, -195, 10",
        "bench-cart-pole, 42, 4",
        "bench-mountain-car, -105, 1",
        "bench-acrobot, -374, 3"
    })
    void aRandomPolicyScoresAsPublished(String name, double published, double margin) {
        assertThat(BenchmarkScores.uniformlyRandom(plant(name), 200, 2000)).isCloseTo(published, within(margin));
    }

    @ParameterizedTest
    @MethodSource("continuous")
    void costsHaveTheirDerivatives(String name) {
        Plant plant = plant(name);
        int n = plant.spec().stateSize();
        RandomGenerator random = new RandomStreams(5).stream("test", 0, 0, 0);
        DerivativeChecker checker = DerivativeChecker.of(plant.cost().orElseThrow(), n, 1);
        for (int k = 0; k < 20; k++) {
            double[] x = random.doubles(n, -1, 1).toArray();
            assertThat(checker.at(x, random.doubles(1, -1, 1).toArray(), 0).findings())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsSeenHasNames(String name) {
        Plant plant = plant(name);
        Simulator simulator = plant.newSimulator();
        double[] x = new double[plant.spec().stateSize()];
        double[] seen = new double[plant.spec().observationSize()];
        simulator.reset(plant.starts().orElseThrow().draw(new RandomStreams(6).stream("test", 0, 0, 0)), x);
        simulator.observe(x, seen);
        assertThat(plant.observationNames()).hasSize(seen.length);
        assertThat(plant.stateNames()).hasSize(x.length);
        assertThat(seen).contains(x[x.length - 1]);
        assertThat(plant.ended(x)).isFalse();
    }

    /** The tip of the pole or of the arm, at some angles; Gymnasium turns both to the left, and leans the pole to the right. */
    @ParameterizedTest
    @CsvSource({
        "bench-pendulum, -0.84147, 0.5403", // (−sin 1, cos 1)
        "bench-cart-pole, 1.90930, -0.41615", // (1 + sin 2, cos 2)
        "bench-acrobot, 0.98259, 0.44969", // (sin 1 + sin 3, −cos 1 − cos 3)
        "bench-mountain-car, 1, 0.1135" // 0.45 sin 3, and the radius of the car
    })
    void drawingsShowWhereThingsAre(String name, double right, double up) {
        Plant plant = plant(name);
        double[] x = new double[plant.spec().stateSize()];
        for (int i = 0; i < plant.positionSize(); i++) {
            x[i] = i + 1;
        }
        Drawing drawing = plant.drawing().orElseThrow();
        double[] poses = new double[Poses.SIZE * drawing.frames()];
        drawing.place(x, poses);
        Part tip = drawing.parts().stream()
                .filter(part -> part.role() == Part.Role.POINT)
                .findFirst()
                .orElseThrow();
        double[] seen = Poses.compose(poses, tip.frame(), tip.pose());
        assertThat(seen[0]).isCloseTo(right, within(1e-4));
        assertThat(seen[1]).isCloseTo(up, within(1e-4));
    }

    /** By hand: θ̇ = 1 + 0.05 (15 sin 1 + 3 · 2), then θ = 1 + 0.05 θ̇; and at most 8 rad/s. */
    @Test
    void thePendulumFallsFromUpright() {
        double velocity = 1 + 0.05 * (15 * Math.sin(1) + 6);
        assertThat(next("bench-pendulum", 1, 1, 1)).containsExactly(1 + 0.05 * velocity, velocity);
        assertThat(next("bench-pendulum", 5, 1, 7.9)).containsExactly(1.4, 8);
    }

    /** The sign alone matters; from rest, upright, p̈ and θ̈ of a push solve (M+m)p̈ + m l θ̈ = F and l(4/3 θ̈) + p̈ = 0. */
    @Test
    void theCartIsPushedByTheSignOfTheControl() {
        double[] pushed = next("bench-cart-pole", 1e-9, 0, 0, 0, 0);
        assertThat(pushed).containsExactly(next("bench-cart-pole", 1, 0, 0, 0, 0));
        double linear = pushed[2] / 0.02;
        double angular = pushed[3] / 0.02;
        assertThat(1.1 * linear + 0.05 * angular).isCloseTo(10, within(1e-12));
        assertThat(0.5 * 4 / 3 * angular + linear).isCloseTo(0, within(1e-12));
        assertThat(next("bench-cart-pole", 0, 0, 0, 0, 0)[2]).isEqualTo(-pushed[2]);
    }

    @Test
    void theCarStopsAtTheLeftWallAndStaysAtTheTopOnTheRight() {
        assertThat(next("bench-mountain-car", -1, -1.19, -0.06)).containsExactly(-1.2, 0);
        double[] top = next("bench-mountain-car", 0, 0.6, 0);
        assertThat(top[0]).isEqualTo(0.6);
        assertThat(top[1]).isPositive();
    }

    /** Without torque the energy ½q̇ᵀMq̇ + V stays, but for the error of a step of 0.2 s. */
    @Test
    void theAcrobotKeepsItsEnergy() {
        double[] x = {1, -0.5, 0, 0};
        double before = energy(x);
        for (int t = 0; t < 20; t++) {
            x = next("bench-acrobot", 0.32, x);
        }
        assertThat(energy(x)).isCloseTo(before, within(0.02 * Math.abs(before)));
        assertThat(next("bench-acrobot", 0.33, x)).isEqualTo(next("bench-acrobot", 1, x));
        assertThat(next("bench-acrobot", -0.33, x)).isEqualTo(next("bench-acrobot", 0, x));
    }

    private static double energy(double[] x) {
        double d1 = 0.25 + 1.25 + Math.cos(x[1]) + 2;
        double d2 = 1.25 + 0.5 * Math.cos(x[1]);
        double kinetic = 0.5 * (d1 * x[2] * x[2] + 2 * d2 * x[2] * x[3] + 1.25 * x[3] * x[3]);
        return kinetic - 9.8 * (1.5 * Math.cos(x[0]) + 0.5 * Math.cos(x[0] + x[1]));
    }
}
