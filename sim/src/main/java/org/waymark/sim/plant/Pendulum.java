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
 * A pendulum of 1 kg on a rod of 1 m: θ̈ = u − 0.1 θ̇ − 9.81 sin θ, hanging at θ = 0; Runge-Kutta of fourth order, one step of 0.05 s,
 * the control held.
 *
 * <p>The mass m, the length l, the damping b and gravity g can be varied: m l² θ̈ = u − b θ̇ − m g l sin θ. The points are those of
 * a rod of 1 m.
 *
 * <p>State and initial state [2]: θ, rad; θ̇, rad/s. Control [1]: torque, N·m.
 */
public final class Pendulum implements VariablePlant {
    private static final double GRAVITY = 9.81;
    private static final double DAMPING = 0.1;
    private static final List<String> VARIABLES = List.of("mass", "length", "damping", "gravity");

    private final SimulatorSpec spec;

    /** Without a limit to the torque. */
    public Pendulum() {
        this(Double.POSITIVE_INFINITY);
    }

    /** @param torqueLimit largest magnitude of the torque, N·m, > 0; infinite for none */
    public Pendulum(double torqueLimit) {
        spec = Specs.limited(2, torqueLimit);
    }

    @Override
    public List<String> variables() {
        return VARIABLES;
    }

    @Override
    public SimulatorSpec spec() {
        return spec;
    }

    @Override
    public ModelSimulator newSimulator() {
        return newSimulator(List.of());
    }

    @Override
    public ModelSimulator newSimulator(List<String> variables) {
        return new Motion(spec, new Factors(VARIABLES, variables));
    }

    /** The bob: (sin θ, −cos θ, 0). */
    @Override
    public PointMap points() {
        return new Bob();
    }

    @Override
    public Optional<Drawing> drawing() {
        double[] pivot = PlanarDrawing.at(0, 0);
        double[] bob = PlanarDrawing.at(0, -1);
        return Optional.of(new PlanarDrawing(
                List.of(
                        Part.ball(Part.WORLD, pivot, 0.05, Part.Role.SURROUNDINGS),
                        Part.segment(0, pivot, bob, 0.025, Part.Role.BODY),
                        Part.ball(0, bob, 0.09, Part.Role.POINT)),
                1,
                (x, poses) -> Poses.writePlanar(poses, 0, 0, 0, x[0])));
    }

    @Override
    public List<String> stateNames() {
        return List.of("angle [rad]", "angular velocity [rad/s]");
    }

    private static final class Motion extends ModelSimulator {
        private final RungeKutta4 integrator = new RungeKutta4(2, this::derivative);
        private double inertia = 1;
        private double damping = DAMPING;
        private double weightMoment = GRAVITY;

        Motion(SimulatorSpec spec, Factors factors) {
            super(spec, 2, factors);
        }

        @Override
        void vary(Factors chosen) {
            double mass = chosen.of(0);
            double length = chosen.of(1);
            inertia = mass * length * length;
            damping = DAMPING * chosen.of(2);
            weightMoment = mass * length * GRAVITY * chosen.of(3);
        }

        private void derivative(double[] y, double[] u, double[] rate) {
            rate[0] = y[1];
            rate[1] = (u[0] - damping * y[1] - weightMoment * Math.sin(y[0])) / inertia;
        }

        @Override
        void complete(double[] state) {}

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            System.arraycopy(state, 0, nextState, 0, 2);
            integrator.step(nextState, control, Specs.TIME_STEP);
        }
    }

    private record Bob() implements PointMap {
        @Override
        public int stateSize() {
            return 2;
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public void evaluate(double[] state, double[] points, double[] jacobian) {
            double sin = Math.sin(state[0]);
            double cos = Math.cos(state[0]);
            points[0] = sin;
            points[1] = -cos;
            points[2] = 0;
            Arrays.fill(jacobian, 0);
            jacobian[0] = cos;
            jacobian[2] = sin;
        }
    }
}
