package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.lqr.Model;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.contract.Finding;
import org.waymark.sim.contract.SimulatorContract;

/** What holds for every built-in plant. */
class PlantContractTest {
    /** Entries of the state that are always zero, as the plants' documentation says. */
    private static final Map<String, Set<Integer>> CONSTANT =
            Map.of("point-mass-velocity", Set.of(2, 5), "two-link-arm", Set.of(6));

    private static final Map<String, InitialState> STARTS = Map.of(
            "point-mass-velocity", InitialState.of(0, 5, 0, 0, 0, 0),
            "point-mass", InitialState.of(0, 0, 0.1, -0.2),
            "two-link-arm", InitialState.of(2.3, 1.5, 0, 0),
            "pendulum", InitialState.of(0.4, 0),
            "cart-pole", InitialState.of(0, 0.3, 0, 0),
            "seven-joint-arm", SevenJointArm.nominalStart());

    static List<String> names() {
        return Plants.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shapesAgree(String name) {
        Plant plant = Plants.named(name);
        SimulatorSpec spec = plant.spec();
        assertThat(plant.stateNames()).hasSize(spec.stateSize()).doesNotHaveDuplicates();
        assertThat(plant.points().stateSize()).isEqualTo(spec.stateSize());
        assertThat(plant.points().size()).isEqualTo(3);
        Simulator simulator = plant.newSimulator();
        assertThat(simulator.spec().stateSize()).isEqualTo(spec.stateSize());
        Model model = (Model) simulator;
        assertThat(model.stateSize()).isEqualTo(spec.stateSize());
        assertThat(model.controlSize()).isEqualTo(spec.controlSize());
        assertThat(spec.observationSize()).isEqualTo(spec.stateSize());
        simulator.close();
        plant.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsTheContractOfAllSimulators(String name) {
        try (Plant plant = Plants.named(name)) {
            assertThat(SimulatorContract.of(plant, false, 50, 5).check(List.of(STARTS.get(name))))
                    .hasSize(10)
                    .allMatch(Finding::ok);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void sameControlsSameBits(String name) {
        Plant plant = Plants.named(name);
        double[][] a = play(plant.newSimulator(), name, 5);
        assertThat(play(plant.newSimulator(), name, 5)).isDeepEqualTo(a);
        assertThat(play(plant.newSimulator(), name, 6)[100]).isNotEqualTo(a[100]);
    }

    @ParameterizedTest
    @MethodSource("names")
    void resetForgetsEverything(String name) {
        Simulator used = Plants.named(name).newSimulator();
        play(used, name, 1);
        assertThat(play(used, name, 5)).isDeepEqualTo(play(Plants.named(name).newSimulator(), name, 5));
    }

    @ParameterizedTest
    @MethodSource("names")
    void statesAreFiniteAndMove(String name) {
        double[][] states = play(Plants.named(name).newSimulator(), name, 5);
        Set<Integer> constant = CONSTANT.getOrDefault(name, Set.of());
        for (int i = 0; i < states[0].length; i++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double[] state : states) {
                assertThat(state[i]).isFinite();
                least = Math.min(least, state[i]);
                most = Math.max(most, state[i]);
            }
            if (constant.contains(i)) {
                assertThat(Math.max(-least, most)).as("state %d", i).isZero();
            } else {
                assertThat(most - least).as("state %d", i).isGreaterThan(1e-3);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void modelAndSimulatorAgreeToTheBit(String name) {
        Simulator simulator = Plants.named(name).newSimulator();
        Model model = (Model) simulator;
        RandomGenerator random = random(8);
        double[] x = new double[model.stateSize()];
        double[] predicted = new double[x.length];
        double[] elsewhere = new double[x.length];
        simulator.reset(STARTS.get(name), x);
        for (int t = 0; t < 50; t++) {
            double[] u = control(simulator.spec(), random);
            model.next(x, u, t, predicted);
            model.next(predicted, u, t, elsewhere); // must not disturb the rollout
            double[] before = x.clone();
            double[] given = u.clone();
            simulator.step(u, x);
            assertThat(x).isEqualTo(predicted).isNotEqualTo(before);
            assertThat(u).isEqualTo(given);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void memoryIsNotShared(String name) {
        Simulator simulator = Plants.named(name).newSimulator();
        double[] x = new double[simulator.spec().stateSize()];
        double[] y = x.clone();
        double[] u = new double[simulator.spec().controlSize()];
        simulator.reset(STARTS.get(name), x);
        double[] start = x.clone();
        Arrays.fill(x, 1e9);
        simulator.step(u, x);
        double[] observation = new double[x.length];
        simulator.observe(x, observation);
        assertThat(observation).isEqualTo(x).isNotSameAs(x);
        ((Model) simulator).next(start, u, 0, y);
        assertThat(x).isEqualTo(y);
        Arrays.fill(x, 1e9);
        simulator.step(u, x);
        ((Model) simulator).next(y, u, 1, start);
        assertThat(x).isEqualTo(start);
    }

    @ParameterizedTest
    @MethodSource("names")
    void pointsAreSlopesOfThemselves(String name) {
        // along a trajectory dp ≈ J dx, with J of the midpoint, for states that are consistent
        Plant plant = Plants.named(name);
        PointMap points = plant.points();
        int n = points.stateSize();
        double[][] states = play(plant.newSimulator(), name, 5);
        for (double[] state : states) {
            double[] p = new double[3];
            double[] jacobian = new double[3 * n];
            Arrays.fill(jacobian, 7);
            points.evaluate(state, p, jacobian);
            for (int i = 0; i < coordinates(name); i++) {
                double h = 1e-6;
                double[] above = pointsAt(plant, name, state, i, h);
                double[] below = pointsAt(plant, name, state, i, -h);
                for (int row = 0; row < 3; row++) {
                    assertThat(jacobian[row * n + i]).isCloseTo((above[row] - below[row]) / (2 * h), within(1e-7));
                }
            }
            assertThat(Arrays.stream(jacobian).filter(v -> v == 7)).isEmpty();
        }
    }

    /** The points after coordinate i of the state was shifted and what depends on it recomputed. */
    private static double[] pointsAt(Plant plant, String name, double[] state, int i, double shift) {
        double[] coordinates = Arrays.copyOf(state, coordinates(name));
        double[] x = new double[state.length];
        double[] p = new double[3];
        boolean constant = CONSTANT.getOrDefault(name, Set.of()).contains(i);
        coordinates[i] += constant ? 0 : shift;
        plant.newSimulator().reset(InitialState.of(coordinates), x);
        x[i] += constant ? shift : 0;
        plant.points().evaluate(x, p, new double[3 * state.length]);
        return p;
    }

    @ParameterizedTest
    @MethodSource("names")
    void stepsAllocateNothing(String name) {
        Simulator simulator = Plants.named(name).newSimulator();
        double[] x = new double[simulator.spec().stateSize()];
        double[] u = new double[simulator.spec().controlSize()];
        simulator.reset(STARTS.get(name), x);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int k = 0; k < 5; k++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int t = 0; t < 500; t++) {
                simulator.step(u, x);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        // asking costs a few bytes; a single array a step would be 500·16
        assertThat(least).isLessThan(2000);
    }

    @ParameterizedTest
    @MethodSource("names")
    void wrongStartsAreRefused(String name) {
        Simulator simulator = Plants.named(name).newSimulator();
        double[] x = new double[simulator.spec().stateSize()];
        InitialState tooLong = InitialState.of(new double[coordinates(name) + 1]);
        assertThatThrownBy(() -> simulator.reset(tooLong, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("initial state: coordinates: expected " + coordinates(name) + " numbers, found "
                        + (coordinates(name) + 1));
        InitialState shifted = new InitialState(new double[coordinates(name)], new double[1]);
        assertThatThrownBy(() -> simulator.reset(shifted, x))
                .hasMessage("initial state: parameters: expected 0 numbers, found 1");
    }

    @Test
    void unknownNamesListWhatThereIs() {
        assertThat(Plants.names())
                .containsExactly(
                        "cart-pole",
                        "pendulum",
                        "point-mass",
                        "point-mass-velocity",
                        "seven-joint-arm",
                        "two-link-arm");
        assertThatThrownBy(() -> Plants.named("two-link-arn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("plant: expected one of [cart-pole, pendulum, point-mass, point-mass-velocity, "
                        + "seven-joint-arm, two-link-arm], found two-link-arn; did you mean two-link-arm?");
    }

    static int coordinates(String name) {
        return STARTS.get(name).coordinates().length;
    }

    private static double[][] play(Simulator simulator, String name, long seed) {
        RandomGenerator random = random(seed);
        double[][] states = new double[101][simulator.spec().stateSize()];
        simulator.reset(STARTS.get(name), states[0]);
        for (int t = 0; t < 100; t++) {
            simulator.step(control(simulator.spec(), random), states[t + 1]);
        }
        return states;
    }

    private static double[] control(SimulatorSpec spec, RandomGenerator random) {
        double[] u = new double[spec.controlSize()];
        for (int i = 0; i < u.length; i++) {
            u[i] = Math.max(spec.controlLower()[i], Math.min(spec.controlUpper()[i], random.nextGaussian()));
        }
        return u;
    }

    private static RandomGenerator random(long seed) {
        return new RandomStreams(seed).stream("test", 0, 0, 0);
    }
}
