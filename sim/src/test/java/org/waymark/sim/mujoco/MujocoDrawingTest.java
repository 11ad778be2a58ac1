package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.sim.InitialState;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

@RequiresMujoco
class MujocoDrawingTest {
    private static final String MODEL =
            """
            <mujoco>
              <worldbody>
                <geom name="floor" type="plane" size="1 1 0.1"/>
                <geom name="collision" type="sphere" size="1" group="3"/>
                <body name="base" pos="1 0 0">
                  <geom name="column" type="cylinder" size="0.1 0.5"/>
                  <body name="arm" pos="0 0 0.5">
                    <joint name="swing" type="hinge" axis="0 0 1"/>
                    <geom name="rod" type="capsule" fromto="0 0 0 2 0 0" size="0.05"/>
                    <site name="tip" pos="2 0 0"/>
                  </body>
                </body>
                <body name="table" pos="0 3 0"><geom type="box" size="0.2 0.3 0.4" pos="0 0 1"/></body>
              </worldbody>
              <actuator><motor joint="swing"/></actuator>
            </mujoco>
            """;

    private static MujocoPlant plant() {
        return new MujocoPlant(
                new MujocoOptions(Mjcf.text("drawing", MODEL), 1, List.of("tip"), List.of("base"), false));
    }

    private static Part of(Drawing drawing, Part.Kind kind) {
        return drawing.parts().stream()
                .filter(part -> part.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static void near(double[] pose, double... position) {
        for (int axis = 0; axis < 3; axis++) {
            assertThat(pose[axis]).isCloseTo(position[axis], within(1e-12));
        }
    }

    @Test
    void geomsAreWhereTheStateHasThem() {
        try (MujocoPlant plant = plant();
                MujocoSimulator simulator = plant.newSimulator()) {
            double[] state = new double[plant.spec().stateSize()];
            simulator.reset(new InitialState(new double[] {Math.PI / 2}, new double[] {0.25, -0.5, 0.125}), state);
            Drawing drawing = plant.drawing().orElseThrow();
            double[] poses = new double[Poses.SIZE * drawing.frames()];
            drawing.place(state, poses);

            // the arm points along y, from the shifted base
            Part rod = of(drawing, Part.Kind.CAPSULE);
            assertThat(rod.size()).startsWith(0.05, 1);
            assertThat(Poses.compose(poses, rod.frame(), rod.pose())).satisfies(seen -> near(seen, 1.25, 0.5, 0.625));
            Part column = of(drawing, Part.Kind.CYLINDER);
            assertThat(Poses.compose(poses, column.frame(), column.pose()))
                    .satisfies(seen -> near(seen, 1.25, -0.5, 0.125));
            Part tip = of(drawing, Part.Kind.SPHERE);
            assertThat(tip.role()).isEqualTo(Part.Role.POINT);
            assertThat(Poses.compose(poses, tip.frame(), tip.pose())).satisfies(seen -> near(seen, 1.25, 1.5, 0.625));
        }
    }

    @Test
    void whatNeverMovesHangsOnTheWorldAndHiddenGroupsAreLeftOut() {
        try (MujocoPlant plant = plant()) {
            Drawing drawing = plant.drawing().orElseThrow();
            Part table = of(drawing, Part.Kind.BOX);
            assertThat(table.frame()).isEqualTo(Part.WORLD);
            assertThat(table.role()).isEqualTo(Part.Role.SURROUNDINGS);
            assertThat(table.pose()).startsWith(0, 3, 1);
            assertThat(drawing.parts()).hasSize(5);
        }
    }
}
