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
 * The pendulum of Gymnasium's Pendulum-v1: θ̈ = (3g/2l) sin θ + (3/ml²) τ with g = 10, m = l = 1, upright at θ = 0; Δt = 0.05 s, the new
 * velocity, within ±8 rad/s, moves the angle. The control a gives the torque τ = 2a.
 *
 * <p>ℓ = cos θ + 0.1 |sin θ| + 0.1 θ̇² + 0.001 τ² (Wang et al. 2019), least where it hangs at rest.
 *
 * <p>State and initial state [2]: θ, rad, not wrapped; θ̇, rad/s. Observation [3]: cos θ, sin θ, θ̇.
 */
public final class BenchmarkPendulum extends BenchmarkPlant {
    private static final double TIME_STEP = 0.05;
    private static final double GRAVITY = 10;
    private static final double TORQUE = 2;
    private static final double FASTEST = 8;

    public BenchmarkPendulum() {
        super(
                TIME_STEP,
                List.of("angle [rad]", "angular velocity [rad/s]"),
                List.of("cosine of the angle [1]", "sine of the angle [1]", "angular velocity [rad/s]"),
                new Charge());
    }

    /** Any angle, at most 1 rad/s. */
    @Override
    public Optional<StartDistribution> starts() {
        return Optional.of(box(new double[2], Math.PI, 1));
    }

    @Override
    public Optional<Drawing> drawing() {
        double[] pivot = PlanarDrawing.at(0, 0);
        double[] end = PlanarDrawing.at(0, 1);
        return Optional.of(new PlanarDrawing(
                List.of(
                        Part.ball(Part.WORLD, pivot, 0.05, Part.Role.SURROUNDINGS),
                        Part.segment(0, pivot, end, 0.05, Part.Role.BODY),
                        Part.ball(0, end, 0.06, Part.Role.POINT)),
                1,
                (x, poses) -> Poses.writePlanar(poses, 0, 0, 0, x[0])));
    }

    @Override
    public ModelSimulator newSimulator() {
        return new Motion(spec()) {
            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                double torque = TORQUE * clip(u[0], 1);
                double velocity = x[1] + TIME_STEP * (1.5 * GRAVITY * Math.sin(x[0]) + 3 * torque);
                double limited = clip(velocity, FASTEST);
                next[0] = x[0] + TIME_STEP * limited;
                next[1] = limited;
            }

            @Override
            public void observe(double[] x, double[] seen) {
                seen[0] = Math.cos(x[0]);
                seen[1] = Math.sin(x[0]);
                seen[2] = x[1];
            }
        };
    }

    private record Charge() implements Cost {
        private static final double EFFORT = 0.001 * TORQUE * TORQUE;

        @Override
        public double running(double[] x, double[] u, int t) {
            return Math.cos(x[0]) + 0.1 * Math.abs(Math.sin(x[0])) + 0.1 * x[1] * x[1] + EFFORT * u[0] * u[0];
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            double sin = Math.sin(x[0]);
            double cos = Math.cos(x[0]);
            into.addValue(weight * running(x, u, t));
            into.addGradient(0, weight * (-sin + 0.1 * Math.signum(sin) * cos));
            into.addHessian(0, 0, weight * (-cos - 0.1 * Math.abs(sin)));
            into.addGradient(1, weight * 0.2 * x[1]);
            into.addHessian(1, 1, weight * 0.2);
            into.addGradient(2, weight * 2 * EFFORT * u[0]);
            into.addHessian(2, 2, weight * 2 * EFFORT);
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            // the end of an episode is free
        }
    }
}
