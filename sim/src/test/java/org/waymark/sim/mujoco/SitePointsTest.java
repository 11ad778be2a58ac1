package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;

@RequiresMujoco
class SitePointsTest {
    /** A slide after a hinge, and joints declared in an order that is not that of the sites. */
    private static final Mjcf CRANE = Mjcf.text(
            "crane",
            """
            <mujoco model="crane">
              <worldbody>
                <body name="foot" pos="0.1 0.2 0">
                  <body name="mast">
                    <joint name="turn" axis="0 0 1"/>
                    <geom size="0.1"/>
                    <body name="trolley" pos="0.5 0 1">
                      <joint name="travel" type="slide" axis="1 0 0.2"/>
                      <geom size="0.1"/>
                      <site name="hook" pos="0.1 0.05 -0.4"/>
                      <body name="lamp" pos="0 0 0.3">
                        <joint name="nod" axis="0 1 0" pos="0 0 -0.1"/>
                        <geom size="0.05"/>
                        <site name="bulb" pos="0.2 0 0"/>
                      </body>
                    </body>
                  </body>
                </body>
              </worldbody>
              <actuator><motor joint="turn"/><motor joint="travel"/></actuator>
            </mujoco>
            """);

    private static final MujocoOptions OPTIONS =
            MujocoOptions.of(CRANE).withSites(List.of("bulb", "hook")).withOffsetBody("foot");

    @Test
    void jacobianIsTheDerivativeOfTheSites() {
        try (MujocoPlant plant = new MujocoPlant(OPTIONS);
                MujocoSimulator simulator = plant.newSimulator()) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(4);
            int n = plant.spec().stateSize();
            PointMap map = plant.points();
            for (int trial = 0; trial < 20; trial++) {
                double[] q = random.doubles(3, -1.5, 1.5).toArray();
                double[] shift = random.doubles(3, -1, 1).toArray();
                double[] x = state(simulator, q, shift);
                double[] points = new double[6];
                double[] jacobian = new double[6 * n];
                Arrays.fill(jacobian, Double.NaN);
                map.evaluate(x, points, jacobian);
                assertThat(points).containsExactly(Arrays.copyOfRange(x, 6, 12));
                for (int row = 0; row < 6; row++) {
                    for (int column = 0; column < n; column++) {
                        double expected = column < 3 ? difference(simulator, q, shift, column, 6 + row) : 0;
                        // Central differences at 1e-5 of metre-sized coordinates: 1e-10 of curvature, 1e-11 of
                        // rounding.
                        assertThat(jacobian[row * n + column]).isCloseTo(expected, within(2e-9));
                    }
                }
            }
        }
    }

    private static double difference(MujocoSimulator simulator, double[] q, double[] shift, int column, int row) {
        double h = 1e-5;
        double[] forward = q.clone();
        double[] backward = q.clone();
        forward[column] += h;
        backward[column] -= h;
        return (state(simulator, forward, shift)[row] - state(simulator, backward, shift)[row]) / (2 * h);
    }

    private static double[] state(MujocoSimulator simulator, double[] q, double[] shift) {
        double[] x = new double[simulator.stateSize()];
        simulator.reset(new InitialState(q, shift), x);
        return x;
    }

    @Test
    void severalThreadsMayAsk() {
        try (MujocoPlant plant = new MujocoPlant(OPTIONS)) {
            int n = plant.spec().stateSize();
            PointMap map = plant.points();
            List<double[]> alone =
                    IntStream.range(0, 400).mapToObj(i -> jacobian(map, n, i)).toList();
            List<double[]> together = IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(i -> jacobian(map, n, i))
                    .toList();
            for (int i = 0; i < 400; i++) {
                assertThat(together.get(i)).containsExactly(alone.get(i));
            }
        }
    }

    private static double[] jacobian(PointMap map, int n, int seed) {
        double[] x = new double[n];
        x[0] = 0.01 * seed;
        x[1] = -0.005 * seed;
        double[] jacobian = new double[6 * n];
        map.evaluate(x, new double[6], jacobian);
        return jacobian;
    }

    @Test
    void wrongSizesAndUseAfterCloseAreRefused() {
        MujocoPlant plant = new MujocoPlant(OPTIONS);
        int n = plant.spec().stateSize();
        PointMap map = plant.points();
        assertThat(plant.points()).isSameAs(map);
        assertThatThrownBy(() -> map.evaluate(new double[n], new double[5], new double[6 * n]))
                .isInstanceOf(IllegalArgumentException.class);
        plant.close();
        assertThatThrownBy(() -> map.evaluate(new double[n], new double[6], new double[6 * n]))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pointsThatHaveNoJacobianOfThisKindAreRefused() {
        String ball = PendulumModel.XML.replace("type=\"hinge\" axis=\"0 1 0\"", "type=\"ball\"");
        refuse(PendulumModel.options().withModel(Mjcf.text("ball", ball)), "joint 0 is a ball or a free joint");
        refuse(OPTIONS.withOffsetBody("lamp"), "hangs on no joint, found lamp");
        refuse(OPTIONS.withSites(List.of()), "no sites were named");
    }

    private static void refuse(MujocoOptions options, String reason) {
        try (MujocoPlant plant = new MujocoPlant(options)) {
            assertThatThrownBy(plant::points)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(reason);
        }
    }
}
