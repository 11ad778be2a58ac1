package org.waymark.sim.mechanism;

/**
 * Forward dynamics of a serial chain by the articulated-body algorithm: solves M(q) q̈ + h(q, q̇) = τ − β q̇ for q̈, with Coriolis,
 * centrifugal and gravity forces in h and the armatures on the diagonal of M.
 *
 * <p>Featherstone 2008, table 7.1, with every spatial vector and inertia expressed at the origin of the base, so that nothing is
 * transformed from link to link. Spatial motions are [angular; linear], spatial forces [moment; force].
 *
 * <p>Mutable, for one thread; computes into its own buffers and allocates nothing after construction.
 */
public final class ArticulatedBody {
    private final int size;
    private final ChainKinematics kinematics;
    private final double[] mass;
    private final double[] centre;
    private final double[] inertia;
    private final double[] armature;
    private final double[] damping;
    private final double[] gravity;

    /** [size × 6] s_i, the motion of joint i at unit speed. */
    private final double[] motion;

    /** [size × 6] c_i = v_i × s_i q̇_i. */
    private final double[] coriolis;

    /** [size × 36] I_i, then I_iᴬ. */
    private final double[] articulated;

    /** [size × 6] p_i = v_i ×* I_i v_i, then p_iᴬ. */
    private final double[] bias;

    /** [size × 6] U_i = I_iᴬ s_i. */
    private final double[] u;

    /** [size] 1/D_i, D_i = s_iᵀ U_i + armature. */
    private final double[] inverseD;

    /** [size] τ_i − β_i q̇_i − s_iᵀ p_iᴬ. */
    private final double[] net;

    /** [6] v_i of the link at hand, in the pass outwards. */
    private final double[] v = new double[6];

    /** [6] a_i of the link at hand, in the last pass. */
    private final double[] a = new double[6];

    /** [9] R_i I_i, of the link at hand. */
    private final double[] turned = new double[9];

    public ArticulatedBody(SerialChain chain) {
        size = chain.size();
        kinematics = new ChainKinematics(chain);
        mass = new double[size];
        centre = new double[3 * size];
        inertia = new double[9 * size];
        armature = new double[size];
        damping = new double[size];
        gravity = chain.gravity();
        for (int i = 0; i < size; i++) {
            Link link = chain.links().get(i);
            mass[i] = link.mass();
            System.arraycopy(link.centreOfMass(), 0, centre, 3 * i, 3);
            System.arraycopy(link.inertia(), 0, inertia, 9 * i, 9);
            armature[i] = link.armature();
            damping[i] = link.damping();
        }
        motion = new double[6 * size];
        coriolis = new double[6 * size];
        articulated = new double[36 * size];
        bias = new double[6 * size];
        u = new double[6 * size];
        inverseD = new double[size];
        net = new double[size];
    }

    /**
     * Writes q̈.
     *
     * @param state q then q̇, the first [2·size] entries, rad and rad/s; not modified
     * @param torque [size] τ, N·m; not modified
     * @param acceleration [size] entries from element {@code at} on, rad/s²; overwritten
     */
    public void accelerations(double[] state, double[] torque, double[] acceleration, int at) {
        kinematics.update(state);
        moveOutwards(state);
        gatherInwards(state, torque);
        accelerateOutwards(acceleration, at);
    }

    /** The placement of the links at the state last given. */
    public ChainKinematics kinematics() {
        return kinematics;
    }

    /** s_i, v_i, c_i, I_i and p_i, from the base to the tip. */
    private void moveOutwards(double[] state) {
        for (int k = 0; k < 6; k++) {
            v[k] = 0;
        }
        for (int i = 0; i < size; i++) {
            int s = 6 * i;
            double rate = state[size + i];
            for (int k = 0; k < 3; k++) {
                motion[s + k] = kinematics.axis[3 * i + k];
            }
            // a point of the body that is at the origin of the base moves with o × z
            cross(kinematics.origin, 3 * i, motion, s, motion, s + 3);
            // c = v × s q̇; the link's own part of v drops out
            cross(v, 0, motion, s, coriolis, s);
            cross(v, 3, motion, s, coriolis, s + 3);
            addCross(v, 0, motion, s + 3, coriolis, s + 3);
            for (int k = 0; k < 6; k++) {
                coriolis[s + k] *= rate;
                v[k] += motion[s + k] * rate;
            }
            placeInertia(i);
        }
    }

    /** I_i = [Ī, mc×; (mc×)ᵀ, m1] with Ī = R I Rᵀ + m(cᵀc 1 − c cᵀ), and p_i = v ×* I_i v. */
    private void placeInertia(int i) {
        double[] r = kinematics.rotation;
        int at = 9 * i;
        double m = mass[i];
        double bx = centre[3 * i];
        double by = centre[3 * i + 1];
        double bz = centre[3 * i + 2];
        double cx = kinematics.origin[3 * i] + r[at] * bx + r[at + 1] * by + r[at + 2] * bz;
        double cy = kinematics.origin[3 * i + 1] + r[at + 3] * bx + r[at + 4] * by + r[at + 5] * bz;
        double cz = kinematics.origin[3 * i + 2] + r[at + 6] * bx + r[at + 7] * by + r[at + 8] * bz;
        for (int row = 0; row < 3; row++) {
            for (int col = 0; col < 3; col++) {
                turned[3 * row + col] = r[at + 3 * row] * inertia[at + col]
                        + r[at + 3 * row + 1] * inertia[at + 3 + col]
                        + r[at + 3 * row + 2] * inertia[at + 6 + col];
            }
        }
        double xx = turnedBack(0, 0, at) + m * (cy * cy + cz * cz);
        double yy = turnedBack(1, 1, at) + m * (cx * cx + cz * cz);
        double zz = turnedBack(2, 2, at) + m * (cx * cx + cy * cy);
        double xy = turnedBack(0, 1, at) - m * cx * cy;
        double xz = turnedBack(0, 2, at) - m * cx * cz;
        double yz = turnedBack(1, 2, at) - m * cy * cz;
        double hx = m * cx;
        double hy = m * cy;
        double hz = m * cz;
        int g = 36 * i;
        double[] ia = articulated;
        row(ia, g, xx, xy, xz, 0, -hz, hy);
        row(ia, g + 6, xy, yy, yz, hz, 0, -hx);
        row(ia, g + 12, xz, yz, zz, -hy, hx, 0);
        row(ia, g + 18, 0, hz, -hy, m, 0, 0);
        row(ia, g + 24, -hz, 0, hx, 0, m, 0);
        row(ia, g + 30, hy, -hx, 0, 0, 0, m);

        double lx = xx * v[0] + xy * v[1] + xz * v[2] + hy * v[5] - hz * v[4];
        double ly = xy * v[0] + yy * v[1] + yz * v[2] + hz * v[3] - hx * v[5];
        double lz = xz * v[0] + yz * v[1] + zz * v[2] + hx * v[4] - hy * v[3];
        double px = m * v[3] + v[1] * hz - v[2] * hy;
        double py = m * v[4] + v[2] * hx - v[0] * hz;
        double pz = m * v[5] + v[0] * hy - v[1] * hx;
        row(
                bias,
                6 * i,
                v[1] * lz - v[2] * ly + v[4] * pz - v[5] * py,
                v[2] * lx - v[0] * lz + v[5] * px - v[3] * pz,
                v[0] * ly - v[1] * lx + v[3] * py - v[4] * px,
                v[1] * pz - v[2] * py,
                v[2] * px - v[0] * pz,
                v[0] * py - v[1] * px);
    }

    /** Entry (row, col) of (R I) Rᵀ. */
    private double turnedBack(int row, int col, int at) {
        double[] r = kinematics.rotation;
        return turned[3 * row] * r[at + 3 * col]
                + turned[3 * row + 1] * r[at + 3 * col + 1]
                + turned[3 * row + 2] * r[at + 3 * col + 2];
    }

    /** Each link's articulated inertia and bias force are handed to the link before it, less what the joint gives way. */
    private void gatherInwards(double[] state, double[] torque) {
        double[] ia = articulated;
        for (int i = size - 1; i >= 0; i--) {
            int s = 6 * i;
            int g = 36 * i;
            double d = armature[i];
            double force = torque[i] - damping[i] * state[size + i];
            for (int k = 0; k < 6; k++) {
                double sum = dot(ia, g + 6 * k, motion, s);
                u[s + k] = sum;
                d += motion[s + k] * sum;
                force -= motion[s + k] * bias[s + k];
            }
            net[i] = force;
            inverseD[i] = 1 / d;
            if (i > 0) {
                handOver(g, s, force / d, 1 / d);
            }
        }
    }

    /** I_{i−1} += I − U Uᵀ/D and p_{i−1} += p + (I − U Uᵀ/D) c + U u/D, the sum without U Uᵀ being p + I c + U (u − Uᵀc)/D. */
    private void handOver(int g, int s, double push, double inverse) {
        double[] ia = articulated;
        double along = push - inverse * dot(u, s, coriolis, s);
        for (int row = 0; row < 6; row++) {
            int from = g + 6 * row;
            int to = from - 36;
            bias[s - 6 + row] += bias[s + row] + dot(ia, from, coriolis, s) + u[s + row] * along;
            double scaled = u[s + row] * inverse;
            ia[to] += ia[from] - scaled * u[s];
            ia[to + 1] += ia[from + 1] - scaled * u[s + 1];
            ia[to + 2] += ia[from + 2] - scaled * u[s + 2];
            ia[to + 3] += ia[from + 3] - scaled * u[s + 3];
            ia[to + 4] += ia[from + 4] - scaled * u[s + 4];
            ia[to + 5] += ia[from + 5] - scaled * u[s + 5];
        }
    }

    /** q̈_i = (u_i − U_iᵀ(a_{i−1} + c_i))/D_i, from the base, which accelerates against gravity, to the tip. */
    private void accelerateOutwards(double[] acceleration, int at) {
        row(a, 0, 0, 0, 0, -gravity[0], -gravity[1], -gravity[2]);
        for (int i = 0; i < size; i++) {
            int s = 6 * i;
            for (int k = 0; k < 6; k++) {
                a[k] += coriolis[s + k];
            }
            double joint = (net[i] - dot(u, s, a, 0)) * inverseD[i];
            acceleration[at + i] = joint;
            for (int k = 0; k < 6; k++) {
                a[k] += motion[s + k] * joint;
            }
        }
    }

    private static double dot(double[] x, int xAt, double[] y, int yAt) {
        return x[xAt] * y[yAt]
                + x[xAt + 1] * y[yAt + 1]
                + x[xAt + 2] * y[yAt + 2]
                + x[xAt + 3] * y[yAt + 3]
                + x[xAt + 4] * y[yAt + 4]
                + x[xAt + 5] * y[yAt + 5];
    }

    private static void row(double[] to, int at, double x0, double x1, double x2, double x3, double x4, double x5) {
        to[at] = x0;
        to[at + 1] = x1;
        to[at + 2] = x2;
        to[at + 3] = x3;
        to[at + 4] = x4;
        to[at + 5] = x5;
    }

    private static void cross(double[] x, int xAt, double[] y, int yAt, double[] out, int at) {
        out[at] = x[xAt + 1] * y[yAt + 2] - x[xAt + 2] * y[yAt + 1];
        out[at + 1] = x[xAt + 2] * y[yAt] - x[xAt] * y[yAt + 2];
        out[at + 2] = x[xAt] * y[yAt + 1] - x[xAt + 1] * y[yAt];
    }

    private static void addCross(double[] x, int xAt, double[] y, int yAt, double[] out, int at) {
        out[at] += x[xAt + 1] * y[yAt + 2] - x[xAt + 2] * y[yAt + 1];
        out[at + 1] += x[xAt + 2] * y[yAt] - x[xAt] * y[yAt + 2];
        out[at + 2] += x[xAt] * y[yAt + 1] - x[xAt + 1] * y[yAt];
    }
}
