package org.waymark.sim.plant;

import java.util.List;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/**
 * A drawing in the plane.
 *
 * @param parts as {@link Drawing#parts}
 * @param frames as {@link Drawing#frames}
 * @param placement writes the frames of a state
 */
record PlanarDrawing(List<Part> parts, int frames, Placement placement) implements Drawing {
    /** Writes the frames of a state. */
    @FunctionalInterface
    interface Placement {
        /**
         * @param state not modified
         * @param poses [frames × 7] as {@link Poses} writes them
         */
        void place(double[] state, double[] poses);
    }

    PlanarDrawing {
        parts = List.copyOf(parts);
    }

    /** A puck at entries 0 and 1 of the state. */
    static PlanarDrawing puck() {
        return new PlanarDrawing(
                List.of(
                        Part.ball(0, at(0, 0), 0.05, Part.Role.BODY),
                        Part.segment(Part.WORLD, at(-0.1, 0), at(0.1, 0), 0.004, Part.Role.SURROUNDINGS),
                        Part.segment(Part.WORLD, at(0, -0.1), at(0, 0.1), 0.004, Part.Role.SURROUNDINGS)),
                1,
                (x, poses) -> Poses.writePlanar(poses, 0, x[0], x[1], 0));
    }

    static double[] at(double x, double y) {
        return new double[] {x, y, 0};
    }

    @Override
    public void place(double[] state, double[] poses) {
        placement.place(state, poses);
    }

    @Override
    public boolean isPlanar() {
        return true;
    }
}
