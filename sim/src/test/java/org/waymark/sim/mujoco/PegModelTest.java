package org.waymark.sim.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.SimulatorSpec;

/** The built-in peg insertion can be solved, and is what its description says. */
@RequiresMujoco
class PegModelTest {
    private static final double[] START = {0.1, 0.1, -1.54, -1.7, 1.54, -0.2, 0};
    private static final double[] GOAL = {0, 0.3, -0.5, 0, 0.3, -0.2};
    private static final double[][] SHIFTS = {{-0.08, -0.08, 0}, {-0.08, 0.08, 0}, {0.08, 0.08, 0}, {0.08, -0.08, 0}};

    private static MujocoPlant plant() {
        return new MujocoPlant(MujocoOptions.of(Mjcf.peg())
                .withSubsteps(5)
                .withSites(List.of("leg_bottom", "leg_top"))
                .withOffsetBody("shoulder"));
    }

    @Test
    void sizesOrderAndLimits() {
        try (MujocoPlant plant = plant()) {
            SimulatorSpec spec = plant.spec();
            assertThat(spec.stateSize()).isEqualTo(26);
            assertThat(spec.controlSize()).isEqualTo(7);
            assertThat(spec.timeStep()).isCloseTo(0.05, within(1e-15));
            assertThat(plant.stateNames().subList(0, 7))
                    .containsExactly(
                            "shoulder_pan position [rad]",
                            "shoulder_lift position [rad]",
                            "upper_arm_roll position [rad]",
                            "elbow_flex position [rad]",
                            "forearm_roll position [rad]",
                            "wrist_flex position [rad]",
                            "wrist_roll position [rad]");
            for (int i = 0; i < 7; i++) {
                assertThat(spec.controlUpper()[i]).isBetween(20.0, 100.0);
                assertThat(spec.controlLower()[i]).isEqualTo(-spec.controlUpper()[i]);
            }
        }
    }

    /** From each shoulder there is a posture with the peg fully inserted that touches nothing: left alone, it stays to the bit. */
    @Test
    void goalIsReachableWithoutPenetration() {
        try (MujocoPlant plant = plant();
                MujocoSimulator simulator = plant.newSimulator()) {
            for (double[] shift : SHIFTS) {
                double[] x = inverseKinematics(plant.points(), simulator, shift, GOAL);
                for (int i = 0; i < 6; i++) {
                    assertThat(x[14 + i]).isCloseTo(GOAL[i], within(1e-9));
                }
                double[] later = x.clone();
                for (int t = 0; t < 20; t++) {
                    simulator.step(new double[7], later);
                }
                assertThat(later).containsExactly(x);
            }
        }
    }

    /** The same test notices a wall: 15 mm beside the hole the peg is in the block, which pushes it out. */
    @Test
    void socketIsSolid() {
        try (MujocoPlant plant = plant();
                MujocoSimulator simulator = plant.newSimulator()) {
            for (double[] side : new double[][] {{0.015, 0}, {-0.015, 0}, {0, 0.015}, {0, -0.015}}) {
                double[] beside = GOAL.clone();
                for (int i = 0; i < 6; i += 3) {
                    beside[i] += side[0];
                    beside[i + 1] += side[1];
                }
                double[] x = inverseKinematics(plant.points(), simulator, SHIFTS[0], beside);
                double[] later = x.clone();
                for (int t = 0; t < 20; t++) {
                    simulator.step(new double[7], later);
                }
                double pushed = (later[14] - x[14]) * side[0] + (later[15] - x[15]) * side[1];
                assertThat(pushed).isNegative();
            }
        }
    }

    /** Damped least squares: dq = (JᵀJ + λI)⁻¹ Jᵀ(goal − p). */
    private static double[] inverseKinematics(PointMap map, MujocoSimulator simulator, double[] shift, double[] goal) {
        double[] x = new double[26];
        simulator.reset(new InitialState(START, shift), x);
        double[] points = new double[6];
        DMatrixRMaj all = new DMatrixRMaj(6, 26);
        DMatrixRMaj normal = new DMatrixRMaj(7, 7);
        DMatrixRMaj right = new DMatrixRMaj(7, 1);
        DMatrixRMaj dq = new DMatrixRMaj(7, 1);
        for (int iteration = 0; iteration < 200; iteration++) {
            map.evaluate(x, points, all.data);
            DMatrixRMaj jacobian = CommonOps_DDRM.extract(all, 0, 6, 0, 7);
            DMatrixRMaj error = new DMatrixRMaj(6, 1);
            for (int i = 0; i < 6; i++) {
                error.set(i, 0, goal[i] - points[i]);
            }
            CommonOps_DDRM.multTransA(jacobian, jacobian, normal);
            for (int i = 0; i < 7; i++) {
                normal.add(i, i, 1e-3);
            }
            CommonOps_DDRM.multTransA(jacobian, error, right);
            CommonOps_DDRM.solve(normal, right, dq);
            double[] q = Arrays.copyOf(x, 7);
            for (int i = 0; i < 7; i++) {
                q[i] += 0.3 * dq.get(i);
            }
            simulator.reset(new InitialState(q, shift), x);
        }
        return x;
    }

    /** Twice the noise of the initial controllers, white: wrist speeds are then some 16 rad/s in the mean square, so 100 is 6σ. */
    @Test
    void rolloutsUnderStrongNoiseStayBounded() {
        double[] gains = {3.09, 1.08, 0.393, 0.674, 0.111, 0.152, 0.098};
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        try (MujocoPlant plant = plant();
                MujocoSimulator simulator = plant.newSimulator()) {
            for (double[] shift : SHIFTS) {
                for (int rollout = 0; rollout < 10; rollout++) {
                    double[] x = new double[26];
                    simulator.reset(new InitialState(START, shift), x);
                    for (int t = 0; t < 100; t++) {
                        double[] u = new double[7];
                        for (int i = 0; i < 7; i++) {
                            // The initial controllers' variance is at most 1/gain.
                            u[i] = 2 / Math.sqrt(gains[i]) * random.nextGaussian();
                        }
                        simulator.step(u, x);
                        assertThat(Arrays.stream(x, 7, 14).map(Math::abs).max().orElseThrow())
                                .isLessThan(100);
                    }
                }
            }
        }
    }
}
