package org.waymark.sim.plant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;
import org.waymark.sim.variation.VariablePlant;

/**
 * A planar arm of two equal links (1 kg, 1 m, centre of mass in the middle, 1/12 kg·m²) without gravity: M(q) q̈ = u − h(q,q̇) − β q̇.
 *
 * <p>M = [a + 2b cos q₂, d + b cos q₂; d + b cos q₂, d] and h = b sin q₂ (−2q̇₁q̇₂ − q̇₂², q̇₁²), with a = 5/3, b = 1/2, d = 1/3 and
 * β = 0.5 N·m·s/rad (Spong, Hutchinson and Vidyasagar 2006, section 7.3). Runge-Kutta of fourth order, five sub-steps of 0.01 s, the
 * control held.
 *
 * <p>The masses of both links, and with them their inertias, and the damping can be varied.
 *
 * <p>State [7]: q, rad; q̇, rad/s; end effector (x, y, 0), m. Initial state [4]: q, q̇. Control [2]: torques, N·m, without limits. The
 * last entry of the state is always zero.
 */
public final class TwoLinkArm implements VariablePlant {
    private static final double A = 5.0 / 3;
    private static final double B = 0.5;
    private static final double D = 1.0 / 3;
    private static final double DAMPING = 0.5;
    private static final int SUB_STEPS = 5;
    private static final List<String> VARIABLES = List.of("mass", "damping");

    private static final SimulatorSpec SPEC = Specs.unlimited(7, 2);

    @Override
    public List<String> variables() {
        return VARIABLES;
    }

    @Override
    public SimulatorSpec spec() {
        return SPEC;
    }

    @Override
    public ModelSimulator newSimulator() {
        return newSimulator(List.of());
    }

    @Override
    public ModelSimulator newSimulator(List<String> variables) {
        return new Motion(new Factors(VARIABLES, variables));
    }

    /** The end effector: values from the entries of the state, derivatives with respect to the joint angles. */
    @Override
    public PointMap points() {
        return new EndEffector();
    }

    @Override
    public Optional<Drawing> drawing() {
        double[] joint = PlanarDrawing.at(0, 0);
        double[] end = PlanarDrawing.at(1, 0);
        return Optional.of(new PlanarDrawing(
                List.of(
                        Part.ball(Part.WORLD, joint, 0.09, Part.Role.SURROUNDINGS),
                        Part.segment(0, joint, end, 0.05, Part.Role.BODY),
                        Part.segment(1, joint, end, 0.04, Part.Role.BODY),
                        Part.ball(1, end, 0.05, Part.Role.POINT)),
                2,
                (x, poses) -> {
                    Poses.writePlanar(poses, 0, 0, 0, x[0]);
                    Poses.writePlanar(poses, 1, Math.cos(x[0]), Math.sin(x[0]), x[0] + x[1]);
                }));
    }

    @Override
    public List<String> stateNames() {
        return List.of(
                "shoulder position [rad]",
                "elbow position [rad]",
                "shoulder velocity [rad/s]",
                "elbow velocity [rad/s]",
                "end effector x [m]",
                "end effector y [m]",
                "end effector z [m]");
    }

    private static final class Motion extends ModelSimulator {
        private final RungeKutta4 integrator = new RungeKutta4(4, this::derivative);
        private double mass = 1;
        private double damping = DAMPING;

        Motion(Factors factors) {
            super(SPEC, 4, factors);
        }

        @Override
        void vary(Factors chosen) {
            mass = chosen.of(0);
            damping = DAMPING * chosen.of(1);
        }

        @Override
        void complete(double[] state) {
            state[4] = Math.cos(state[0]) + Math.cos(state[0] + state[1]);
            state[5] = Math.sin(state[0]) + Math.sin(state[0] + state[1]);
            state[6] = 0;
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            System.arraycopy(state, 0, nextState, 0, 4);
            for (int k = 0; k < SUB_STEPS; k++) {
                integrator.step(nextState, control, Specs.TIME_STEP / SUB_STEPS);
            }
            complete(nextState);
        }

        private void derivative(double[] y, double[] u, double[] rate) {
            double cos = mass * B * Math.cos(y[1]);
            double sin = mass * B * Math.sin(y[1]);
            double d = mass * D;
            double force1 = u[0] + sin * (2 * y[2] * y[3] + y[3] * y[3]) - damping * y[2];
            double force2 = u[1] - sin * y[2] * y[2] - damping * y[3];
            double m11 = mass * A + 2 * cos;
            double m12 = d + cos;
            double determinant = m11 * d - m12 * m12;
            rate[0] = y[2];
            rate[1] = y[3];
            rate[2] = (d * force1 - m12 * force2) / determinant;
            rate[3] = (m11 * force2 - m12 * force1) / determinant;
        }
    }

    private record EndEffector() implements PointMap {
        @Override
        public int stateSize() {
            return 7;
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public void evaluate(double[] state, double[] points, double[] jacobian) {
            System.arraycopy(state, 4, points, 0, 3);
            Arrays.fill(jacobian, 0);
            double sum = state[0] + state[1];
            jacobian[0] = -Math.sin(state[0]) - Math.sin(sum);
            jacobian[1] = -Math.sin(sum);
            jacobian[7] = Math.cos(state[0]) + Math.cos(sum);
            jacobian[8] = Math.cos(sum);
        }
    }
}
