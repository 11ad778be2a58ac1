package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waymark.sim.InitialState;
import org.waymark.sim.variation.RandomizedPlant;
import org.waymark.sim.variation.Range;

@RequiresMujoco
class MujocoVariationTest {
    private static final String BLOCK =
            """
            <mujoco model="block">
              <option timestep="0.002" gravity="0 0 -9.81" cone="elliptic"/>
              <worldbody>
                <geom name="ground" type="plane" size="5 5 1" friction="0.3 0.005 0.0001"/>
                <body name="block" pos="0 0 0.1">
                  <joint name="along" type="slide" axis="1 0 0"/>
                  <joint name="up" type="slide" axis="0 0 1"/>
                  <geom name="block" type="box" size="0.1 0.1 0.1" mass="2" friction="0.3 0.005 0.0001"/>
                </body>
              </worldbody>
              <actuator><position joint="along" kp="3"/></actuator>
            </mujoco>
            """;

    private static MujocoPlant pendulum() {
        return new MujocoPlant(PendulumModel.options().withSubsteps(1));
    }

    private static MujocoPlant block() {
        return new MujocoPlant(MujocoOptions.of(Mjcf.text("block", BLOCK)));
    }

    /** One engine step from rest, damping implicit: q̇ = h (g u − s m·g l sin θ)/(s I + h d b). */
    private static double speedAfterOneStep(double angle, double torque, double mass, double damping, double gravity) {
        double moment = torque - mass * gravity * PendulumModel.WEIGHT_MOMENT * Math.sin(angle);
        return PendulumModel.STEP
                * moment
                / (mass * PendulumModel.INERTIA + PendulumModel.STEP * damping * PendulumModel.DAMPING);
    }

    private static double[] stepped(MujocoPlant plant, List<String> variables, double[] factors, double torque) {
        try (MujocoSimulator simulator = plant.newSimulator(variables)) {
            double[] x = new double[plant.spec().stateSize()];
            simulator.reset(new InitialState(new double[] {0.6, 0}, factors), x);
            simulator.step(new double[] {torque}, x);
            return x;
        }
    }

    @Test
    void theAccelerationIsThatOfTheScaledPendulum() {
        try (MujocoPlant plant = pendulum()) {
            for (double s : new double[] {0.3, 1, 2.5}) {
                double[] factor = {s};
                // rounding of the engine
                assertThat(stepped(plant, List.of("mass"), factor, 1.7)[1])
                        .isCloseTo(speedAfterOneStep(0.6, 1.7, s, 1, 1), within(1e-13));
                assertThat(stepped(plant, List.of("mass rod"), factor, 1.7)[1])
                        .isCloseTo(speedAfterOneStep(0.6, 1.7, s, 1, 1), within(1e-13));
                assertThat(stepped(plant, List.of("damping"), factor, 1.7)[1])
                        .isCloseTo(speedAfterOneStep(0.6, 1.7, 1, s, 1), within(1e-13));
                assertThat(stepped(plant, List.of("gravity"), factor, 1.7)[1])
                        .isCloseTo(speedAfterOneStep(0.6, 1.7, 1, 1, s), within(1e-13));
                assertThat(stepped(plant, List.of("gain"), factor, 1.7)[1])
                        .isCloseTo(speedAfterOneStep(0.6, 1.7 * s, 1, 1, 1), within(1e-13));
            }
            double[] all = {2, 3, 0.5, 0.4};
            assertThat(stepped(plant, List.of("mass", "damping", "gravity", "gain"), all, 1.7)[1])
                    .isCloseTo(speedAfterOneStep(0.6, 1.7 * 0.4, 2, 3, 0.5), within(1e-13));
            // the same thing named twice is scaled twice
            assertThat(stepped(plant, List.of("mass", "mass rod"), new double[] {2, 1.5}, 1.7)[1])
                    .isCloseTo(speedAfterOneStep(0.6, 1.7, 3, 1, 1), within(1e-13));
        }
    }

    /** However a block bounces while it slides, its momentum along the ground changes by −μ times that of the normal force. */
    @Test
    void frictionSlowsDownByItsFactor() {
        try (MujocoPlant plant = block()) {
            for (double s : new double[] {0.5, 1, 2}) {
                try (MujocoSimulator simulator = plant.newSimulator(List.of("friction", "gain"))) {
                    double[] x = new double[4];
                    simulator.reset(new InitialState(new double[] {0, 0, 4, 0}, new double[] {s, 0}), x);
                    run(simulator, x, 100);
                    double weight = 9.81 * 0.2;
                    // friction of a contact that is about to open is not quite at its limit
                    assertThat(4 - x[2]).isCloseTo(0.3 * s * (weight + x[3]), within(0.005));
                }
            }
        }
    }

    private static void run(MujocoSimulator simulator, double[] x, int steps) {
        for (int t = 0; t < steps; t++) {
            simulator.step(new double[1], x);
        }
    }

    @Test
    void factorsOneAreTheModelItselfToTheBit() {
        MujocoOptions options = MujocoOptions.of(Mjcf.peg())
                .withSubsteps(5)
                .withSites(List.of("leg_bottom", "leg_top"))
                .withOffsetBody("shoulder");
        try (MujocoPlant plant = new MujocoPlant(options)) {
            List<String> kinds = List.of("mass", "friction", "damping", "armature", "gain");
            double[] parameters = {0.02, 0, 0, 1, 1, 1, 1, 1};
            double[][] varied = pegStates(plant.newSimulator(kinds), parameters);
            assertThat(varied).isDeepEqualTo(pegStates(plant.newSimulator(), 0.02, 0, 0));
            double[] heavy = {0.02, 0, 0, 1.1, 1, 1, 1, 1};
            assertThat(pegStates(plant.newSimulator(kinds), heavy)[40]).isNotEqualTo(varied[40]);
        }
    }

    private static double[][] pegStates(MujocoSimulator simulator, double... parameters) {
        try (simulator) {
            double[][] states = new double[41][simulator.stateSize()];
            double[] down = {0, 3, 0, 1, 0, 0, 0};
            simulator.reset(
                    new InitialState(new double[] {0.1, 0.1, -1.54, -1.7, 1.54, -0.2, 0}, parameters), states[0]);
            for (int t = 0; t < 40; t++) {
                simulator.step(down, states[t + 1]);
            }
            return states;
        }
    }

    @Test
    void theModelOfThePlantAndOfOtherSimulatorsStaysAsItIs() {
        try (MujocoPlant plant = pendulum();
                MujocoSimulator other = plant.newSimulator();
                MujocoSimulator varied = plant.newSimulator(List.of("mass", "damping", "gravity", "gain"))) {
            double[] mass = plant.model().doubles("body_mass", 3);
            double[] x = new double[plant.spec().stateSize()];
            varied.reset(new InitialState(new double[] {0.6, 0}, new double[] {2, 3, 0.5, 0.4}), x);
            varied.step(new double[] {1}, x);
            assertThat(plant.model().doubles("body_mass", 3)).isEqualTo(mass);
            assertThat(plant.model().gravity()).containsExactly(0, 0, -9.81);
            assertThat(plant.model().doubles("dof_damping", 1)).containsExactly(PendulumModel.DAMPING);
            double[] nominal = stepped(plant, List.of(), new double[0], 1.7);
            double[] y = x.clone();
            other.reset(InitialState.of(0.6, 0), y);
            other.step(new double[] {1.7}, y);
            assertThat(y).isEqualTo(nominal);
            // nor does a rollout leave anything to the next one
            varied.reset(InitialState.of(0.6, 0), x);
            varied.step(new double[] {1.7}, x);
            assertThat(x).isEqualTo(nominal);
        }
    }

    @Test
    void itsModelIsTheScaledOneToo() {
        try (MujocoPlant plant = pendulum();
                MujocoSimulator simulator = plant.newSimulator(List.of("mass"))) {
            double[] x = new double[plant.spec().stateSize()];
            simulator.reset(new InitialState(new double[] {0.6, 0}, new double[] {2}), x);
            double[] start = x.clone();
            simulator.step(new double[] {1}, x);
            double[] predicted = new double[x.length];
            simulator.next(start, new double[] {1}, 0, predicted);
            assertThat(predicted).isEqualTo(x);
        }
    }

    @Test
    void onlyWhatTheModelHasCanBeVaried() {
        try (MujocoPlant plant = pendulum();
                MujocoPlant block = block();
                MujocoPlant peg = new MujocoPlant(MujocoOptions.of(Mjcf.peg()))) {
            assertThat(plant.variables())
                    .containsExactly("mass", "damping", "gravity", "gain", "mass rod", "damping pivot");
            assertThat(block.variables())
                    .containsExactly(
                            "mass", "friction", "gravity", "gain", "mass block", "friction ground", "friction block");
            assertThat(peg.variables())
                    .contains("mass hand", "friction peg", "armature wrist_flex")
                    .doesNotContain("gravity");
            assertThatThrownBy(() -> plant.newSimulator(List.of("mass rot")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the model has no 'mass rot' to vary, did you mean mass rod? It has mass, damping, gravity, "
                                    + "gain, mass rod, damping pivot");
            assertThatThrownBy(() -> new RandomizedPlant(peg, Map.of("gravity", new Range(0.9, 1))))
                    .hasMessageStartingWith("the plant has no 'gravity' to vary");
            try (MujocoSimulator simulator = plant.newSimulator(List.of("mass"))) {
                double[] x = new double[plant.spec().stateSize()];
                InitialState two = new InitialState(new double[] {0.6, 0}, new double[2]);
                assertThatThrownBy(() -> simulator.reset(two, x))
                        .hasMessage("initial parameters: expected 1 numbers, found 2");
                InitialState negative = new InitialState(new double[] {0.6, 0}, new double[] {-1});
                assertThatThrownBy(() -> simulator.reset(negative, x))
                        .hasMessage("initial parameters[0]: expected a factor ≥ 0, found -1.0");
            }
        }
    }

    @Test
    void severalBodiesShiftEachByItsOwnThreeNumbers() {
        MujocoOptions options = MujocoOptions.of(Mjcf.peg())
                .withSites(List.of("leg_bottom"))
                .withOffsetBodies(List.of("shoulder", "socket"));
        try (MujocoPlant plant = new MujocoPlant(options);
                MujocoSimulator simulator = plant.newSimulator()) {
            double[] x = new double[plant.spec().stateSize()];
            double[] y = x.clone();
            simulator.reset(new InitialState(new double[7], new double[6]), x);
            simulator.reset(new InitialState(new double[7], new double[] {0.1, 0.2, 0.3, 9, 9, 9}), y);
            assertThat(Arrays.copyOfRange(y, 14, 17))
                    .containsExactly(new double[] {x[14] + 0.1, x[15] + 0.2, x[16] + 0.3}, within(1e-15));
            assertThatThrownBy(() -> options.withOffsetBodies(List.of("socket", "socket")))
                    .hasMessage("offsetBodies: expected distinct names, found [socket, socket]");
        }
    }
}
