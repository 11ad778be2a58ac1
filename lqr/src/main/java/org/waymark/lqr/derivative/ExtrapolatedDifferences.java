package org.waymark.lqr.derivative;

import java.util.Arrays;
import org.waymark.lqr.FiniteDifferences;

/**
 * Differences that know how good they are.
 *
 * <p>With D(h) the central difference of step h, D(h) + [D(h) − D(2h)]/3 has an error of O(h⁴), and the change, [D(h) − D(2h)]/3, is about
 * the error of D(h) itself, a careful bound (Richardson's extrapolation; Nocedal and Wright 2006, section 8.1). The rounding error of
 * the function, 16 ε max(1,|f|)/h, comes on top. Of three steps the one with the least sum is taken, for each entry by itself.
 */
final class ExtrapolatedDifferences {
    private static final double[] STEPS = {0x1p-9, 0x1p-12, 0x1p-15};
    private static final double ROUNDING = 16 * 0x1p-52;

    /** A function of y = [x;u]. */
    @FunctionalInterface
    interface Function {
        /** @param values overwritten */
        void evaluate(double[] y, double[] values);
    }

    private final double[][] values;
    /** [k] ∂f_k/∂y_j. */
    final double[] slope;
    /** [k] its uncertainty; NaN or infinite where the function is not finite nearby. */
    final double[] uncertainty;

    /** @param size how many values the function has */
    ExtrapolatedDifferences(int size) {
        values = new double[4][size];
        slope = new double[size];
        uncertainty = new double[size];
    }

    /** Differences f with respect to y_j. */
    void take(Function f, double[] y, int j) {
        Arrays.fill(slope, Double.NaN);
        Arrays.fill(uncertainty, Double.POSITIVE_INFINITY);
        for (double epsilon : STEPS) {
            double h = FiniteDifferences.step(epsilon, y[j]);
            double centre = y[j];
            for (int i = 0; i < 4; i++) {
                y[j] = centre + (i < 2 ? 1 : 2) * (i % 2 == 0 ? h : -h);
                f.evaluate(y, values[i]);
            }
            y[j] = centre;
            for (int k = 0; k < slope.length; k++) {
                keepBetter(k, h);
            }
        }
    }

    private void keepBetter(int k, double h) {
        double near = FiniteDifferences.first(values[0][k], values[1][k], h);
        double far = FiniteDifferences.first(values[2][k], values[3][k], 2 * h);
        double change = (near - far) / 3;
        double largest = Math.max(1, Math.max(Math.abs(values[2][k]), Math.abs(values[3][k])));
        double error = Math.abs(change) + ROUNDING * largest / h;
        if (error < uncertainty[k]) {
            slope[k] = near + change;
            uncertainty[k] = error;
        }
    }
}
