package org.waymark.lqr.derivative;

import java.util.Arrays;

/**
 * A number that knows its derivatives with respect to the state and the control of one time step.
 *
 * <p>A model or a cost is written once, as in {@code x[1].sin().times(9.81).plus(u[0])}; evaluated, each operation carries the value and, where
 * they are asked for, the first derivatives, and leaves behind what the second derivatives need. Numbers belong to the evaluation in
 * which they arise: they are recycled by the next one, so they must not be kept, and not be mixed with those of another model, cost or
 * thread.
 *
 * <p>Where a function is not smooth, the derivatives are those of one side, or not finite: {@link #sqrt}, {@link #asin}, {@link #acos},
 * {@link #hypot}, {@link #atan2} and {@link #pow} say where, {@link #abs}, {@link #max} and {@link #min} say which side. Infinite or NaN
 * derivatives are passed on, and found by whoever solves with them.
 */
public final class Dual {
    private final Tape tape;
    final int index;

    double value;

    /** The index, or {@link Tape#CONSTANT}; undefined when that, like all that follows. */
    int slot;

    /** Slot of a in z = φ(a,b). */
    int left;

    /** Slot of b. */
    int right;

    double slopeLeft;
    double slopeRight;
    double curvatureLeft;
    double curvatureMixed;
    double curvatureRight;

    /** ∇z, [n+m]. */
    final double[] gradient;

    /** λ; zero but while a sweep backward is under way. */
    double adjoint;

    /** ∇λ, [n+m]; likewise, but for variables. */
    final double[] adjointGradient;

    /** Whether ∇λ may have other entries than zeros. */
    boolean bent;

    Dual(Tape tape, int index, int size) {
        this.tape = tape;
        this.index = index;
        this.gradient = new double[size];
        this.adjointGradient = new double[size];
    }

    void clearBend() {
        if (bent) {
            bent = false;
            Arrays.fill(adjointGradient, 0);
        }
    }

    /** The value alone, for decisions: {@code if (x[0].value() > 0)}. */
    public double value() {
        return value;
    }

    /** A number without derivatives. */
    public Dual constant(double number) {
        return tape.constant(number);
    }

    public Dual plus(Dual other) {
        require(other);
        return tape.binary(this, other, value + other.value, 1, 1, 0, 0, 0);
    }

    public Dual plus(double number) {
        return tape.unary(this, value + number, 1, 0);
    }

    /** this + scale·other, in one operation. */
    public Dual plusTimes(double scale, Dual other) {
        require(other);
        return tape.binary(this, other, value + scale * other.value, 1, scale, 0, 0, 0);
    }

    public Dual minus(Dual other) {
        require(other);
        return tape.binary(this, other, value - other.value, 1, -1, 0, 0, 0);
    }

    public Dual minus(double number) {
        return tape.unary(this, value - number, 1, 0);
    }

    /** number − this. */
    public Dual subtractedFrom(double number) {
        return tape.unary(this, number - value, -1, 0);
    }

    public Dual negated() {
        return tape.unary(this, -value, -1, 0);
    }

    public Dual times(Dual other) {
        require(other);
        return tape.binary(this, other, value * other.value, other.value, value, 0, 1, 0);
    }

    public Dual times(double number) {
        return tape.unary(this, value * number, number, 0);
    }

    public Dual dividedBy(Dual other) {
        require(other);
        double inverse = 1 / other.value;
        double ratio = value / other.value;
        double slope = -ratio * inverse;
        return tape.binary(this, other, ratio, inverse, slope, 0, -inverse * inverse, -2 * slope * inverse);
    }

    public Dual dividedBy(double number) {
        return tape.unary(this, value / number, 1 / number, 0);
    }

    /** 1/this. */
    public Dual reciprocal() {
        double inverse = 1 / value;
        return tape.unary(this, inverse, -inverse * inverse, 2 * inverse * inverse * inverse);
    }

    public Dual square() {
        return tape.unary(this, value * value, 2 * value, 2);
    }

    /** √this; at 0 the derivatives are not finite. */
    public Dual sqrt() {
        double root = Math.sqrt(value);
        double slope = 0.5 / root;
        return tape.unary(this, root, slope, -0.5 * slope / value);
    }

    /** this^exponent; derivatives are finite at 0 for the exponents 0, 1, 2 and above. */
    public Dual pow(double exponent) {
        double slope = exponent == 0 ? 0 : exponent * Math.pow(value, exponent - 1);
        double curvature =
                exponent == 0 || exponent == 1 ? 0 : exponent * (exponent - 1) * Math.pow(value, exponent - 2);
        return tape.unary(this, Math.pow(value, exponent), slope, curvature);
    }

    /** this^exponent = exp(exponent·log this), for this > 0. */
    public Dual pow(Dual exponent) {
        return log().times(exponent).exp();
    }

    public Dual exp() {
        double e = Math.exp(value);
        return tape.unary(this, e, e, e);
    }

    /** The natural logarithm. */
    public Dual log() {
        double inverse = 1 / value;
        return tape.unary(this, Math.log(value), inverse, -inverse * inverse);
    }

    /** The sine of radians. */
    public Dual sin() {
        if (slot == Tape.CONSTANT) {
            return tape.constant(Math.sin(value));
        }
        double sin = tape.sin(value);
        return tape.unary(this, sin, tape.cos(value), -sin);
    }

    /** The cosine of radians. */
    public Dual cos() {
        if (slot == Tape.CONSTANT) {
            return tape.constant(Math.cos(value));
        }
        double cos = tape.cos(value);
        return tape.unary(this, cos, -tape.sin(value), -cos);
    }

    /** The tangent of radians. */
    public Dual tan() {
        double tan = Math.tan(value);
        double slope = 1 + tan * tan;
        return tape.unary(this, tan, slope, 2 * tan * slope);
    }

    /** In radians; at ±1 the derivatives are not finite, beyond it is NaN. */
    public Dual asin() {
        double slope = 1 / Math.sqrt((1 - value) * (1 + value));
        return tape.unary(this, Math.asin(value), slope, value * slope * slope * slope);
    }

    /** In radians; at ±1 the derivatives are not finite, beyond it is NaN. */
    public Dual acos() {
        double slope = -1 / Math.sqrt((1 - value) * (1 + value));
        return tape.unary(this, Math.acos(value), slope, value * slope * slope * slope);
    }

    /** In radians. */
    public Dual atan() {
        double slope = 1 / (1 + value * value);
        return tape.unary(this, Math.atan(value), slope, -2 * value * slope * slope);
    }

    /** The angle of the point (x, this), in radians; at the origin the derivatives are NaN. */
    public Dual atan2(Dual x) {
        require(x);
        double r2 = value * value + x.value * x.value;
        double py = x.value / r2;
        double px = -value / r2;
        // θ_yy = −2 xy/r⁴, θ_xx = 2 xy/r⁴, θ_xy = (y² − x²)/r⁴
        return tape.binary(this, x, Math.atan2(value, x.value), py, px, 2 * py * px, px * px - py * py, -2 * py * px);
    }

    /** √(this² + other²) without overflow; at the origin the derivatives are NaN. */
    public Dual hypot(Dual other) {
        require(other);
        double r = Math.hypot(value, other.value);
        double pa = value / r;
        double pb = other.value / r;
        return tape.binary(this, other, r, pa, pb, pb * pb / r, -pa * pb / r, pa * pa / r);
    }

    /** √(this² + other²) without overflow. */
    public Dual hypot(double other) {
        double r = Math.hypot(value, other);
        return tape.unary(this, r, value / r, other / r * (other / r) / r);
    }

    public Dual sinh() {
        double sinh = Math.sinh(value);
        return tape.unary(this, sinh, Math.cosh(value), sinh);
    }

    public Dual cosh() {
        double cosh = Math.cosh(value);
        return tape.unary(this, cosh, Math.sinh(value), cosh);
    }

    public Dual tanh() {
        double tanh = Math.tanh(value);
        double slope = 1 - tanh * tanh;
        return tape.unary(this, tanh, slope, -2 * tanh * slope);
    }

    /** |this|; at 0 with the derivatives of the positive side. */
    public Dual abs() {
        return value < 0 ? negated() : this;
    }

    /** The greater one with its derivatives; this one where they are equal. */
    public Dual max(Dual other) {
        require(other);
        return other.value > value || Double.isNaN(other.value) ? other : this;
    }

    /** The greater one; with the derivatives of this one where they are equal. */
    public Dual max(double number) {
        return number > value ? tape.constant(number) : this;
    }

    /** The lesser one with its derivatives; this one where they are equal. */
    public Dual min(Dual other) {
        require(other);
        return other.value < value || Double.isNaN(other.value) ? other : this;
    }

    /** The lesser one; with the derivatives of this one where they are equal. */
    public Dual min(double number) {
        return number < value ? tape.constant(number) : this;
    }

    boolean belongsTo(Tape other) {
        return tape == other && tape.holds(this);
    }

    private void require(Dual other) {
        if (other.tape != tape) {
            throw new IllegalArgumentException(
                    "numbers of two evaluations were mixed: a number was kept from another model, cost or thread");
        }
    }

    /** The value, for debuggers and messages. */
    @Override
    public String toString() {
        return Double.toString(value);
    }
}
