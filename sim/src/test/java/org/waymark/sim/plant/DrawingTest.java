package org.waymark.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.sim.Plant;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

class DrawingTest {
    static List<String> plants() {
        return Plants.names();
    }

    @ParameterizedTest
    @MethodSource("plants")
    void theDrawnPointIsTheEndEffector(String name) {
        try (Plant plant = Plants.named(name)) {
            int n = plant.spec().stateSize();
            double[] state = new double[n];
            for (int i = 0; i < plant.positionSize(); i++) {
                state[i] = name.equals("point-mass-velocity") && i == 2 ? 0 : 0.4 + 0.2 * i;
            }
            if (plant.newSimulator() instanceof ModelSimulator simulator) {
                simulator.complete(state);
            }
            double[] points = new double[plant.points().size()];
            plant.points().evaluate(state, points, new double[points.length * n]);

            Drawing drawing = plant.drawing().orElseThrow();
            double[] poses = new double[Poses.SIZE * drawing.frames()];
            drawing.place(state, poses);
            Part tip = drawing.parts().stream()
                    .filter(part -> part.role() == Part.Role.POINT)
                    .findFirst()
                    .orElseGet(() -> drawing.parts().get(0));
            double[] seen = Poses.compose(poses, tip.frame(), tip.pose());
            for (int axis = 0; axis < 3; axis++) {
                assertThat(seen[axis]).isCloseTo(points[axis], within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plants")
    void partsHangOnFramesThatExist(String name) {
        try (Plant plant = Plants.named(name)) {
            Drawing drawing = plant.drawing().orElseThrow();
            assertThat(drawing.parts()).allMatch(part -> part.frame() < drawing.frames());
            assertThat(drawing.isPlanar()).isEqualTo(!name.equals("seven-joint-arm"));
        }
    }
}
