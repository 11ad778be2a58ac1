package org.waymark.sim.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.ExplorationNoise;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.plant.CartPole;
import org.waymark.sim.plant.Pendulum;
import org.waymark.sim.plant.Plants;
import org.waymark.sim.plant.SevenJointArm;

class ObservedPlantTest {
    private static final int HORIZON = 40;
    private static final ObservationOptions NOISY =
            ObservationOptions.defaults().withNoise(0.3);

    static List<String> names() {
        return Plants.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsObservedByDefaultIsTheState(String name) {
        Plant plain = Plants.named(name);
        assertThat(ObservedPlant.of(plain, ObservationOptions.defaults())).isSameAs(plain);
        Trace trace = play(new ObservedPlant(plain, ObservationOptions.defaults()), name, 1);
        assertThat(trace.observations).isDeepEqualTo(trace.states);
    }

    @ParameterizedTest
    @MethodSource("names")
    void instrumentsDoNotTouchThePlant(String name) {
        Plant plain = Plants.named(name);
        Plant observed = new ObservedPlant(plain, NOISY.withDelay(2).withHistory(3));
        assertThat(play(observed, name, 1).states).isDeepEqualTo(play(plain, name, 1).states);
        assertThat(observed.stateNames()).isEqualTo(plain.stateNames());
        SimulatorSpec spec = observed.spec();
        assertThat(spec.stateSize()).isEqualTo(plain.spec().stateSize());
        assertThat(spec.observationSize()).isEqualTo(3 * spec.stateSize());
        assertThat(spec.controlUpper()).isEqualTo(plain.spec().controlUpper());
        assertThat(observed.observationNames()).hasSize(spec.observationSize()).doesNotHaveDuplicates();
        assertThat(observed.points().size()).isEqualTo(plain.points().size());
    }

    /** o_t of a delay of d is o_{t−d} without it, and o_0 before that: to the bit, noise and all. */
    @ParameterizedTest
    @MethodSource("names")
    void aDelayIsAShift(String name) {
        double[][] prompt = play(new ObservedPlant(Plants.named(name), NOISY), name, 4).observations;
        for (int d : new int[] {1, 2, 7}) {
            double[][] late = play(new ObservedPlant(Plants.named(name), NOISY.withDelay(d)), name, 4).observations;
            for (int t = 0; t <= HORIZON; t++) {
                assertThat(late[t]).isEqualTo(prompt[Math.max(0, t - d)]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aWindowHoldsTheLatestReadingsTheNewestFirst(String name) {
        double[][] single = play(new ObservedPlant(Plants.named(name), NOISY), name, 4).observations;
        int p = single[0].length;
        double[][] window =
                play(new ObservedPlant(Plants.named(name), NOISY.withDelay(2).withHistory(3)), name, 4).observations;
        for (int t = 0; t <= HORIZON; t++) {
            for (int k = 0; k < 3; k++) {
                assertThat(Arrays.copyOfRange(window[t], k * p, (k + 1) * p)).isEqualTo(single[Math.max(0, t - 2 - k)]);
            }
        }
    }

    @Test
    void delaysOfInstrumentsOnInstrumentsAddUp() {
        Plant twice = new ObservedPlant(
                new ObservedPlant(new Pendulum(), NOISY.withDelay(2)),
                ObservationOptions.defaults().withDelay(3));
        Plant once = new ObservedPlant(new Pendulum(), NOISY.withDelay(5));
        assertThat(play(twice, "pendulum", 4).observations).isDeepEqualTo(play(once, "pendulum", 4).observations);
    }

    @Test
    void noiseIsGaussianWhiteAndAsLargeAsAsked() {
        double[] deviations = {0.5, 2};
        Plant plant =
                new ObservedPlant(new Pendulum(), ObservationOptions.defaults().withNoise(deviations));
        int n = 20_000;
        double[] sum = new double[2];
        double[] squares = new double[2];
        double[] fourth = new double[2];
        double[] lagged = new double[2];
        double across = 0;
        try (Simulator simulator = plant.newSimulator()) {
            double[] x = new double[2];
            double[] o = new double[2];
            double[] before = new double[2];
            simulator.reset(InitialState.of(0.2, 0), x);
            for (int t = 0; t < n; t++) {
                simulator.step(new double[1], x);
                simulator.observe(x, o);
                for (int i = 0; i < 2; i++) {
                    double e = (o[i] - x[i]) / deviations[i];
                    sum[i] += e / n;
                    squares[i] += e * e / n;
                    fourth[i] += e * e * e * e / n;
                    lagged[i] += e * before[i] / n;
                    before[i] = e;
                }
                across += before[0] * before[1] / n;
            }
        }
        // four standard errors of each moment of a standard normal: 1, √2, √96 and 1 over √n
        double error = 4 / Math.sqrt(n);
        for (int i = 0; i < 2; i++) {
            assertThat(sum[i]).isCloseTo(0, within(error));
            assertThat(squares[i]).isCloseTo(1, within(Math.sqrt(2) * error));
            assertThat(fourth[i]).isCloseTo(3, within(Math.sqrt(96) * error));
            assertThat(lagged[i]).isCloseTo(0, within(error));
        }
        assertThat(across).isCloseTo(0, within(error));
    }

    @Test
    void askingTwiceGivesTheSameReading() {
        try (Simulator simulator = new ObservedPlant(new Pendulum(), NOISY).newSimulator()) {
            double[] x = new double[2];
            double[] first = new double[2];
            double[] second = new double[2];
            simulator.reset(InitialState.of(0.2, 0), x);
            simulator.observe(x, first);
            x[0] = 1e9;
            simulator.observe(x, second);
            assertThat(second).isEqualTo(first).isNotSameAs(first);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void resetForgetsEverything(String name) {
        Plant plant = new ObservedPlant(Plants.named(name), NOISY.withDelay(3).withHistory(2));
        try (Simulator used = plant.newSimulator()) {
            play(used, name, 1);
            assertThat(play(used, name, 5).observations).isDeepEqualTo(play(plant, name, 5).observations);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void sameBitsForAnyNumberOfThreads(String name) {
        Plant plant = new ObservedPlant(Plants.named(name), NOISY.withDelay(1).withHistory(2));
        List<Rollout> one = rollouts(plant, name, 1, 3);
        assertThat(rollouts(plant, name, 2, 3)).usingRecursiveComparison().isEqualTo(one);
        assertThat(rollouts(plant, name, 4, 3)).usingRecursiveComparison().isEqualTo(one);
        assertThat(one.get(0).observations().step(5))
                .isNotEqualTo(one.get(1).observations().step(5));
        assertThat(rollouts(plant, name, 1, 4).get(0).observations().step(5))
                .isNotEqualTo(one.get(0).observations().step(5));
    }

    /** A policy fed its observations: what the law is given is what the rollout records. */
    @Test
    void theLawSeesTheObservationAndTheControllerSeesTheState() {
        Plant plant = new ObservedPlant(
                new Pendulum(), NOISY.withEntries("angular velocity").withDelay(1));
        List<double[]> seen = new ArrayList<>();
        ControlLaw law = (x, o, t, u) -> {
            seen.add(new double[] {x[0], x[1], o[0]});
            u[0] = o[0];
        };
        try (RolloutSampler sampler = new RolloutSampler(plant::newSimulator, 1)) {
            Rollout rollout = sampler.run(6, List.of(RolloutRequest.noiseFree(InitialState.of(0.2, 1), law, 0, 0)))
                    .get(0);
            assertThat(rollout.observationSize()).isEqualTo(1);
            for (int t = 0; t < 6; t++) {
                assertThat(seen.get(t))
                        .containsExactly(
                                rollout.states().get(t, 0),
                                rollout.states().get(t, 1),
                                rollout.observations().get(t, 0));
                assertThat(rollout.controls().get(t, 0))
                        .isEqualTo(rollout.observations().get(t, 0));
            }
        }
    }

    @Test
    void stepsAllocateNothing() {
        Plant plant = new ObservedPlant(
                new Pendulum(), NOISY.withEntries("*", "points").withDelay(2).withHistory(3));
        try (Simulator simulator = plant.newSimulator()) {
            double[] x = new double[2];
            double[] u = new double[1];
            double[] o = new double[plant.spec().observationSize()];
            simulator.reset(InitialState.of(0.2, 0), x);
            var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            long least = Long.MAX_VALUE;
            for (int k = 0; k < 5; k++) {
                long before = threads.getThreadAllocatedBytes(thread);
                for (int t = 0; t < 500; t++) {
                    simulator.step(u, x);
                    simulator.observe(x, o);
                }
                least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
            }
            // asking costs a few bytes; a single array a step would be 500·16
            assertThat(least).isLessThan(2000);
        }
    }

    @Test
    void entriesGoByNamePatternNumberAndRange() {
        assertThat(observed("shoulder pan position").observationNames()).containsExactly("shoulder pan position [rad]");
        assertThat(observed("shoulder pan position [rad]", "1", "7..8").observationNames())
                .containsExactly(
                        "shoulder pan position [rad]",
                        "shoulder lift position [rad]",
                        "shoulder pan velocity [rad/s]",
                        "shoulder lift velocity [rad/s]");
        assertThat(observed("wrist * position").observationNames())
                .containsExactly("wrist flex position [rad]", "wrist roll position [rad]");
        assertThat(observed("* [rad]").observationNames()).hasSize(7);
        assertThat(observed("*").observationNames()).isEqualTo(new SevenJointArm().stateNames());
        assertThat(new ObservedPlant(
                                new Pendulum(),
                                ObservationOptions.defaults()
                                        .withEntries("angle")
                                        .withDelay(1)
                                        .withHistory(2))
                        .observationNames())
                .containsExactly("angle [rad], 1 step ago", "angle [rad], 2 steps ago");
    }

    @Test
    void pointsAreThoseOfThePlant() {
        Plant plant =
                new ObservedPlant(new CartPole(), ObservationOptions.defaults().withEntries("points", "2"));
        assertThat(plant.observationNames())
                .containsExactly("point 0 x [m]", "point 0 y [m]", "point 0 z [m]", "cart velocity [m/s]");
        Trace trace = play(plant, "cart-pole", 2);
        for (int t = 0; t <= HORIZON; t++) {
            double[] x = trace.states[t];
            assertThat(trace.observations[t])
                    .containsExactly(x[0] + 0.5 * Math.sin(x[1]), -0.5 * Math.cos(x[1]), 0, x[2]);
        }
    }

    @Test
    void whatDoesNotExistIsNamedWithWhatIsNearest() {
        assertThatThrownBy(() -> observed("elbow position"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "entries[0]: there is no 'elbow position', did you mean elbow flex position or ")
                .hasMessageContaining("Known are shoulder pan position, ")
                .hasMessageEndingWith("end effector velocity z, and points");
        assertThatThrownBy(() -> observed("0", "leg *")).hasMessageStartingWith("entries[1]: there is no 'leg *'");
        assertThatThrownBy(() -> observed("18..20"))
                .hasMessage("entries[0]: expected numbers within 0..19, found 18..20");
        assertThatThrownBy(() -> observed("3..2")).hasMessage("entries[0]: expected numbers within 0..19, found 3..2");
        assertThatThrownBy(() -> observed("0..3", "3"))
                .hasMessage("entries[1]: elbow flex position [rad] is observed already");
        assertThatThrownBy(() -> new ObservedPlant(new Pendulum(), NOISY.withNoise(1, 2, 3)))
                .hasMessage("noise: expected one number, or one for each of the 2 that are observed, found 3");
    }

    @Test
    void refusesWhatCannotBe() {
        ObservationOptions defaults = ObservationOptions.defaults();
        assertThatThrownBy(defaults::withEntries).hasMessage("entries: expected at least one");
        assertThatThrownBy(() -> defaults.withNoise(0, -1)).hasMessage("noise[1]: expected ≥ 0, found -1.0");
        assertThatThrownBy(() -> defaults.withNoise(Double.NaN)).hasMessageStartingWith("noise[0]: expected ≥ 0");
        assertThatThrownBy(() -> defaults.withDelay(-1)).hasMessage("delay: expected 0…10000 control steps, found -1");
        assertThatThrownBy(() -> defaults.withHistory(0)).hasMessage("history: expected 1…10000 readings, found 0");
        assertThatThrownBy(() -> new ObservedSimulator(new Pendulum().newSimulator(), ObservationLayout.of(1, 2)))
                .hasMessage("observation: entries: expected 0…1, found 2");
        assertThatThrownBy(() -> ObservationLayout.of(1, 1)).hasMessageStartingWith("entries: expected distinct ones");
        assertThatThrownBy(() -> ObservationLayout.of(1).withDeviations(1, 2))
                .hasMessage("deviations: expected 1 numbers, found 2");
    }

    @Test
    void equalOptionsAreEqual() {
        assertThat(NOISY.withDelay(2)).isEqualTo(NOISY.withDelay(2)).hasSameHashCodeAs(NOISY.withDelay(2));
        assertThat(NOISY).isNotEqualTo(ObservationOptions.defaults());
        assertThat(ObservationLayout.of(1, 3).withHistory(2))
                .isEqualTo(ObservationLayout.of(1, 3).withHistory(2))
                .isNotEqualTo(ObservationLayout.of(1, 3));
    }

    private static Plant observed(String... entries) {
        return new ObservedPlant(
                new SevenJointArm(), ObservationOptions.defaults().withEntries(entries));
    }

    private record Trace(double[][] states, double[][] observations) {}

    private static Trace play(Plant plant, String name, long seed) {
        try (Simulator simulator = plant.newSimulator()) {
            return play(simulator, name, seed);
        }
    }

    private static Trace play(Simulator simulator, String name, long seed) {
        SimulatorSpec spec = simulator.spec();
        RandomGenerator controls = new RandomStreams(seed).stream("controls", 0, 0, 0);
        double[][] states = new double[HORIZON + 1][spec.stateSize()];
        double[][] observations = new double[HORIZON + 1][spec.observationSize()];
        double[] u = new double[spec.controlSize()];
        RandomSimulator.reset(simulator, start(name), new RandomStreams(seed).stream("sensors", 0, 0, 0), states[0]);
        simulator.observe(states[0], observations[0]);
        for (int t = 0; t < HORIZON; t++) {
            Arrays.setAll(u, i -> controls.nextGaussian());
            simulator.step(u, states[t + 1]);
            simulator.observe(states[t + 1], observations[t + 1]);
        }
        return new Trace(states, observations);
    }

    private static List<Rollout> rollouts(Plant plant, String name, int threads, long seed) {
        ControlLaw law = (x, o, t, u) -> Arrays.fill(u, 0.1 * o[0]);
        List<RolloutRequest> requests = new ArrayList<>();
        for (int k = 0; k < 9; k++) {
            requests.add(RolloutRequest.exploring(
                    start(name),
                    law,
                    k % 2,
                    k,
                    ExplorationNoise.white(),
                    10,
                    plant.spec().controlSize(),
                    new RandomStreams(seed),
                    3));
        }
        requests.add(new RolloutRequest(start(name), law, 0, 1, Optional.empty()));
        try (RolloutSampler sampler = new RolloutSampler(plant::newSimulator, threads)) {
            return sampler.run(10, requests);
        }
    }

    private static InitialState start(String name) {
        try (Simulator simulator = Plants.named(name).newSimulator()) {
            int states = simulator.spec().stateSize();
            int coordinates = name.equals("seven-joint-arm") ? 14 : name.equals("two-link-arm") ? 4 : states;
            return InitialState.of(new double[coordinates]);
        }
    }
}
