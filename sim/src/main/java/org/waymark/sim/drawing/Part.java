package org.waymark.sim.drawing;

import java.util.Arrays;

/**
 * One rigid shape.
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param frame on which it hangs, or {@link #WORLD}
 * @param kind its shape
 * @param size [3] metres, ≥ 0; what the numbers mean depends on the kind
 * @param pose [7] of the shape in its frame, see {@link Poses}
 * @param role what it is to the onlooker
 */
public record Part(int frame, Kind kind, double[] size, double[] pose, Role role) {
    /** The frame of what never moves. */
    public static final int WORLD = -1;

    /** Shapes, each around the origin of its pose. */
    public enum Kind {
        /** Size: radius. */
        SPHERE,
        /** Along z, with round ends; size: radius, half of the length without the ends. */
        CAPSULE,
        /** Along z; size: radius, half of the length. */
        CYLINDER,
        /** Size: half of each edge. */
        BOX,
        /** Size: the half-axes. */
        ELLIPSOID,
        /** At z = 0; size: half of each edge, 0 for without end. */
        PLANE
    }

    /** What a part is. */
    public enum Role {
        /** It moves. */
        BODY,
        /** It stands still, or only seems to belong. */
        SURROUNDINGS,
        /** A point that matters, such as an end effector. */
        POINT
    }

    public Part {
        if (frame < WORLD) {
            throw new IllegalArgumentException("frame: expected ≥ -1, found " + frame);
        }
        size = checked("size", size, 3);
        pose = checked("pose", pose, Poses.SIZE);
    }

    /** A capsule from one point of the frame to another, or a sphere if they are the same. */
    public static Part segment(int frame, double[] from, double[] to, double radius, Role role) {
        double[] along = {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
        double length = Math.sqrt(along[0] * along[0] + along[1] * along[1] + along[2] * along[2]);
        double[] pose = new double[Poses.SIZE];
        Poses.write(
                pose, 0, 0.5 * (from[0] + to[0]), 0.5 * (from[1] + to[1]), 0.5 * (from[2] + to[2]), Poses.fromZ(along));
        return new Part(
                frame, length == 0 ? Kind.SPHERE : Kind.CAPSULE, new double[] {radius, 0.5 * length, 0}, pose, role);
    }

    /** A sphere. */
    public static Part ball(int frame, double[] centre, double radius, Role role) {
        return segment(frame, centre, centre, radius, role);
    }

    /** A box whose edges are those of its frame. */
    public static Part box(int frame, double[] centre, double[] halfEdges, Role role) {
        double[] pose = new double[Poses.SIZE];
        Poses.write(pose, 0, centre[0], centre[1], centre[2], new double[] {1, 0, 0, 0});
        return new Part(frame, Kind.BOX, halfEdges, pose, role);
    }

    @Override
    public double[] size() {
        return size.clone();
    }

    @Override
    public double[] pose() {
        return pose.clone();
    }

    private static double[] checked(String name, double[] values, int length) {
        if (values.length != length || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    name + ": expected " + length + " finite numbers, found " + Arrays.toString(values));
        }
        return values.clone();
    }
}
