package org.waymark.sim.mechanism;

import java.util.Arrays;

/**
 * A rigid body and the hinge that joins it to the one before it.
 *
 * <p>The frame of a link has its origin on the hinge axis. When all joint angles are zero, the frames of all links are parallel to
 * that of the base. Immutable: arrays are copied in and out.
 *
 * @param name of the joint, for reports
 * @param offset [3] origin of this link's frame in the frame of the link before, metres
 * @param axis [3] hinge axis in this link's frame, of length 1; positive angles turn right-handedly about it
 * @param mass kg, ≥ 0
 * @param centreOfMass [3] in this link's frame, metres
 * @param inertia [3 × 3] about the centre of mass, in this link's frame, kg·m², symmetric
 * @param armature inertia of the rotor as felt at the joint, kg·m², ≥ 0; it adds to the diagonal of the mass matrix and turns with
 *     the joint angle only
 * @param damping viscous friction of the joint, N·m·s/rad, ≥ 0
 */
public record Link(
        String name,
        double[] offset,
        double[] axis,
        double mass,
        double[] centreOfMass,
        double[] inertia,
        double armature,
        double damping) {
    public Link {
        offset = vector(name, "offset", 3, offset);
        axis = vector(name, "axis", 3, axis);
        centreOfMass = vector(name, "centre of mass", 3, centreOfMass);
        inertia = vector(name, "inertia", 9, inertia);
        double length = Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
        if (!(Math.abs(length - 1) < 1e-9)) {
            throw new IllegalArgumentException("link " + name + ": axis: expected length 1, found " + length);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < i; j++) {
                if (inertia[3 * i + j] != inertia[3 * j + i]) {
                    throw new IllegalArgumentException("link " + name + ": inertia: expected a symmetric matrix, found "
                            + Arrays.toString(inertia));
                }
            }
        }
        requireNotNegative(name, "mass", mass);
        requireNotNegative(name, "armature", armature);
        requireNotNegative(name, "damping", damping);
    }

    /**
     * A solid cylinder of even density between two points of its frame.
     *
     * @param from [3] centre of one end, metres
     * @param to [3] centre of the other, different from {@code from}
     * @param radius metres
     */
    public static Link cylinder(
            String name, double[] offset, double[] axis, double mass, double[] from, double[] to, double radius) {
        double[] along = new double[3];
        double[] centre = new double[3];
        double squared = 0;
        for (int i = 0; i < 3; i++) {
            along[i] = to[i] - from[i];
            centre[i] = 0.5 * (from[i] + to[i]);
            squared += along[i] * along[i];
        }
        if (!(squared > 0)) {
            throw new IllegalArgumentException("link " + name + ": expected two different ends of the cylinder");
        }
        // I = I_across 1 + (I_along − I_across) d dᵀ with d the unit vector along, m r²/2 along and m (3 r² + l²)/12
        // across.
        double inertiaAlong = 0.5 * mass * radius * radius;
        double inertiaAcross = mass * (3 * radius * radius + squared) / 12;
        double[] inertia = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                inertia[3 * i + j] =
                        (i == j ? inertiaAcross : 0) + (inertiaAlong - inertiaAcross) * (along[i] * along[j]) / squared;
            }
        }
        return new Link(name, offset, axis, mass, centre, inertia, 0, 0);
    }

    /** The same link of another density: mass and inertia are scaled. */
    public Link scaled(double factor) {
        double[] scaled = inertia.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new Link(name, offset, axis, factor * mass, centreOfMass, scaled, armature, damping);
    }

    public Link withArmature(double kgm2) {
        return new Link(name, offset, axis, mass, centreOfMass, inertia, kgm2, damping);
    }

    public Link withDamping(double newtonMetreSeconds) {
        return new Link(name, offset, axis, mass, centreOfMass, inertia, armature, newtonMetreSeconds);
    }

    @Override
    public double[] offset() {
        return offset.clone();
    }

    @Override
    public double[] axis() {
        return axis.clone();
    }

    @Override
    public double[] centreOfMass() {
        return centreOfMass.clone();
    }

    @Override
    public double[] inertia() {
        return inertia.clone();
    }

    private static double[] vector(String link, String name, int size, double[] values) {
        if (values.length != size) {
            throw new IllegalArgumentException(
                    "link " + link + ": " + name + ": expected " + size + " numbers, found " + values.length);
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "link " + link + ": " + name + ": expected finite numbers, found " + Arrays.toString(values));
            }
        }
        return values.clone();
    }

    private static void requireNotNegative(String link, String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("link " + link + ": " + name + ": expected ≥ 0, found " + value);
        }
    }
}
