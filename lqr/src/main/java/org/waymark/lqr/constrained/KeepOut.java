package org.waymark.lqr.constrained;

/**
 * A ball that some components of the state stay out of, to be imposed as an inequality: a circle in the plane, a sphere in space, or a
 * cylinder if two of three coordinates are named.
 *
 * <pre>
 *   g = (r² − |p − c|²) / 2r ≤ 0,   p the named components
 * </pre>
 *
 * <p>Near its boundary g is the depth inside in the unit of p, and unlike r − |p − c| it is smooth everywhere.
 *
 * @param indices of the components of p, each in 0…n−1; copied in and out
 * @param centre c, as many; copied in and out
 * @param radius r > 0
 */
public record KeepOut(int[] indices, double[] centre, double radius) implements Constraint {
    /** @throws IllegalArgumentException if the lengths differ, an index is negative, or a number is out of range */
    public KeepOut {
        indices = Entries.indices("keep-out", indices, centre.length);
        centre = Entries.finite("keep-out: centre", centre);
        Entries.positive("keep-out: radius", radius);
    }

    /** The circle around (x, y) in the plane of the components i and j. */
    public static KeepOut circle(int i, int j, double x, double y, double radius) {
        return new KeepOut(new int[] {i, j}, new double[] {x, y}, radius);
    }

    @Override
    public int[] indices() {
        return indices.clone();
    }

    @Override
    public double[] centre() {
        return centre.clone();
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public void value(double[] state, double[] control, int t, double[] value) {
        double distanceSquared = 0;
        for (int i = 0; i < centre.length; i++) {
            double d = state[indices[i]] - centre[i];
            distanceSquared += d * d;
        }
        value[0] = (radius * radius - distanceSquared) / (2 * radius);
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        for (int j = 0; j < state.length + control.length; j++) {
            jacobian[j] = 0;
        }
        for (int i = 0; i < centre.length; i++) {
            jacobian[indices[i]] = -(state[indices[i]] - centre[i]) / radius;
        }
    }

    @Override
    public void addCurvature(double[] state, double[] control, int t, double[] weights, double[] hessian) {
        int size = state.length + control.length;
        for (int i : indices) {
            hessian[i * size + i] -= weights[0] / radius;
        }
    }
}
