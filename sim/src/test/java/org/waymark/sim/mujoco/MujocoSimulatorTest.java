package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.NonFiniteException;
import org.waymark.sim.InitialState;
import org.waymark.sim.SimulatorFailedException;

@RequiresMujoco
class MujocoSimulatorTest {
    private static final double[] PEG_START = {0.1, 0.1, -1.54, -1.7, 1.54, -0.2, 0};

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private MujocoPlant plant(MujocoOptions options) {
        MujocoPlant plant = new MujocoPlant(options);
        open.add(plant);
        return plant;
    }

    private MujocoSimulator simulator(MujocoPlant plant) {
        MujocoSimulator simulator = plant.newSimulator();
        open.add(simulator);
        return simulator;
    }

    private static MujocoOptions peg() {
        return MujocoOptions.of(Mjcf.peg())
                .withSubsteps(5)
                .withSites(List.of("leg_bottom", "leg_top"))
                .withOffsetBody("shoulder");
    }

    /** The engine's Euler step treats damping implicitly: (J + hb) a = u − bω − mgl sin θ, ω ← ω + ha, θ ← θ + hω. */
    @Test
    void pendulumTakesSemiImplicitEulerSteps() {
        MujocoSimulator simulator = simulator(plant(PendulumModel.options()));
        double[] x = new double[simulator.stateSize()];
        simulator.reset(InitialState.of(1.2, -0.4), x);
        double angle = 1.2;
        double velocity = -0.4;
        double h = PendulumModel.STEP;
        for (int t = 0; t < 100; t++) {
            double torque = 3 * Math.sin(0.1 * t);
            simulator.step(new double[] {torque}, x);
            for (int i = 0; i < 10; i++) {
                double force = PendulumModel.INERTIA * PendulumModel.acceleration(angle, velocity, torque);
                velocity += h * force / (PendulumModel.INERTIA + h * PendulumModel.DAMPING);
                angle += h * velocity;
            }
            // The engine sums in another order: rounding, grown over 1000 steps.
            assertThat(x[0]).isCloseTo(angle, within(1e-11));
            assertThat(x[1]).isCloseTo(velocity, within(1e-11));
        }
    }

    @Test
    void pendulumFollowsItsEquationOfMotion() {
        MujocoSimulator simulator = simulator(plant(PendulumModel.options()));
        double[] x = new double[simulator.stateSize()];
        simulator.reset(InitialState.of(1.2, -0.4), x);
        double[] fine = {1.2, -0.4};
        for (int t = 0; t < 50; t++) {
            simulator.step(new double[] {2}, x);
            for (int i = 0; i < 200; i++) {
                midpoint(fine, 2, 1e-4);
            }
        }
        // First-order integration at 2 ms: 0.3 % of a radian after a second is what halving the step halves.
        assertThat(x[0]).isCloseTo(fine[0], within(6e-3));
        assertThat(x[1]).isCloseTo(fine[1], within(3e-2));
    }

    private static void midpoint(double[] x, double torque, double h) {
        double angle = x[0] + 0.5 * h * x[1];
        double velocity = x[1] + 0.5 * h * PendulumModel.acceleration(x[0], x[1], torque);
        x[0] += h * velocity;
        x[1] += h * PendulumModel.acceleration(angle, velocity, torque);
    }

    @Test
    void siteIsWhereTheJointPutsItAndItsVelocityIsADifference() {
        MujocoSimulator simulator = simulator(plant(PendulumModel.options()));
        double[] x = new double[simulator.stateSize()];
        simulator.reset(InitialState.of(0.5, 1), x);
        assertThat(Arrays.copyOfRange(x, 5, 8)).containsOnly(0);
        for (int t = 0; t < 20; t++) {
            double[] before = x.clone();
            simulator.step(new double[] {-1}, x);
            // Turning by θ about y takes the tip from below the pivot towards −x.
            assertThat(x[2]).isCloseTo(0.2 - PendulumModel.LENGTH * Math.sin(x[0]), within(1e-12));
            assertThat(x[3]).isCloseTo(0, within(1e-12));
            assertThat(x[4]).isCloseTo(1 - PendulumModel.LENGTH * Math.cos(x[0]), within(1e-12));
            for (int i = 0; i < 3; i++) {
                assertThat(x[5 + i]).isEqualTo((x[2 + i] - before[2 + i]) / 0.02);
            }
        }
    }

    @Test
    void oneControlStepOfFiveEngineStepsIsFiveOfOne() {
        MujocoSimulator coarse = simulator(plant(peg()));
        MujocoSimulator fine = simulator(plant(peg().withSubsteps(1)));
        InitialState start = new InitialState(PEG_START, new double[] {0.08, -0.08, 0});
        double[] x = new double[26];
        double[] y = new double[26];
        coarse.reset(start, x);
        fine.reset(start, y);
        RandomGenerator random = random(3);
        for (int t = 0; t < 40; t++) {
            double[] u = random.doubles(7, -3, 3).toArray();
            coarse.step(u, x);
            for (int i = 0; i < 5; i++) {
                fine.step(u, y);
            }
            // Joints and sites; the differences for the velocities of the sites span other times.
            assertThat(Arrays.copyOf(x, 20)).containsExactly(Arrays.copyOf(y, 20));
        }
    }

    @Test
    void rolloutsRepeatToTheBitInEverySimulatorAndThread() throws Exception {
        MujocoPlant plant = plant(peg());
        MujocoSimulator first = simulator(plant);
        double[][] expected = rollout(first, new double[] {-0.08, 0.08, 0});
        rollout(first, new double[] {0.08, 0.08, 0});
        assertThat(rollout(first, new double[] {-0.08, 0.08, 0})).isDeepEqualTo(expected);

        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<double[][]>> others = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                MujocoSimulator other = simulator(plant);
                others.add(threads.submit(() -> rollout(other, new double[] {-0.08, 0.08, 0})));
            }
            for (Future<double[][]> other : others) {
                assertThat(other.get()).isDeepEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static double[][] rollout(MujocoSimulator simulator, double[] shift) {
        RandomGenerator random = random(5);
        double[][] states = new double[61][26];
        simulator.reset(new InitialState(PEG_START, shift), states[0]);
        for (int t = 0; t < 60; t++) {
            simulator.step(random.doubles(7, -10, 10).toArray(), states[t + 1]);
        }
        return states;
    }

    @Test
    void callersArraysAreNotKept() {
        MujocoSimulator simulator = simulator(plant(PendulumModel.options()));
        double[] x = new double[8];
        double[] y = new double[8];
        simulator.reset(InitialState.of(0.3, 0), x);
        double[] u = {1};
        simulator.step(u, x);
        double[] kept = x.clone();
        u[0] = 1e3;
        Arrays.fill(x, Double.NaN);
        simulator.step(new double[] {1}, y);
        assertThat(x).containsOnly(Double.NaN);

        simulator.reset(InitialState.of(0.3, 0), x);
        simulator.step(new double[] {1}, x);
        assertThat(x).containsExactly(kept);
        simulator.step(new double[] {1}, x);
        assertThat(x).containsExactly(y);
    }

    @Test
    void startMayLeaveOutTheVelocities() {
        MujocoSimulator simulator = simulator(plant(PendulumModel.options()));
        double[] x = new double[8];
        double[] y = new double[8];
        simulator.reset(InitialState.of(0.3), x);
        simulator.reset(InitialState.of(0.3, 0), y);
        assertThat(x).containsExactly(y);
    }

    @Test
    void nextIsStepFromAnyStateWithoutContacts() {
        MujocoSimulator simulator = simulator(plant(peg()));
        MujocoSimulator model = simulator(plant(peg()));
        InitialState start = new InitialState(PEG_START, new double[] {0.08, -0.08, 0});
        double[] x = new double[26];
        simulator.reset(start, x);
        model.reset(start, new double[26]);
        RandomGenerator random = random(8);
        double[] predicted = new double[26];
        for (int t = 0; t < 20; t++) {
            double[] u = random.doubles(7, -2, 2).toArray();
            double[] before = x.clone();
            model.next(before, u, t, predicted);
            simulator.step(u, x);
            for (int i = 0; i < 26; i++) {
                // Within the tolerance of the solver that keeps joints in their limits.
                assertThat(predicted[i]).isCloseTo(x[i], within(1e-6));
            }
        }
        assertThatThrownBy(() -> model.step(new double[7], new double[26]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void nextRefusesActuatorsWithStatesOfTheirOwn() {
        String xml = PendulumModel.XML.replace(
                "<motor joint=\"pivot\"/>", "<general joint=\"pivot\" dyntype=\"integrator\"/>");
        MujocoSimulator simulator = simulator(plant(PendulumModel.options().withModel(Mjcf.text("pendulum", xml))));
        assertThatThrownBy(() -> simulator.next(new double[8], new double[1], 0, new double[8]))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("actuators");
    }

    @Test
    void brokenSimulationThrowsAndAResetMendsIt() {
        MujocoSimulator simulator = simulator(plant(PendulumModel.options()));
        double[] x = new double[8];
        simulator.reset(InitialState.of(0.3), x);
        // The engine takes controls up to 1e10, but not the acceleration of 1.4e10 rad/s² that this one gives.
        assertThatThrownBy(() -> simulator.step(new double[] {9e9}, x))
                .isInstanceOf(SimulatorFailedException.class)
                .hasMessageContaining("pendulum: NaN or huge joint acceleration at degree of freedom 0");
        assertThatThrownBy(() -> simulator.step(new double[] {0}, x)).isInstanceOf(IllegalStateException.class);
        simulator.reset(InitialState.of(0.3), x);
        simulator.step(new double[] {0}, x);
        assertThat(x[0]).isBetween(0.0, 0.3);
    }

    @Test
    void droppedContactsAreNotPassedOverInSilence() {
        String crowded =
                """
                <mujoco>
                  <size nconmax="1"/>
                  <worldbody>
                    <geom type="plane" size="1 1 1"/>
                    <body pos="0 0 0.095"><freejoint/><geom type="box" size="0.1 0.1 0.1"/></body>
                    <body pos="0 0 5"><joint name="wheel"/><geom size="0.1"/></body>
                  </worldbody>
                  <actuator><motor joint="wheel"/></actuator>
                </mujoco>
                """;
        MujocoPlant plant = plant(MujocoOptions.of(Mjcf.text("crowd", crowded)));
        MujocoSimulator simulator = simulator(plant);
        InitialState start = InitialState.of(plant.referencePosition());
        assertThatThrownBy(() -> simulator.reset(start, new double[15]))
                .isInstanceOf(SimulatorFailedException.class)
                .hasMessageContaining("raise nconmax");
    }

    @Test
    void wrongCallsAreRefused() {
        MujocoSimulator simulator = simulator(plant(peg()));
        double[] x = new double[26];
        double[] shift = new double[3];
        assertThatThrownBy(() -> simulator.step(new double[7], x)).hasMessageContaining("reset");
        assertThatThrownBy(() -> simulator.reset(new InitialState(new double[8], shift), x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("initial coordinates: expected 7")
                .hasMessageContaining("found 8");
        assertThatThrownBy(() -> simulator.reset(InitialState.of(PEG_START), x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("initial parameters: expected 3 numbers, found 0");
        assertThatThrownBy(() -> simulator.reset(new InitialState(PEG_START, shift), new double[25]))
                .hasMessageContaining("state: expected 26 numbers, found 25");
        double[] broken = PEG_START.clone();
        broken[4] = Double.NaN;
        assertThatThrownBy(() -> simulator.reset(new InitialState(broken, shift), x))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("index 4");
        simulator.reset(new InitialState(PEG_START, shift), x);
        assertThatThrownBy(() -> simulator.step(new double[6], x))
                .hasMessageContaining("control: expected 7 numbers, found 6");
        assertThatThrownBy(() -> simulator.step(new double[] {0, 0, Double.NaN, 0, 0, 0, 0}, x))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("control: NaN");
    }

    @Test
    void closedSimulatorIsNotTouchedAgain() {
        MujocoPlant plant = plant(PendulumModel.options());
        MujocoSimulator simulator = plant.newSimulator();
        double[] x = new double[8];
        simulator.reset(InitialState.of(0.3), x);
        simulator.close();
        simulator.close();
        assertThatThrownBy(() -> simulator.step(new double[1], x)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> simulator.reset(InitialState.of(0.3), x)).isInstanceOf(IllegalStateException.class);
        plant.close();
        plant.close();
        assertThatThrownBy(plant::newSimulator).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(plant::referencePosition).isInstanceOf(IllegalStateException.class);
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
