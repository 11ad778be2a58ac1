package org.waymark.gps.report;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.waymark.sim.drawing.Part;
import org.waymark.sim.drawing.Poses;

/**
 * Something to paint: a filled outline, or a thick line with round ends.
 *
 * @param depth how near it is; farther shapes are painted first
 * @param outline in pixels; a line if it is one
 * @param thickness of the line in pixels; 0 for an outline that is filled
 * @param colour what it is filled with
 */
record Shape(double depth, Path2D outline, double thickness, Color colour) {
    private static final int RIM = 20;
    private static final double THINNEST = 2;
    private static final double DARKEST = 0.32;
    private static final double LIGHTENED = 0.3;

    /** What a part looks like. */
    static List<Shape> of(Part part, double[] poses, View view, Color colour) {
        double[] pose = part.frame() == Part.WORLD ? part.pose() : Poses.compose(poses, part.frame(), part.pose());
        double[] size = part.size();
        return switch (part.kind()) {
            case PLANE -> List.of();
            case SPHERE -> List.of(line(view, pose, 0, size[0], colour));
            case CAPSULE -> List.of(line(view, pose, size[1], size[0], colour));
            case BOX -> box(view, pose, size, colour);
            case CYLINDER -> List.of(hull(view, pose, cylinder(size), colour));
            case ELLIPSOID -> List.of(hull(view, pose, ellipsoid(size), colour));
        };
    }

    private static Shape line(View view, double[] pose, double half, double radius, Color colour) {
        double[] from = view.see(Poses.apply(pose, 0, 0, 0, -half));
        double[] to = view.see(Poses.apply(pose, 0, 0, 0, half));
        Path2D path = new Path2D.Double();
        path.moveTo(from[0], from[1]);
        path.lineTo(to[0] + 1e-3, to[1]); // a line without length has no ends
        return new Shape(0.5 * (from[2] + to[2]), path, Math.max(THINNEST, 2 * radius * view.scale()), colour);
    }

    /** The faces that can be seen; those that look downwards are darker. */
    private static List<Shape> box(View view, double[] pose, double[] half, Color colour) {
        double[] inside = view.see(Poses.apply(pose, 0, 0, 0, 0));
        List<Shape> faces = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            for (int side = -1; side <= 1; side += 2) {
                double[] middle = view.see(corner(pose, half, axis, side, 0, 0));
                boolean seen = half[axis] == 0 ? side > 0 : middle[2] - inside[2] > 1e-9;
                if (seen) {
                    List<double[]> corners = new ArrayList<>();
                    for (int[] c : new int[][] {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
                        corners.add(view.see(corner(pose, half, axis, side, c[0], c[1])));
                    }
                    double up = half[axis] == 0 ? 1 : (inside[1] - middle[1]) / (half[axis] * view.scale());
                    faces.add(new Shape(
                            middle[2], path(corners), 0, darker(colour, DARKEST - LIGHTENED * Math.max(0, up))));
                }
            }
        }
        return faces;
    }

    private static double[] corner(double[] pose, double[] half, int axis, int side, int u, int v) {
        double[] p = new double[3];
        p[axis] = side * half[axis];
        p[(axis + 1) % 3] = u * half[(axis + 1) % 3];
        p[(axis + 2) % 3] = v * half[(axis + 2) % 3];
        return Poses.apply(pose, 0, p[0], p[1], p[2]);
    }

    private static Color darker(Color colour, double shade) {
        double rest = 1 - shade;
        return new Color(
                (int) (rest * colour.getRed()), (int) (rest * colour.getGreen()), (int) (rest * colour.getBlue()));
    }

    private static List<double[]> cylinder(double[] size) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < RIM; i++) {
            double x = size[0] * Math.cos(2 * Math.PI * i / RIM);
            double y = size[0] * Math.sin(2 * Math.PI * i / RIM);
            points.add(new double[] {x, y, -size[1]});
            points.add(new double[] {x, y, size[1]});
        }
        return points;
    }

    private static List<double[]> ellipsoid(double[] size) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < RIM; i++) {
            double c = Math.cos(2 * Math.PI * i / RIM);
            double s = Math.sin(2 * Math.PI * i / RIM);
            points.add(new double[] {c * size[0], s * size[1], 0});
            points.add(new double[] {c * size[0], 0, s * size[2]});
            points.add(new double[] {0, c * size[1], s * size[2]});
        }
        return points;
    }

    private static Shape hull(View view, double[] pose, List<double[]> points, Color colour) {
        List<double[]> seen = new ArrayList<>();
        points.forEach(p -> seen.add(view.see(Poses.apply(pose, 0, p[0], p[1], p[2]))));
        seen.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
        List<double[]> around = new ArrayList<>(half(seen));
        List<double[]> back = new ArrayList<>(seen);
        Collections.reverse(back);
        around.addAll(half(back));
        return new Shape(view.see(Poses.apply(pose, 0, 0, 0, 0))[2], path(around), 0, colour);
    }

    /** One half of the convex hull of sorted points, without its end (Andrew 1979). */
    private static List<double[]> half(List<double[]> sorted) {
        List<double[]> chain = new ArrayList<>();
        for (double[] p : sorted) {
            while (chain.size() > 1 && turn(chain.get(chain.size() - 2), chain.get(chain.size() - 1), p) <= 0) {
                chain.remove(chain.size() - 1);
            }
            chain.add(p);
        }
        chain.remove(chain.size() - 1);
        return chain;
    }

    private static double turn(double[] o, double[] a, double[] b) {
        return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
    }

    private static Path2D path(List<double[]> points) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < points.size(); i++) {
            if (i == 0) {
                path.moveTo(points.get(i)[0], points.get(i)[1]);
            } else {
                path.lineTo(points.get(i)[0], points.get(i)[1]);
            }
        }
        path.closePath();
        return path;
    }
}
