package org.waymark.lqr.matrix;

/**
 * tanh x to 4e-16, without a branch or a table.
 *
 * <p>Lambert's continued fraction y/(1 + y²/(3 + y²/(5 + …))) at y = x/16, as one quotient n/d, then four times tanh 2y = 2nd/(n² + d²),
 * which needs no division. Beyond |x| = 20 the result is ±1 to working precision.
 */
public final class HyperbolicTangent {
    static final double LIMIT = 20;
    static final double SCALE = 0.0625;
    // The ninth convergent of the fraction, normalised to d(0) = 1.
    static final double N1 = 7.0 / 51;
    static final double N2 = 1.0 / 255;
    static final double N3 = 2.0 / 69615;
    static final double N4 = 1.0 / 34459425;
    static final double D1 = 8.0 / 17;
    static final double D2 = 7.0 / 255;
    static final double D3 = 4.0 / 9945;
    static final double D4 = 1.0 / 765765;

    private HyperbolicTangent() {}

    /** tanh x. */
    public static double of(double x) {
        double y = Math.max(-LIMIT, Math.min(LIMIT, x)) * SCALE;
        double s = y * y;
        double n = y * (1 + s * (N1 + s * (N2 + s * (N3 + s * N4))));
        double d = 1 + s * (D1 + s * (D2 + s * (D3 + s * D4)));
        for (int i = 0; i < 4; i++) {
            double doubled = 2 * n * d;
            d = n * n + d * d;
            n = doubled;
        }
        return n / d;
    }

    /**
     * Writes tanh(factor · x_i) for the first {@code count} numbers; on the Vector API if {@link KernelChoice} says so, which differs by
     * rounding.
     *
     * @param x not modified, unless it is {@code out}
     * @param out overwritten
     */
    public static void apply(double factor, double[] x, double[] out, int count) {
        int i = KernelChoice.isVector() ? VectorTangent.apply(factor, x, out, count) : 0;
        for (; i < count; i++) {
            out[i] = of(factor * x[i]);
        }
    }
}
