package org.waymark.sim.plant;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/**
 * The two links of Gymnasium's Acrobot-v1, hanging at θ₁ = θ₂ = 0: masses of 1 kg, lengths of 1 m with their centres in the middle,
 * moments of inertia 1 kg m², g = 9.8 m/s² (equations of Sutton and Barto's book); one step of Runge-Kutta of fourth order of 0.2 s,
 * then the velocities are cut at ±4π and ±9π. The joint between the links has a torque of −1, 0 or 1 N m: for a control below −0.33,
 * between, and from 0.33 on. Episodes do not end.
 *
 * <p>ℓ = cos θ₁ + cos(θ₁ + θ₂) (Wang et al. 2019).
 *
 * <p>State and initial state [4]: θ₁, θ₂, rad, not wrapped; θ̇₁, θ̇₂, rad/s. Observation [6]: cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁, θ̇₂.
 */
public final class Acrobot extends BenchmarkPlant {
    private static final double TIME_STEP = 0.2;
    private static final double GRAVITY = 9.8;
    private static final double CENTRE = 0.5;
    private static final double THRESHOLD = 0.33;
    private static final double FASTEST_FIRST = 4 * Math.PI;
    private static final double FASTEST_SECOND = 9 * Math.PI;

    public Acrobot() {
        super(
                TIME_STEP,
                List.of(
                        "shoulder angle [rad]",
                        "elbow angle [rad]",
                        "shoulder velocity [rad/s]",
                        "elbow velocity [rad/s]"),
                List.of(
                        "cosine of the shoulder angle [1]",
                        "sine of the shoulder angle [1]",
                        "cosine of the elbow angle [1]",
                        "sine of the elbow angle [1]",
                        "shoulder velocity [rad/s]",
                        "elbow velocity [rad/s]"),
                new Charge());
    }

    /** Hanging at rest but for ±0.1 of each. */
    @Override
    public Optional<StartDistribution> starts() {
        return Optional.of(box(new double[4], 0.1, 0.1, 0.1, 0.1));
    }

    @Override
    public Optional<Drawing> drawing() {
        double[] joint = PlanarDrawing.at(0, 0);
        double[] end = PlanarDrawing.at(0, -1);
        return Optional.of(new PlanarDrawing(
                List.of(
                        Part.ball(Part.WORLD, joint, 0.06, Part.Role.SURROUNDINGS),
                        Part.segment(0, joint, end, 0.05, Part.Role.BODY),
                        Part.segment(1, joint, end, 0.04, Part.Role.BODY),
                        Part.ball(1, end, 0.06, Part.Role.POINT)),
                2,
                (x, poses) -> {
                    Poses.writePlanar(poses, 0, 0, 0, x[0]);
                    Poses.writePlanar(poses, 1, Math.sin(x[0]), -Math.cos(x[0]), x[0] + x[1]);
                }));
    }

    @Override
    public ModelSimulator newSimulator() {
        return new Swing(this);
    }

    private static final class Swing extends Motion {
        private final RungeKutta4 integrator = new RungeKutta4(4, Swing::derivative);
        private final double[] torque = new double[1];

        Swing(Acrobot plant) {
            super(plant.spec());
        }

        @Override
        public void next(double[] x, double[] u, int t, double[] next) {
            torque[0] = u[0] < -THRESHOLD ? -1 : u[0] < THRESHOLD ? 0 : 1;
            System.arraycopy(x, 0, next, 0, 4);
            integrator.step(next, torque, TIME_STEP);
            next[2] = clip(next[2], FASTEST_FIRST);
            next[3] = clip(next[3], FASTEST_SECOND);
        }

        private static void derivative(double[] y, double[] u, double[] rate) {
            double sin2 = Math.sin(y[1]);
            double cos2 = Math.cos(y[1]);
            // M = [d₁ d₂; d₂ d₃], the inertia of the links
            double d1 = 2 * CENTRE * CENTRE + 1 + 2 * CENTRE * cos2 + 2;
            double d2 = CENTRE * CENTRE + CENTRE * cos2 + 1;
            double d3 = CENTRE * CENTRE + 1;
            double weight2 = CENTRE * GRAVITY * Math.sin(y[0] + y[1]);
            double weight1 = (CENTRE + 1) * GRAVITY * Math.sin(y[0]) + weight2;
            double force1 = -CENTRE * y[3] * y[3] * sin2 - 2 * CENTRE * y[3] * y[2] * sin2 + weight1;
            double force2 = CENTRE * y[2] * y[2] * sin2 + weight2;
            rate[0] = y[2];
            rate[1] = y[3];
            rate[3] = (u[0] + d2 / d1 * force1 - force2) / (d3 - d2 * d2 / d1);
            rate[2] = -(d2 * rate[3] + force1) / d1;
        }

        @Override
        public void observe(double[] x, double[] seen) {
            seen[0] = Math.cos(x[0]);
            seen[1] = Math.sin(x[0]);
            seen[2] = Math.cos(x[1]);
            seen[3] = Math.sin(x[1]);
            seen[4] = x[2];
            seen[5] = x[3];
        }
    }

    private record Charge() implements Cost {
        @Override
        public double running(double[] x, double[] u, int t) {
            return Math.cos(x[0]) + Math.cos(x[0] + x[1]);
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            double sin = weight * Math.sin(x[0]);
            double cos = weight * Math.cos(x[0]);
            double outerSin = weight * Math.sin(x[0] + x[1]);
            double outerCos = weight * Math.cos(x[0] + x[1]);
            into.addValue(cos + outerCos);
            into.addGradient(0, -sin - outerSin);
            into.addGradient(1, -outerSin);
            into.addHessian(0, 0, -cos - outerCos);
            into.addHessian(0, 1, -outerCos);
            into.addHessian(1, 0, -outerCos);
            into.addHessian(1, 1, -outerCos);
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            // the end of an episode is free
        }
    }
}
