package org.waymark.sim.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/**
 * The car in a valley of Gymnasium's MountainCarContinuous-v0: v ← v + 0.0015 a − 0.0025 cos 3p within ±0.07, then p ← p + v within
 * [−1.2, 0.6]; the wall on the left stops it. Episodes do not end at the goal, p = 0.45.
 *
 * <p>ℓ = −p (Wang et al. 2019).
 *
 * <p>State, initial state and observation [2]: p and v, in the units of that environment, whose time step is called 1 s here.
 */
public final class MountainCar extends BenchmarkPlant {
    private static final double POWER = 0.0015;
    private static final double SLOPE = 0.0025;
    private static final double FASTEST = 0.07;
    private static final double LEFT = -1.2;
    private static final double RIGHT = 0.6;
    /** Straight pieces of which the ground is drawn. */
    private static final int PIECES = 30;

    private static final List<String> NAMES = List.of("position [m]", "velocity [m/s]");

    public MountainCar() {
        super(1, NAMES, NAMES, new Charge());
    }

    /** At rest near the bottom: p within [−0.6, −0.4]. */
    @Override
    public Optional<StartDistribution> starts() {
        return Optional.of(box(new double[] {-0.5, 0}, 0.1, 0));
    }

    /** The height of the ground, drawn as Gymnasium draws it. */
    private static double height(double position) {
        return 0.45 * Math.sin(3 * position);
    }

    @Override
    public Optional<Drawing> drawing() {
        List<Part> parts = new ArrayList<>();
        double step = (RIGHT - LEFT) / PIECES;
        for (int i = 0; i < PIECES; i++) {
            double from = LEFT + i * step;
            parts.add(Part.segment(
                    Part.WORLD,
                    PlanarDrawing.at(from, height(from)),
                    PlanarDrawing.at(from + step, height(from + step)),
                    0.008,
                    Part.Role.SURROUNDINGS));
        }
        parts.add(Part.ball(0, PlanarDrawing.at(0, 0.05), 0.05, Part.Role.POINT));
        return Optional.of(
                new PlanarDrawing(parts, 1, (x, poses) -> Poses.writePlanar(poses, 0, x[0], height(x[0]), 0)));
    }

    @Override
    public ModelSimulator newSimulator() {
        return new Motion(spec()) {
            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                double velocity = clip(x[1] + POWER * clip(u[0], 1) - SLOPE * Math.cos(3 * x[0]), FASTEST);
                double position = Math.max(LEFT, Math.min(RIGHT, x[0] + velocity));
                next[0] = position;
                next[1] = position == LEFT && velocity < 0 ? 0 : velocity;
            }
        };
    }

    private record Charge() implements Cost {
        @Override
        public double running(double[] x, double[] u, int t) {
            return -x[0];
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            into.addValue(-weight * x[0]);
            into.addGradient(0, -weight);
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            // the end of an episode is free
        }
    }
}
