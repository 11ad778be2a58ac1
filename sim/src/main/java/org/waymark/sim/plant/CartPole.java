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
 * A cart of M = 1 kg on a rail with a pole: a mass m = 0.2 kg on a rod of l = 0.5 m, hanging at θ = 0; no friction.
 *
 * <p>p̈ = (u + m sin θ (l ω² + g cos θ))/D and ω̇ = (−u cos θ − m l ω² cos θ sin θ − (M+m) g sin θ)/(l D), with D = M + m sin²θ and
 * g = 9.81 m/s² (Tedrake, Underactuated Robotics, section 3.2). Runge-Kutta of fourth order, one step of 0.05 s, the control held.
 *
 * <p>M, m, l and g can be varied. The points are those of a rod of 0.5 m.
 *
 * <p>State and initial state [4]: p, m; θ, rad; ṗ, m/s; ω, rad/s. Control [1]: force on the cart, N.
 */
public final class CartPole implements VariablePlant {
    private static final double CART = 1;
    private static final double POLE = 0.2;
    private static final double LENGTH = 0.5;
    private static final double GRAVITY = 9.81;
    private static final List<String> VARIABLES = List.of("cart mass", "pole mass", "length", "gravity");

    private final SimulatorSpec spec;

    /** Without a limit to the force. */
    public CartPole() {
        this(Double.POSITIVE_INFINITY);
    }

    /** @param forceLimit largest magnitude of the force, N, > 0; infinite for none */
    public CartPole(double forceLimit) {
        spec = Specs.limited(4, forceLimit);
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

    /** The end of the pole: (p + l sin θ, −l cos θ, 0). */
    @Override
    public PointMap points() {
        return new PoleEnd();
    }

    @Override
    public int positionSize() {
        return 2;
    }

    @Override
    public Optional<Drawing> drawing() {
        double[] hinge = PlanarDrawing.at(0, 0);
        double[] end = PlanarDrawing.at(0, -LENGTH);
        return Optional.of(new PlanarDrawing(
                List.of(
                        Part.segment(
                                Part.WORLD,
                                PlanarDrawing.at(-2, 0),
                                PlanarDrawing.at(2, 0),
                                0.01,
                                Part.Role.SURROUNDINGS),
                        Part.box(0, hinge, new double[] {0.15, 0.07, 0}, Part.Role.BODY),
                        Part.segment(1, hinge, end, 0.02, Part.Role.BODY),
                        Part.ball(1, end, 0.045, Part.Role.POINT)),
                2,
                (x, poses) -> {
                    Poses.writePlanar(poses, 0, x[0], 0, 0);
                    Poses.writePlanar(poses, 1, x[0], 0, x[1]);
                }));
    }

    @Override
    public List<String> stateNames() {
        return List.of("cart position [m]", "pole angle [rad]", "cart velocity [m/s]", "pole velocity [rad/s]");
    }

    private static final class Motion extends ModelSimulator {
        private final RungeKutta4 integrator = new RungeKutta4(4, this::derivative);
        private double cart = CART;
        private double pole = POLE;
        private double length = LENGTH;
        private double gravity = GRAVITY;

        Motion(SimulatorSpec spec, Factors factors) {
            super(spec, 4, factors);
        }

        @Override
        void vary(Factors chosen) {
            cart = CART * chosen.of(0);
            pole = POLE * chosen.of(1);
            length = LENGTH * chosen.of(2);
            gravity = GRAVITY * chosen.of(3);
        }

        @Override
        void complete(double[] state) {}

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            System.arraycopy(state, 0, nextState, 0, 4);
            integrator.step(nextState, control, Specs.TIME_STEP);
        }

        private void derivative(double[] y, double[] u, double[] rate) {
            double sin = Math.sin(y[1]);
            double cos = Math.cos(y[1]);
            double spin = length * y[3] * y[3];
            double d = cart + pole * sin * sin;
            rate[0] = y[2];
            rate[1] = y[3];
            rate[2] = (u[0] + pole * sin * (spin + gravity * cos)) / d;
            rate[3] = (-u[0] * cos - pole * spin * cos * sin - (cart + pole) * gravity * sin) / (length * d);
        }
    }

    private record PoleEnd() implements PointMap {
        @Override
        public int stateSize() {
            return 4;
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public void evaluate(double[] state, double[] points, double[] jacobian) {
            double sin = LENGTH * Math.sin(state[1]);
            double cos = LENGTH * Math.cos(state[1]);
            points[0] = state[0] + sin;
            points[1] = -cos;
            points[2] = 0;
            Arrays.fill(jacobian, 0);
            jacobian[0] = 1;
            jacobian[1] = cos;
            jacobian[5] = sin;
        }
    }
}
