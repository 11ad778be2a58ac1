package org.waymark.gps.report;

import java.util.Arrays;
import java.util.List;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/**
 * Where a scene is looked at from: along parallel rays, from far away.
 *
 * @param centre [3] what is in the middle of the picture, metres
 * @param radius half of the height that has to be seen, metres; half of the width is {@link #ASPECT} times as much
 * @param azimuth of the onlooker about z, radians
 * @param elevation of the onlooker, radians
 * @param planar whether z = 0 is seen from above, with y upwards
 */
record Camera(double[] centre, double radius, double azimuth, double elevation, boolean planar) {
    private static final double AZIMUTH = Math.toRadians(-60);
    private static final double ELEVATION = Math.toRadians(22);
    private static final double LEAST_RADIUS = 0.05;
    private static final double MARGIN = 1.08;

    /** Width over height that pictures have, or more. */
    static final double ASPECT = 4 / 3.0;

    /** Sees everything that moves, and what the cost wants to be reached. */
    static Camera around(Drawing drawing, List<double[]> targets, List<double[]> poses) {
        Camera turned = new Camera(new double[3], 1, AZIMUTH, ELEVATION, drawing.isPlanar());
        double[] axes = turned.axes();
        Extent extent = new Extent(axes);
        targets.forEach(target -> extent.cover(target, 0));
        for (Part part : drawing.parts()) {
            if (part.frame() != Part.WORLD) {
                poses.forEach(frames -> extent.cover(part, Poses.compose(frames, part.frame(), part.pose())));
            }
        }
        return new Camera(extent.centre(), extent.radius(), AZIMUTH, ELEVATION, drawing.isPlanar());
    }

    /** How far things reach to the right, upwards and towards the onlooker. */
    private record Extent(double[] axes, double[] low, double[] high) {
        Extent(double[] axes) {
            this(axes, new double[3], new double[3]);
            Arrays.fill(low, Double.POSITIVE_INFINITY);
            Arrays.fill(high, Double.NEGATIVE_INFINITY);
        }

        void cover(Part part, double[] pose) {
            double[] size = part.size();
            switch (part.kind()) {
                case CAPSULE, CYLINDER -> {
                    cover(Poses.apply(pose, 0, 0, 0, -size[1]), size[0]);
                    cover(Poses.apply(pose, 0, 0, 0, size[1]), size[0]);
                }
                case SPHERE -> cover(pose, size[0]);
                case PLANE -> {
                    // goes on for ever
                }
                case BOX, ELLIPSOID ->
                    cover(pose, Math.sqrt(size[0] * size[0] + size[1] * size[1] + size[2] * size[2]));
            }
        }

        void cover(double[] point, double reach) {
            for (int row = 0; row < 3; row++) {
                double place = 0;
                for (int i = 0; i < 3; i++) {
                    place += axes[3 * row + i] * point[i];
                }
                low[row] = Math.min(low[row], place - reach);
                high[row] = Math.max(high[row], place + reach);
            }
        }

        double[] centre() {
            double[] centre = new double[3];
            for (int row = 0; row < 3 && low[row] <= high[row]; row++) {
                for (int i = 0; i < 3; i++) {
                    centre[i] += axes[3 * row + i] * 0.5 * (low[row] + high[row]);
                }
            }
            return centre;
        }

        double radius() {
            double across = 0.5 * (high[0] - low[0]) / ASPECT;
            double up = 0.5 * (high[1] - low[1]);
            return Math.max(LEAST_RADIUS, MARGIN * Math.max(across, up));
        }
    }

    /** [3 × 3] rows: to the right, upwards, towards the onlooker. */
    double[] axes() {
        if (planar) {
            return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
        }
        double ca = Math.cos(azimuth);
        double sa = Math.sin(azimuth);
        double ce = Math.cos(elevation);
        double se = Math.sin(elevation);
        return new double[] {-sa, ca, 0, -se * ca, -se * sa, ce, ce * ca, ce * sa, se};
    }
}
