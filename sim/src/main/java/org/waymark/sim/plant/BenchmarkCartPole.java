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
 * The cart and pole of Gymnasium's CartPole-v1, upright at θ = 0: a cart of 1 kg pushed by +10 N if the control is positive, by −10 N if
 * not, and a uniform pole of 0.1 kg and 1 m; Euler's method, Δt = 0.02 s. Episodes do not end when the pole falls.
 *
 * <p>ℓ = −cos θ + 0.01 p² (Wang et al. 2019).
 *
 * <p>State and initial state [4]: p, m; θ, rad, not wrapped; ṗ, m/s; θ̇, rad/s. Observation [5]: p, cos θ, sin θ, ṗ, θ̇.
 */
public final class BenchmarkCartPole extends BenchmarkPlant {
    private static final double TIME_STEP = 0.02;
    private static final double GRAVITY = 9.8;
    private static final double POLE = 0.1;
    private static final double TOTAL = 1 + POLE;
    private static final double HALF_LENGTH = 0.5;
    private static final double FORCE = 10;

    public BenchmarkCartPole() {
        super(
                TIME_STEP,
                List.of("cart position [m]", "pole angle [rad]", "cart velocity [m/s]", "pole velocity [rad/s]"),
                List.of(
                        "cart position [m]",
                        "cosine of the pole angle [1]",
                        "sine of the pole angle [1]",
                        "cart velocity [m/s]",
                        "pole velocity [rad/s]"),
                new Charge());
    }

    /** Upright and at rest but for ±0.05 of each. */
    @Override
    public Optional<StartDistribution> starts() {
        return Optional.of(box(new double[4], 0.05, 0.05, 0.05, 0.05));
    }

    /** The pole leans to the right where its angle is positive. */
    @Override
    public Optional<Drawing> drawing() {
        double[] hinge = PlanarDrawing.at(0, 0);
        double[] end = PlanarDrawing.at(0, 2 * HALF_LENGTH);
        return Optional.of(new PlanarDrawing(
                List.of(
                        Part.segment(
                                Part.WORLD,
                                PlanarDrawing.at(-2.4, 0),
                                PlanarDrawing.at(2.4, 0),
                                0.01,
                                Part.Role.SURROUNDINGS),
                        Part.box(0, hinge, new double[] {0.15, 0.08, 0}, Part.Role.BODY),
                        Part.segment(1, hinge, end, 0.025, Part.Role.BODY),
                        Part.ball(1, end, 0.045, Part.Role.POINT)),
                2,
                (x, poses) -> {
                    Poses.writePlanar(poses, 0, x[0], 0, 0);
                    Poses.writePlanar(poses, 1, x[0], 0, -x[1]);
                }));
    }

    @Override
    public ModelSimulator newSimulator() {
        return new Motion(spec()) {
            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                double sin = Math.sin(x[1]);
                double cos = Math.cos(x[1]);
                double force = u[0] > 0 ? FORCE : -FORCE;
                // the acceleration of a cart without a pole that turns
                double push = (force + POLE * HALF_LENGTH * x[3] * x[3] * sin) / TOTAL;
                double angular = (GRAVITY * sin - cos * push) / (HALF_LENGTH * (4.0 / 3 - POLE * cos * cos / TOTAL));
                double linear = push - POLE * HALF_LENGTH * angular * cos / TOTAL;
                double velocity = x[2];
                double spin = x[3];
                next[0] = x[0] + TIME_STEP * velocity;
                next[1] = x[1] + TIME_STEP * spin;
                next[2] = velocity + TIME_STEP * linear;
                next[3] = spin + TIME_STEP * angular;
            }

            @Override
            public void observe(double[] x, double[] seen) {
                seen[0] = x[0];
                seen[1] = Math.cos(x[1]);
                seen[2] = Math.sin(x[1]);
                seen[3] = x[2];
                seen[4] = x[3];
            }
        };
    }

    private record Charge() implements Cost {
        @Override
        public double running(double[] x, double[] u, int t) {
            return -Math.cos(x[1]) + 0.01 * x[0] * x[0];
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            into.addValue(weight * running(x, u, t));
            into.addGradient(0, weight * 0.02 * x[0]);
            into.addHessian(0, 0, weight * 0.02);
            into.addGradient(1, weight * Math.sin(x[1]));
            into.addHessian(1, 1, weight * Math.cos(x[1]));
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            // the end of an episode is free
        }
    }
}
