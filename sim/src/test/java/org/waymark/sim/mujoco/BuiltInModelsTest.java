package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.sim.InitialState;

/** The built-in door and pusher are what their descriptions say, and can stand in for the models they are named after. */
@RequiresMujoco
class BuiltInModelsTest {
    private static final List<String> DOOR_SITES = List.of("link_bottom", "link_top", "handle", "above_handle");
    private static final List<String> PUSHER_SITES = List.of("tip arml", "tip armr", "obj_pos", "goal_pos");

    private static MujocoPlant door(Mjcf model) {
        return new MujocoPlant(
                MujocoOptions.of(model).withSubsteps(5).withSites(DOOR_SITES).withOffsetBody("body 1"));
    }

    private static MujocoPlant pusher(Mjcf model) {
        return new MujocoPlant(MujocoOptions.of(model)
                .withSubsteps(5)
                .withSites(PUSHER_SITES)
                .withOffsetBodies(List.of("object", "goal")));
    }

    private static Mjcf builtIn(String name) {
        return Mjcf.builtIn(name).orElseThrow();
    }

    private static Mjcf pr2(String file) {
        return Mjcf.file(RequiresMujoco.MODELS.resolve(Path.of("pr2", file)));
    }

    @Test
    void thereIsNoOther() {
        assertThat(Mjcf.BUILT_IN).allMatch(name -> Mjcf.builtIn(name).isPresent());
        assertThat(Mjcf.builtIn("doors")).isEmpty();
        assertThat(Mjcf.builtIn("peg")).contains(Mjcf.peg());
    }

    /** Same joints, limits and places as the models of the 2017 reference implementation. */
    @Test
    @RequiresMujoco(models = "pr2")
    void stateControlsAndPlacesAreThoseOfTheReferenceModels() {
        double[] posture = {0.77, 0.7, 0.2, -0.95, -0.05, 0.01, -0.3};
        try (MujocoPlant ours = door(builtIn("door"));
                MujocoPlant theirs = door(pr2("pr2_arm3d_door.xml"))) {
            double[] x = initial(ours, posture, 0.03, -0.03, 0);
            double[] y = initial(theirs, posture, 0.03, -0.03, 0);
            assertThat(x).hasSize(38).containsExactly(y, within(1e-12));
            assertThat(ours.spec().controlSize()).isEqualTo(6);
            assertThat(theirs.spec().controlSize()).isEqualTo(6);
            assertThat(ours.positionSize()).isEqualTo(7);
            assertThat(ours.stateNames()).contains("door_hinge position [rad]", "handle z [m]");
        }
        double[] spread = {0.2, -0.4, 0.3, 0.5, 0.1, -0.2};
        try (MujocoPlant ours = pusher(builtIn("pusher"));
                MujocoPlant theirs = pusher(pr2("3link_gripper_pusher.xml"))) {
            double[] x = initial(ours, spread, 1.2, 0, 0.4, 1, 0, 0.75);
            double[] y = initial(theirs, spread, 1.2, 0, 0.4, 1, 0, 0.75);
            assertThat(x).hasSize(36).hasSameSizeAs(y);
            for (int i = 0; i < 36; i++) {
                // their sites of object and goal lie beside the centres of the bodies, by as much as this
                double aside = i >= 18 && i < 21 ? 0.025 : i >= 21 && i < 24 ? 0.05 : 0;
                assertThat(x[i] + aside).isCloseTo(y[i], within(1e-12));
            }
            assertThat(ours.spec().controlUpper()).isEqualTo(theirs.spec().controlUpper());
        }
    }

    private static double[] initial(MujocoPlant plant, double[] coordinates, double... parameters) {
        try (MujocoSimulator simulator = plant.newSimulator()) {
            double[] x = new double[plant.spec().stateSize()];
            simulator.reset(new InitialState(coordinates, parameters), x);
            return x;
        }
    }

    /** A hook behind the bar takes the door along when it is pulled back; beside the handle it takes nothing. */
    @Test
    void theHookOpensTheDoorByItsHandle() {
        double[] behindTheBar = {0.7267, 0.3966, -0.1898, -0.0464, -0.2786, -0.0384, 0};
        double[] aside = {0.3, 0.1, -0.2, -0.6, -0.3, 0, 0};
        try (MujocoPlant plant = door(builtIn("door"))) {
            assertThat(hingeAfterPulling(plant, behindTheBar)).isLessThan(-0.05);
            assertThat(hingeAfterPulling(plant, aside)).isZero();
        }
    }

    private static double hingeAfterPulling(MujocoPlant plant, double[] posture) {
        try (MujocoSimulator simulator = plant.newSimulator()) {
            double[] x = new double[plant.spec().stateSize()];
            simulator.reset(new InitialState(posture, new double[3]), x);
            for (int t = 0; t < 20; t++) {
                simulator.step(new double[] {-10, 0, 0, 0, 0, 0}, x);
            }
            return x[6];
        }
    }

    /** Lifting the arm lifts the object that lies in the way of the fork; an object elsewhere stays. */
    @Test
    void theForkPushesTheObject() {
        try (MujocoPlant plant = pusher(builtIn("pusher"));
                MujocoSimulator simulator = plant.newSimulator()) {
            assertThat(heightGained(simulator, 1.3)).isGreaterThan(0.05);
            assertThat(heightGained(simulator, 2.3)).isZero();
        }
    }

    private static double heightGained(MujocoSimulator simulator, double distance) {
        double[] x = new double[simulator.stateSize()];
        simulator.reset(new InitialState(new double[6], new double[] {distance, 0, 0.35, 1, 0, 0.75}), x);
        for (int t = 0; t < 40; t++) {
            simulator.step(new double[] {-2, -1, -0.5, 0}, x);
        }
        return x[4];
    }
}
