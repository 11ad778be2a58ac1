package org.waymark.sim.mechanism;

/**
 * Where the links of a serial chain are, and how its tip moves, for given joint angles.
 *
 * <p>Mutable, for one thread; computes into its own buffers and allocates nothing after construction. All results are in the frame of
 * the base.
 */
public final class ChainKinematics {
    private final int size;
    private final double[] offsets;
    private final double[] axes;
    private final double[] tipOffset;

    /** [size × 3 × 3] R_i, from the frame of link i to that of the base. */
    final double[] rotation;

    /** [size × 3] origin of link i. */
    final double[] origin;

    /** [size × 3] axis of joint i, a unit vector. */
    final double[] axis;

    /** [3] the end effector. */
    final double[] tip = new double[3];

    public ChainKinematics(SerialChain chain) {
        size = chain.size();
        offsets = new double[3 * size];
        axes = new double[3 * size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(chain.links().get(i).offset(), 0, offsets, 3 * i, 3);
            System.arraycopy(chain.links().get(i).axis(), 0, axes, 3 * i, 3);
        }
        tipOffset = chain.tip();
        rotation = new double[9 * size];
        origin = new double[3 * size];
        axis = new double[3 * size];
    }

    /**
     * Places all links.
     *
     * @param angles the first [size] entries are q, radians; not modified
     */
    public void update(double[] angles) {
        for (int i = 0; i < size; i++) {
            if (i == 0) {
                System.arraycopy(offsets, 0, origin, 0, 3);
                identity(rotation);
            } else {
                transform(9 * (i - 1), origin, 3 * (i - 1), offsets, 3 * i, origin, 3 * i);
                System.arraycopy(rotation, 9 * (i - 1), rotation, 9 * i, 9);
            }
            turn(i, angles[i]);
        }
        int last = size - 1;
        transform(9 * last, origin, 3 * last, tipOffset, 0, tip, 0);
    }

    /** Writes the position of the tip, [3] metres. */
    public void readTip(double[] out, int at) {
        System.arraycopy(tip, 0, out, at, 3);
    }

    /**
     * Writes the velocity of the tip, J(q) q̇.
     *
     * @param velocities q̇, [size] entries from element {@code from} on, rad/s; not modified
     * @param out [3] from element {@code at} on, m/s
     */
    public void readTipVelocity(double[] velocities, int from, double[] out, int at) {
        double x = 0;
        double y = 0;
        double z = 0;
        for (int i = 0; i < size; i++) {
            double rate = velocities[from + i];
            x += rate * lever(i, 0);
            y += rate * lever(i, 1);
            z += rate * lever(i, 2);
        }
        out[at] = x;
        out[at + 1] = y;
        out[at + 2] = z;
    }

    /**
     * Writes ∂tip/∂q: column i is z_i × (tip − o_i), with the axis z_i and the origin o_i of joint i.
     *
     * @param out 3 × size, with {@code stride} entries from row to row; other entries are left alone
     */
    public void readJacobian(double[] out, int stride) {
        for (int i = 0; i < size; i++) {
            for (int row = 0; row < 3; row++) {
                out[row * stride + i] = lever(i, row);
            }
        }
    }

    /** Entry {@code row} of z_i × (tip − o_i). */
    private double lever(int i, int row) {
        int a = (row + 1) % 3;
        int b = (row + 2) % 3;
        return axis[3 * i + a] * (tip[b] - origin[3 * i + b]) - axis[3 * i + b] * (tip[a] - origin[3 * i + a]);
    }

    /** R_i ← R_i Rot(a_i, angle): each row r becomes r cos + (r × a) sin + a (a·r) (1 − cos), Rodrigues. */
    private void turn(int i, double angle) {
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        double ax = axes[3 * i];
        double ay = axes[3 * i + 1];
        double az = axes[3 * i + 2];
        for (int row = 0; row < 3; row++) {
            int at = 9 * i + 3 * row;
            double x = rotation[at];
            double y = rotation[at + 1];
            double z = rotation[at + 2];
            double along = ax * x + ay * y + az * z;
            double rest = along * (1 - cos);
            rotation[at] = x * cos + (y * az - z * ay) * sin + ax * rest;
            rotation[at + 1] = y * cos + (z * ax - x * az) * sin + ay * rest;
            rotation[at + 2] = z * cos + (x * ay - y * ax) * sin + az * rest;
            axis[3 * i + row] = along;
        }
    }

    /** out = o + R v. */
    private void transform(int r, double[] o, int oAt, double[] v, int vAt, double[] out, int at) {
        double x = v[vAt];
        double y = v[vAt + 1];
        double z = v[vAt + 2];
        out[at] = o[oAt] + rotation[r] * x + rotation[r + 1] * y + rotation[r + 2] * z;
        out[at + 1] = o[oAt + 1] + rotation[r + 3] * x + rotation[r + 4] * y + rotation[r + 5] * z;
        out[at + 2] = o[oAt + 2] + rotation[r + 6] * x + rotation[r + 7] * y + rotation[r + 8] * z;
    }

    private static void identity(double[] r) {
        for (int k = 0; k < 9; k++) {
            r[k] = k % 4 == 0 ? 1 : 0;
        }
    }
}
