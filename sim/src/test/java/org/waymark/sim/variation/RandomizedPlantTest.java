package org.waymark.sim.variation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.InitialState;
import org.waymark.sim.Plant;
import org.waymark.sim.RandomSimulator;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;
import org.waymark.sim.Simulator;
import org.waymark.sim.observation.ObservationOptions;
import org.waymark.sim.observation.ObservedPlant;
import org.waymark.sim.plant.Plants;
import org.waymark.sim.plant.PointMass;
import org.waymark.sim.plant.SevenJointArm;

class RandomizedPlantTest {
    private static final int HORIZON = 30;

    static List<String> names() {
        return Plants.names();
    }

    private static VariablePlant plant(String name) {
        return (VariablePlant) Plants.named(name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void factorsOneAreThePlantItselfToTheBit(String name) {
        VariablePlant plant = plant(name);
        double[] ones = new double[plant.variables().size()];
        Arrays.fill(ones, 1);
        double[][] controls = controls(plant);
        assertThat(play(plant.newSimulator(plant.variables()), start(name, ones), controls))
                .isDeepEqualTo(play(plant.newSimulator(), start(name), controls));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyVariableMatters(String name) {
        VariablePlant plant = name.equals("seven-joint-arm") ? new SevenJointArm().withGravity(9.81) : plant(name);
        double[][] controls = controls(plant);
        double[][] nominal = play(plant.newSimulator(), start(name), controls);
        for (String variable : plant.variables()) {
            double[][] varied = play(plant.newSimulator(List.of(variable)), start(name, 1.3), controls);
            assertThat(varied[HORIZON]).as(variable).isNotEqualTo(nominal[HORIZON]);
        }
    }

    /** A start without factors is one with factors 1, whatever the rollout before was. */
    @ParameterizedTest
    @MethodSource("names")
    void factorsHoldUntilTheNextReset(String name) {
        VariablePlant plant = plant(name);
        double[][] controls = controls(plant);
        double[] factors = new double[plant.variables().size()];
        Arrays.fill(factors, 1.7);
        Simulator used = plant.newSimulator(plant.variables());
        play(used, start(name, factors), controls);
        assertThat(play(used, start(name), controls)).isDeepEqualTo(play(plant.newSimulator(), start(name), controls));
    }

    /** With M, β and u scaled alike, M q̈ + h + g = u − β q̇ is the same equation. */
    @ParameterizedTest
    @CsvSource({
        "point-mass, mass;damping",
        "two-link-arm, mass;damping",
        "pendulum, mass;damping",
        "cart-pole, cart mass;pole mass",
        "seven-joint-arm, mass;damping;armature"
    })
    void massesAndForcesScaledAlikeMoveAlike(String name, String variables) {
        VariablePlant plant = name.equals("seven-joint-arm") ? new SevenJointArm().withGravity(9.81) : plant(name);
        List<String> scaled = List.of(variables.split(";"));
        double factor = 2.5;
        double[] factors = new double[scaled.size()];
        Arrays.fill(factors, factor);
        double[][] controls = controls(plant);
        double[][] nominal = play(plant.newSimulator(), start(name), controls);
        for (double[] control : controls) {
            Arrays.setAll(control, i -> factor * control[i]);
        }
        double[][] heavy = play(plant.newSimulator(scaled), start(name, factors), controls);
        for (int t = 0; t <= HORIZON; t++) {
            // rounding, grown over 30 steps
            assertThat(heavy[t]).containsExactly(nominal[t], within(1e-9));
        }
    }

    /** v_1 = Δt u/m from rest. */
    @Test
    void theAccelerationOfAMassIsInverseToIt() {
        for (double mass : new double[] {0.25, 1, 3}) {
            double[][] states = play(
                    new PointMass().newSimulator(List.of("mass")),
                    new InitialState(new double[4], new double[] {mass}),
                    new double[][] {{2, -1}});
            assertThat(states[1][2]).isCloseTo(0.05 * 2 / mass, within(1e-15));
            assertThat(states[1][3]).isCloseTo(0.05 * -1 / mass, within(1e-15));
        }
    }

    /** θ̈ = −(g/l) sin θ without damping: only the ratio counts. */
    @Test
    void pendulumsOfEqualRatioOfGravityToLengthSwingAlike() {
        double[][] still = new double[HORIZON][1];
        double[][] nominal = play(plant("pendulum").newSimulator(List.of("damping")), start("pendulum", 0), still);
        double[][] stretched = play(
                plant("pendulum").newSimulator(List.of("length", "gravity", "damping")),
                start("pendulum", 3, 3, 0),
                still);
        for (int t = 0; t <= HORIZON; t++) {
            assertThat(stretched[t]).containsExactly(nominal[t], within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aDelayShiftsTheControlsAndBeginsWithNone(String name) {
        Plant plant = Plants.named(name);
        double[][] controls = controls(plant);
        for (int delay : new int[] {0, 1, 4}) {
            double[][] shifted = new double[HORIZON][plant.spec().controlSize()];
            for (int t = delay; t < HORIZON; t++) {
                shifted[t] = controls[t - delay];
            }
            Plant late = randomized(plant, "delay", delay, delay);
            assertThat(play(late.newSimulator(), start(name), controls))
                    .isDeepEqualTo(play(plant.newSimulator(), start(name), shifted));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aGainScalesTheControls(String name) {
        Plant plant = Plants.named(name);
        double[][] controls = controls(plant);
        double[][] states = play(randomized(plant, "gain", 0.5, 0.5).newSimulator(), start(name), controls);
        for (double[] control : controls) {
            Arrays.setAll(control, i -> 0.5 * control[i]);
        }
        assertThat(states).isDeepEqualTo(play(plant.newSimulator(), start(name), controls));
    }

    @Test
    void factorsAreDrawnEvenlyFromTheirRange() {
        double[] masses = masses(Map.of("mass", new Range(0.8, 1.2)), 4000);
        double mean = 0;
        double square = 0;
        for (double mass : masses) {
            assertThat(mass).isBetween(0.8 - 1e-12, 1.2 + 1e-12);
            double unit = (mass - 1) / 0.2;
            mean += unit / masses.length;
            square += unit * unit / masses.length;
        }
        // uniform on [−1, 1]: mean 0, second moment 1/3; four standard errors
        assertThat(mean).isCloseTo(0, within(4 * Math.sqrt(1.0 / 3 / masses.length)));
        assertThat(square).isCloseTo(1.0 / 3, within(4 * Math.sqrt(4.0 / 45 / masses.length)));
    }

    @Test
    void theDrawsOfAVariableDoNotDependOnTheOthers() {
        Map<String, Range> both = new LinkedHashMap<>();
        both.put("damping", new Range(0, 0));
        both.put("mass", new Range(0.8, 1.2));
        both.put("delay", new Range(0, 0));
        double[] alone = masses(Map.of("mass", new Range(0.8, 1.2), "damping", new Range(0, 0)), 20);
        assertThat(masses(both, 20)).isEqualTo(alone);
    }

    @Test
    void delaysAreWholeAndEvenlyDrawn() {
        int n = 3000;
        int[] counts = new int[3];
        try (Simulator simulator = randomized(new PointMass(), "delay", 0, 2).newSimulator()) {
            for (int k = 0; k < n; k++) {
                double[] x = new double[4];
                RandomSimulator.reset(simulator, InitialState.of(new double[4]), random(k), x);
                int delay = -1;
                while (x[2] == 0) {
                    simulator.step(new double[] {1, 0}, x);
                    delay++;
                }
                counts[delay]++;
            }
        }
        for (int count : counts) {
            // four standard errors of a binomial count with p = 1/3
            assertThat(count).isCloseTo(n / 3, within((int) (4 * Math.sqrt(n * 2.0 / 9))));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void sameBitsForAnyNumberOfThreadsAndAnotherPlantInEachRollout(String name) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        plant(name).variables().forEach(variable -> ranges.put(variable, new Range(0.5, 2)));
        ranges.put("delay", new Range(0, 3));
        ranges.put("gain", new Range(0.7, 1.4));
        Plant plant = new ObservedPlant(
                new RandomizedPlant(plant(name), ranges),
                ObservationOptions.defaults().withNoise(0.1).withDelay(1));
        List<Rollout> one = rollouts(plant, name, 1);
        assertThat(rollouts(plant, name, 2)).usingRecursiveComparison().isEqualTo(one);
        assertThat(rollouts(plant, name, 4)).usingRecursiveComparison().isEqualTo(one);
        assertThat(one.get(0).states().step(10))
                .isNotEqualTo(one.get(1).states().step(10));
    }

    @Test
    void onlyWhatIsDrawnIsChanged() {
        Plant plain = new PointMass();
        Plant random = new RandomizedPlant(plain, Map.of());
        double[][] controls = controls(plain);
        assertThat(play(random.newSimulator(), start("point-mass"), controls))
                .isDeepEqualTo(play(plain.newSimulator(), start("point-mass"), controls));
        assertThat(random.stateNames()).isEqualTo(plain.stateNames());
        assertThat(random.observationNames()).isEqualTo(plain.observationNames());
        assertThat(random.points().size()).isEqualTo(3);
        assertThat(random.positionSize()).isEqualTo(plain.positionSize());
        assertThat(random.spec()).isSameAs(plain.spec());
    }

    @Test
    void whatThePlantDoesNotHaveIsNamedWithWhatItHas() {
        assertThatThrownBy(() -> randomized(plant("pendulum"), "mas", 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the plant has no 'mas' to vary, did you mean mass? It has mass, length, damping, gravity, "
                        + "delay, gain");
        assertThatThrownBy(() -> plant("pendulum").newSimulator(List.of("weight")))
                .hasMessageStartingWith("there is no 'weight' to vary")
                .hasMessageEndingWith("The plant has mass, length, damping, gravity");
    }

    @Test
    void refusesImpossibleRanges() {
        assertThatThrownBy(() -> new Range(2, 1))
                .hasMessage("expected two finite numbers in ascending order, found 2.0 and 1.0");
        assertThatThrownBy(() -> new Range(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Range(0, Double.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> randomized(new PointMass(), "mass", 0, 1))
                .hasMessage("mass: expected factors > 0, found 0.0");
        assertThatThrownBy(() -> randomized(new PointMass(), "damping", -0.1, 1))
                .hasMessage("damping: expected factors ≥ 0, found -0.1");
        assertThatThrownBy(() -> randomized(new PointMass(), "delay", 0.2, 0.8))
                .hasMessage("delay: expected a range with whole numbers within 0…10000, found 0.2 to 0.8");
        InitialState tooMany = new InitialState(new double[4], new double[2]);
        assertThatThrownBy(() -> new PointMass().newSimulator(List.of("mass")).reset(tooMany, new double[4]))
                .hasMessage("initial state: parameters: expected 1 numbers, found 2");
        InitialState negative = new InitialState(new double[4], new double[] {-1});
        assertThatThrownBy(() -> new PointMass().newSimulator(List.of("mass")).reset(negative, new double[4]))
                .hasMessage("initial state: parameters[0]: expected a factor ≥ 0, found -1.0");
    }

    private static Plant randomized(Plant plant, String variable, double least, double greatest) {
        return new RandomizedPlant(plant, Map.of(variable, new Range(least, greatest)));
    }

    /** The masses behind the first velocities of point masses under unit force. */
    private static double[] masses(Map<String, Range> ranges, int count) {
        double[] masses = new double[count];
        try (Simulator simulator = new RandomizedPlant(new PointMass(), ranges).newSimulator()) {
            double[] x = new double[4];
            for (int k = 0; k < count; k++) {
                RandomSimulator.reset(simulator, InitialState.of(new double[4]), random(k), x);
                simulator.step(new double[] {1, 0}, x);
                masses[k] = 0.05 / x[2];
            }
        }
        return masses;
    }

    private static List<Rollout> rollouts(Plant plant, String name, int threads) {
        ControlLaw law = (x, o, t, u) -> Arrays.fill(u, 1 + 0.1 * o[0]);
        List<RolloutRequest> requests = new ArrayList<>();
        for (int k = 0; k < 9; k++) {
            requests.add(RolloutRequest.noiseFree(start(name), law, k % 2, k));
        }
        try (RolloutSampler sampler = new RolloutSampler(plant::newSimulator, threads)) {
            return sampler.run(12, requests);
        }
    }

    private static double[][] play(Simulator simulator, InitialState start, double[][] controls) {
        try (simulator) {
            double[][] states = new double[controls.length + 1][simulator.spec().stateSize()];
            RandomSimulator.reset(simulator, start, random(1), states[0]);
            for (int t = 0; t < controls.length; t++) {
                simulator.step(controls[t], states[t + 1]);
            }
            return states;
        }
    }

    private static double[][] controls(Plant plant) {
        RandomGenerator random = random(2);
        double[][] controls = new double[HORIZON][plant.spec().controlSize()];
        for (double[] control : controls) {
            Arrays.setAll(control, i -> random.nextGaussian());
        }
        return controls;
    }

    private static InitialState start(String name, double... factors) {
        double[] coordinates =
                switch (name) {
                    case "point-mass-velocity" -> new double[6];
                    case "point-mass" -> new double[] {0, 0, 0.3, -0.2};
                    case "two-link-arm" -> new double[] {0.4, 0.7, 0.1, -0.3};
                    case "pendulum" -> new double[] {0.8, 0.1};
                    case "cart-pole" -> new double[] {0, 0.5, 0.2, 0.1};
                    default -> SevenJointArm.nominalStart().coordinates();
                };
        return new InitialState(coordinates, factors);
    }

    private static RandomGenerator random(long seed) {
        return new RandomStreams(seed).stream("test", 0, 0, 0);
    }
}
