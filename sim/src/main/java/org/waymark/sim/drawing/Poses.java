package org.waymark.sim.drawing;

/** Poses as seven numbers in a row: position x, y, z in metres, then a unit quaternion w, x, y, z. */
public final class Poses {
    /** Numbers of a pose. */
    public static final int SIZE = 7;

    private Poses() {}

    /**
     * Writes pose number {@code frame}.
     *
     * @param quaternion [4]
     */
    public static void write(double[] poses, int frame, double x, double y, double z, double[] quaternion) {
        int at = SIZE * frame;
        poses[at] = x;
        poses[at + 1] = y;
        poses[at + 2] = z;
        System.arraycopy(quaternion, 0, poses, at + 3, 4);
    }

    /** Writes a pose in the plane z = 0, turned by an angle in radians about z. */
    public static void writePlanar(double[] poses, int frame, double x, double y, double angle) {
        write(poses, frame, x, y, 0, new double[] {Math.cos(0.5 * angle), 0, 0, Math.sin(0.5 * angle)});
    }

    /**
     * The shortest rotation that takes z to a direction.
     *
     * @param direction [3] of any length; zero for no rotation
     */
    public static double[] fromZ(double[] direction) {
        double x = direction[0];
        double y = direction[1];
        double z = direction[2];
        double length = Math.sqrt(x * x + y * y + z * z);
        if (length == 0) {
            return new double[] {1, 0, 0, 0};
        }
        // half-way quaternion: (1 + z·d, z × d), normalised; z × d = (−d_y, d_x, 0)
        double w = 1 + z / length;
        if (w < 1e-12) {
            return new double[] {0, 1, 0, 0};
        }
        double norm = Math.sqrt(2 * w);
        return new double[] {w / norm, -y / length / norm, x / length / norm, 0};
    }

    /**
     * The quaternion of a rotation matrix (Shepperd 1978).
     *
     * @param rotation [3 × 3] row-major, from element {@code at} on
     */
    public static double[] quaternion(double[] rotation, int at) {
        double xx = rotation[at];
        double yy = rotation[at + 4];
        double zz = rotation[at + 8];
        double[] squares = {1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz};
        int largest = 0;
        for (int i = 1; i < 4; i++) {
            if (squares[i] > squares[largest]) {
                largest = i;
            }
        }
        double zy = rotation[at + 7] - rotation[at + 5];
        double xz = rotation[at + 2] - rotation[at + 6];
        double yx = rotation[at + 3] - rotation[at + 1];
        double sumXy = rotation[at + 3] + rotation[at + 1];
        double sumXz = rotation[at + 2] + rotation[at + 6];
        double sumYz = rotation[at + 7] + rotation[at + 5];
        double[] q =
                switch (largest) {
                    case 0 -> new double[] {squares[0], zy, xz, yx};
                    case 1 -> new double[] {zy, squares[1], sumXy, sumXz};
                    case 2 -> new double[] {xz, sumXy, squares[2], sumYz};
                    default -> new double[] {yx, sumXz, sumYz, squares[3]};
                };
        double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        for (int i = 0; i < 4; i++) {
            q[i] /= norm;
        }
        return q;
    }

    /**
     * The pose of a part in the world: outer ∘ inner.
     *
     * @param outer poses, of which number {@code frame} is taken
     * @param inner [7]
     */
    public static double[] compose(double[] outer, int frame, double[] inner) {
        int at = SIZE * frame;
        double w = outer[at + 3];
        double x = outer[at + 4];
        double y = outer[at + 5];
        double z = outer[at + 6];
        double[] point = apply(outer, frame, inner[0], inner[1], inner[2]);
        double[] pose = new double[SIZE];
        write(pose, 0, point[0], point[1], point[2], new double[] {
            w * inner[3] - x * inner[4] - y * inner[5] - z * inner[6],
            w * inner[4] + x * inner[3] + y * inner[6] - z * inner[5],
            w * inner[5] - x * inner[6] + y * inner[3] + z * inner[4],
            w * inner[6] + x * inner[5] - y * inner[4] + z * inner[3]
        });
        return pose;
    }

    /** Where a point of pose number {@code frame} is in the world, [3]: p + R(q) a. */
    public static double[] apply(double[] poses, int frame, double ax, double ay, double az) {
        int at = SIZE * frame;
        double w = poses[at + 3];
        double x = poses[at + 4];
        double y = poses[at + 5];
        double z = poses[at + 6];
        // R a = a + 2 w (v × a) + 2 v × (v × a)
        double cx = y * az - z * ay;
        double cy = z * ax - x * az;
        double cz = x * ay - y * ax;
        return new double[] {
            poses[at] + ax + 2 * (w * cx + y * cz - z * cy),
            poses[at + 1] + ay + 2 * (w * cy + z * cx - x * cz),
            poses[at + 2] + az + 2 * (w * cz + x * cy - y * cx)
        };
    }
}
