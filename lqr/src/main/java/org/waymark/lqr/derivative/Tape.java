package org.waymark.lqr.derivative;

import java.util.Arrays;

/**
 * The operations of one evaluation, in their order, each with its first and second partial derivatives. Mutable, for one thread;
 * nothing is allocated once it has grown to the length of the longest evaluation.
 *
 * <p>Gradients go forward: z = φ(a,b) gives ∇z = φ_a∇a + φ_b∇b. Second derivatives of one function w·f go backward, as the gradients of
 * the adjoints λ_z = ∂(w·f)/∂z, so that no operation carries a Hessian and the effort is linear in n + m:
 *
 * <pre>
 *   λ_a += φ_a λ_z,   ∇λ_a += φ_a ∇λ_z + λ_z (φ_aa ∇a + φ_ab ∇b),   b likewise
 * </pre>
 *
 * <p>(forward over reverse: Griewank and Walther 2008, chapter 5).
 */
final class Tape {
    /** The slot of all numbers without derivatives. */
    static final int CONSTANT = 0;

    private static final int FIRST_CAPACITY = 64;

    private final int n;
    private final int size;
    private final Dual[] state;
    private final Dual[] control;

    /** The first is not used, because its slot means none; then come the variables, then the results of operations. */
    private Dual[] nodes = new Dual[0];

    private int used;

    private double angle = Double.NaN;
    private double sinOfAngle;
    private double cosOfAngle;

    Tape(int stateSize, int controlSize) {
        n = stateSize;
        size = stateSize + controlSize;
        state = new Dual[stateSize];
        control = new Dual[controlSize];
        grow(Math.max(FIRST_CAPACITY, 2 * size));
        for (int i = 0; i < size; i++) {
            nodes[1 + i].gradient[i] = 1;
        }
    }

    private Dual[] grow(int capacity) {
        Dual[] longer = new Dual[capacity];
        System.arraycopy(nodes, 0, longer, 0, nodes.length);
        for (int i = nodes.length; i < capacity; i++) {
            longer[i] = new Dual(this, i, size);
        }
        nodes = longer;
        return longer;
    }

    /** Forgets all operations and sets the variables y = [x;u]; without {@code derivatives}, to constants. */
    void begin(boolean derivatives, double[] x, double[] u) {
        requireLength("control", size - n, u.length);
        begin(derivatives, x);
        for (int i = n; i < size; i++) {
            nodes[1 + i].value = u[i - n];
        }
    }

    /** Forgets all operations and sets the variables x; the others are zero. */
    void begin(boolean derivatives, double[] x) {
        requireLength("state", n, x.length);
        used = 1 + size;
        for (int i = 0; i < size; i++) {
            Dual variable = nodes[1 + i];
            variable.value = i < n ? x[i] : 0;
            variable.slot = derivatives ? 1 + i : CONSTANT;
            variable.adjoint = 0;
        }
    }

    /** Whether the variables have these values. */
    boolean isAt(double[] x, double[] u) {
        for (int i = 0; i < size; i++) {
            if (nodes[1 + i].value != (i < n ? x[i] : u[i - n])) {
                return false;
            }
        }
        return true;
    }

    private static void requireLength(String name, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(name + ": expected " + expected + " numbers, found " + found);
        }
    }

    /** x. */
    Dual[] state() {
        System.arraycopy(nodes, 1, state, 0, n);
        return state;
    }

    /** u. */
    Dual[] control() {
        System.arraycopy(nodes, 1 + n, control, 0, size - n);
        return control;
    }

    /** Whether {@code node} belongs to the evaluation under way. */
    boolean holds(Dual node) {
        return node.index < used && nodes[node.index] == node;
    }

    private Dual take(double value) {
        Dual[] all = nodes;
        int index = used;
        if (index >= all.length) {
            all = grow(2 * index);
        }
        used = index + 1;
        Dual z = all[index];
        z.value = value;
        return z;
    }

    Dual constant(double value) {
        Dual z = take(value);
        z.slot = CONSTANT;
        return z;
    }

    /** z = φ(a). */
    Dual unary(Dual a, double value, double slope, double curvature) {
        Dual z = take(value);
        if (a.slot == CONSTANT) {
            z.slot = CONSTANT;
        } else {
            z.slot = z.index;
            z.left = a.slot;
            z.right = CONSTANT;
            z.slopeLeft = slope;
            z.curvatureLeft = curvature;
        }
        return z;
    }

    /** z = φ(a,b). */
    Dual binary(Dual a, Dual b, double value, double pa, double pb, double haa, double hab, double hbb) {
        Dual z = take(value);
        if ((a.slot | b.slot) == CONSTANT) {
            z.slot = CONSTANT;
        } else {
            z.slot = z.index;
            z.left = a.slot;
            z.right = b.slot;
            z.slopeLeft = pa;
            z.slopeRight = pb;
            z.curvatureLeft = haa;
            z.curvatureMixed = hab;
            z.curvatureRight = hbb;
        }
        return z;
    }

    double sin(double value) {
        turnTo(value);
        return sinOfAngle;
    }

    double cos(double value) {
        turnTo(value);
        return cosOfAngle;
    }

    /** Sine and cosine of one angle come in pairs, in formulas as in derivatives. */
    private void turnTo(double value) {
        if (value != angle) {
            angle = value;
            sinOfAngle = Math.sin(value);
            cosOfAngle = Math.cos(value);
        }
    }

    /** Finds the gradient of every operation. */
    void sweepForward() {
        Dual[] all = nodes;
        for (int k = 1 + size; k < used; k++) {
            Dual z = all[k];
            if (z.slot != CONSTANT) {
                if (z.right == CONSTANT) {
                    scale(z.slopeLeft, all[z.left].gradient, z.gradient);
                } else if (z.left == CONSTANT) {
                    scale(z.slopeRight, all[z.right].gradient, z.gradient);
                } else {
                    combine(z.slopeLeft, all[z.left].gradient, z.slopeRight, all[z.right].gradient, z.gradient);
                }
            }
        }
    }

    private static void scale(double p, double[] a, double[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = p * a[i];
        }
    }

    private static void combine(double p, double[] a, double q, double[] b, double[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = p * a[i] + q * b[i];
        }
    }

    /** Writes the gradient of z, after the sweep forward, from {@code at} on. */
    void readGradient(Dual z, double[] gradient, int at) {
        if (z.slot == CONSTANT) {
            Arrays.fill(gradient, at, at + size, 0);
        } else {
            System.arraycopy(z.gradient, 0, gradient, at, size);
        }
    }

    /** Asks for the curvature of one more {@code weight · z}. */
    void seed(Dual z, double weight) {
        if (z.slot != CONSTANT) {
            z.adjoint += weight;
        }
    }

    /** Finds the second derivatives of what has been seeded since the last such sweep. */
    void sweepBackward() {
        for (int i = 1; i <= size; i++) {
            nodes[i].clearBend();
        }
        Dual[] all = nodes;
        for (int k = used - 1; k > size; k--) {
            Dual z = all[k];
            double lambda = z.adjoint;
            if (lambda != 0 || z.bent) {
                if (z.right == CONSTANT) {
                    pull(lambda, z, z.slopeLeft, z.curvatureLeft, all[z.left]);
                } else if (z.left == CONSTANT) {
                    pull(lambda, z, z.slopeRight, z.curvatureRight, all[z.right]);
                } else {
                    pull(lambda, z, all[z.left], all[z.right]);
                }
                z.adjoint = 0;
                z.clearBend();
            }
        }
    }

    /** ∂²/∂y_i∂y_j, i ≥ j, after the sweep backward. */
    double curvature(int i, int j) {
        return nodes[1 + i].adjointGradient[j];
    }

    /** Adds the second derivatives to both triangles of {@code hessian}, [size × size]. */
    void addCurvature(double[] hessian) {
        for (int i = 0; i < size; i++) {
            double[] row = nodes[1 + i].adjointGradient;
            for (int j = 0; j < i; j++) {
                hessian[i * size + j] += row[j];
                hessian[j * size + i] += row[j];
            }
            hessian[i * size + i] += row[i];
        }
    }

    private static void pull(double lambda, Dual z, double slope, double curvature, Dual a) {
        a.adjoint += lambda * slope;
        double c = lambda * curvature;
        if (z.bent || c != 0) {
            a.bent = true;
            double[] from = z.adjointGradient;
            double[] ga = a.gradient;
            double[] to = a.adjointGradient;
            for (int i = 0; i < to.length; i++) {
                to[i] += slope * from[i] + c * ga[i];
            }
        }
    }

    private static void pull(double lambda, Dual z, Dual a, Dual b) {
        double pa = z.slopeLeft;
        double pb = z.slopeRight;
        a.adjoint += lambda * pa;
        b.adjoint += lambda * pb;
        double haa = lambda * z.curvatureLeft;
        double hab = lambda * z.curvatureMixed;
        double hbb = lambda * z.curvatureRight;
        if (z.bent || haa != 0 || hab != 0 || hbb != 0) {
            a.bent = true;
            b.bent = true;
            double[] from = z.adjointGradient;
            double[] ga = a.gradient;
            double[] gb = b.gradient;
            double[] toA = a.adjointGradient;
            double[] toB = b.adjointGradient;
            for (int i = 0; i < from.length; i++) {
                toA[i] += pa * from[i] + haa * ga[i] + hab * gb[i];
                toB[i] += pb * from[i] + hab * ga[i] + hbb * gb[i];
            }
        }
    }
}
