package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.sim.InitialState;
import org.waymark.sim.SimulatorSpec;

@RequiresMujoco
class MujocoPlantTest {
    private static final double[] START = {0.1, 0.1, -1.54, -1.7, 1.54, -0.2, 0};
    private static final Path PR2 = RequiresMujoco.MODELS.resolve("pr2/pr2_arm3d.xml");

    private static MujocoOptions pegInsertion(Mjcf model) {
        return MujocoOptions.of(model)
                .withSubsteps(5)
                .withSites(List.of("leg_bottom", "leg_top"))
                .withOffsetBody("body 1");
    }

    @Test
    @RequiresMujoco(models = "pr2")
    void pr2HasTheStateOfThePegInsertionExperiment() {
        try (MujocoPlant plant = new MujocoPlant(pegInsertion(Mjcf.file(PR2)))) {
            SimulatorSpec spec = plant.spec();
            assertThat(spec.stateSize()).isEqualTo(26);
            assertThat(spec.controlSize()).isEqualTo(7);
            assertThat(spec.timeStep()).isCloseTo(0.05, within(1e-15));
            assertThat(spec.controlLower()).containsOnly(-100);
            assertThat(spec.controlUpper()).containsOnly(100);
            assertThat(plant.positionSize()).isEqualTo(7);
            assertThat(plant.velocitySize()).isEqualTo(7);
            assertThat(plant.points().size()).isEqualTo(6);
            assertThat(plant.stateNames())
                    .hasSize(26)
                    .startsWith("r_shoulder_pan_joint position [rad]")
                    .endsWith("leg_top z velocity [m/s]")
                    .contains("r_wrist_roll_joint velocity [rad/s]", "leg_bottom z [m]");
            assertThat(PR2).exists();
        }
    }

    /** Link lengths of the built-in model are the robot's, so the same angles put the peg to the same place. */
    @Test
    @RequiresMujoco(models = "pr2")
    void builtInPegHasTheKinematicsOfThePr2() {
        try (MujocoPlant pr2 = new MujocoPlant(pegInsertion(Mjcf.file(PR2)));
                MujocoPlant peg = new MujocoPlant(pegInsertion(Mjcf.peg()))) {
            double[] x = initial(pr2, START, -0.08, 0.08, 0);
            double[] y = initial(peg, START, -0.08, 0.08, 0);
            for (int i = 14; i < 20; i++) {
                assertThat(y[i]).isCloseTo(x[i], within(1e-12));
            }
        }
    }

    @Test
    void offsetShiftsTheSitesByExactlyItself() {
        try (MujocoPlant plant = new MujocoPlant(pegInsertion(Mjcf.peg()))) {
            double[] at = initial(plant, START, 0, 0, 0);
            double[] shifted = initial(plant, START, -0.08, 0.05, 0.02);
            for (int site = 14; site < 20; site += 3) {
                assertThat(shifted[site] - at[site]).isCloseTo(-0.08, within(1e-15));
                assertThat(shifted[site + 1] - at[site + 1]).isCloseTo(0.05, within(1e-15));
                assertThat(shifted[site + 2] - at[site + 2]).isCloseTo(0.02, within(1e-15));
            }
        }
    }

    @Test
    void bodiesGoByNameOrNumber() {
        try (MujocoPlant byNumber = new MujocoPlant(pegInsertion(Mjcf.peg()));
                MujocoPlant byName = new MujocoPlant(pegInsertion(Mjcf.peg()).withOffsetBody("shoulder"))) {
            assertThat(initial(byNumber, START, 0.1, 0.2, 0.3)).containsExactly(initial(byName, START, 0.1, 0.2, 0.3));
        }
    }

    private static double[] initial(MujocoPlant plant, double[] coordinates, double... parameters) {
        double[] x = new double[plant.spec().stateSize()];
        try (MujocoSimulator simulator = plant.newSimulator()) {
            simulator.reset(new InitialState(coordinates, parameters), x);
        }
        return x;
    }

    @Test
    void unlimitedActuatorsHaveInfiniteLimits() {
        String xml = PendulumModel.XML.replace(
                "<motor joint=\"pivot\"/>",
                "<motor joint=\"pivot\"/><motor joint=\"pivot\" ctrllimited=\"true\" ctrlrange=\"-2 3\"/>");
        try (MujocoPlant plant = new MujocoPlant(MujocoOptions.of(Mjcf.text("pendulum", xml)))) {
            assertThat(plant.spec().controlLower()).containsExactly(Double.NEGATIVE_INFINITY, -2);
            assertThat(plant.spec().controlUpper()).containsExactly(Double.POSITIVE_INFINITY, 3);
        }
    }

    @Test
    @RequiresMujoco(models = "gymnasium")
    void gymnasiumsModelsLoadAndMove() throws IOException {
        List<Path> models;
        try (Stream<Path> files = Files.list(RequiresMujoco.MODELS.resolve("gymnasium"))) {
            models = files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
        assertThat(models).hasSize(9);
        for (Path model : models) {
            try (MujocoPlant plant =
                            new MujocoPlant(MujocoOptions.of(Mjcf.file(model)).withSubsteps(4));
                    MujocoSimulator simulator = plant.newSimulator()) {
                int states = plant.spec().stateSize();
                double[] x = new double[states];
                simulator.reset(InitialState.of(plant.referencePosition()), x);
                double[] start = x.clone();
                double[] u = new double[plant.spec().controlSize()];
                Arrays.fill(u, 0.5);
                for (int t = 0; t < 20; t++) {
                    simulator.step(u, x);
                }
                assertThat(plant.stateNames()).as("%s", model).hasSize(states).doesNotHaveDuplicates();
                assertThat(x).as("%s", model).isNotEqualTo(start);
                assertThat(Arrays.stream(x).allMatch(Double::isFinite)).isTrue();
            }
        }
    }

    @Test
    @RequiresMujoco(models = "gymnasium")
    void floatingBasesHaveMorePositionsThanVelocities() {
        Mjcf ant = Mjcf.file(RequiresMujoco.MODELS.resolve("gymnasium/ant.xml"));
        try (MujocoPlant plant = new MujocoPlant(MujocoOptions.of(ant))) {
            assertThat(plant.positionSize()).isEqualTo(15);
            assertThat(plant.velocitySize()).isEqualTo(14);
            assertThat(plant.stateNames().get(3)).isEqualTo("root quaternion w [1]");
            assertThat(plant.stateNames().get(15)).isEqualTo("root x velocity [m/s]");
        }
    }

    @Test
    void missingModelIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("arm.xml");
        assertThatThrownBy(() -> load(Mjcf.file(missing)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining(missing + ": no such model file");
        assertThatThrownBy(() -> load(Mjcf.file(folder)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("expected a readable MJCF file");
    }

    @Test
    void refusedModelsComeWithMujocosOwnMessage(@TempDir Path folder) throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.xml"), "<mujoco>\n  <wurldbody/>\n</mujoco>\n");
        assertThatThrownBy(() -> load(Mjcf.file(bad)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageStartingWith(bad + ": ")
                .hasMessageContaining("Schema violation: unrecognized element")
                .hasMessageContaining("wurldbody");
        Path binary = Files.write(folder.resolve("binary.xml"), new byte[] {0, 1, 2, (byte) 0xFF, 7});
        assertThatThrownBy(() -> load(Mjcf.file(binary)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("XML parse error");
        Path empty = Files.createFile(folder.resolve("empty.xml"));
        assertThatThrownBy(() -> load(Mjcf.file(empty))).isInstanceOf(ModelLoadException.class);
        assertThatThrownBy(() -> load(Mjcf.text("nothing", "")))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("nothing: the model is empty");
    }

    @Test
    void unknownNamesInsideTheModelAreMujocosToReport() {
        String joint = PendulumModel.XML.replace("<motor joint=\"pivot\"/>", "<motor joint=\"pivoot\"/>");
        assertThatThrownBy(() -> load(Mjcf.text("pendulum", joint)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("pivoot");
        String massless = PendulumModel.XML.replaceAll("<inertial[^>]*>", "");
        assertThatThrownBy(() -> load(Mjcf.text("pendulum", massless)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("mass and inertia of moving bodies");
    }

    @Test
    void unknownSitesAndBodiesAreNamedWithTheNearest() {
        assertThatThrownBy(() -> new MujocoPlant(pegInsertion(Mjcf.peg()).withSites(List.of("leg_botom"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "peg.xml: unknown site 'leg_botom': did you mean 'leg_bottom'? The model has leg_bottom, leg_top");
        assertThatThrownBy(() -> new MujocoPlant(pegInsertion(Mjcf.peg()).withOffsetBody("sholder")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown body 'sholder': did you mean 'shoulder'?");
        assertThatThrownBy(() -> new MujocoPlant(pegInsertion(Mjcf.peg()).withOffsetBody("world")))
                .hasMessageContaining("found world, the world");
        String noSites = PendulumModel.XML.replaceAll("<site[^>]*>", "");
        MujocoOptions options = PendulumModel.options().withModel(Mjcf.text("pendulum", noSites));
        assertThatThrownBy(() -> new MujocoPlant(options))
                .hasMessage("pendulum: unknown site 'tip': the model has none");
    }

    @Test
    void modelsThatCannotBeControlledAreRefused() {
        String idle = PendulumModel.XML.replaceAll("<actuator>.*</actuator>", "");
        assertThatThrownBy(() -> load(Mjcf.text("idle", idle)))
                .isInstanceOf(ModelLoadException.class)
                .hasMessage("idle: expected at least one joint and one actuator, found 1 and 0");
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> MujocoOptions.of(Mjcf.peg()).withSubsteps(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("substeps: expected ≥ 1, found 0");
        assertThatThrownBy(() -> MujocoOptions.of(Mjcf.peg()).withSites(List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("distinct");
    }

    private static void load(Mjcf model) {
        new MujocoPlant(MujocoOptions.of(model)).close();
    }
}
