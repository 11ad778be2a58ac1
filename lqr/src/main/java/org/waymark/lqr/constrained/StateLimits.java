package org.waymark.lqr.constrained;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Limits of components of the state, to be imposed as an inequality: g = [x_i − upper_i for each finite upper limit; lower_i − x_i for
 * each finite lower one].
 *
 * @param indices [k] of the components, each in 0…n−1; copied in and out
 * @param lower [k], in the unit of each component, −∞ for none; copied in and out
 * @param upper [k], +∞ for none; copied in and out
 */
public record StateLimits(int[] indices, double[] lower, double[] upper) implements Constraint {
    /** @throws IllegalArgumentException if lengths differ, a limit is NaN, a lower one is not below its upper one, or none is finite */
    public StateLimits {
        if (lower.length != upper.length) {
            throw new IllegalArgumentException("state limits: expected as many upper as lower limits, found "
                    + upper.length + " and " + lower.length);
        }
        indices = Entries.indices("state limits", indices, lower.length);
        lower = lower.clone();
        upper = upper.clone();
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] < upper[i])) {
                throw new IllegalArgumentException("state limits[" + i
                        + "]: the lower limit must be below the upper one, found " + lower[i] + " and " + upper[i]);
            }
        }
        if (finite(lower) + finite(upper) == 0) {
            throw new IllegalArgumentException("state limits: expected a finite one, found none");
        }
    }

    /**
     * Limits of the whole state.
     *
     * @param lower [n]
     * @param upper [n]
     */
    public static StateLimits of(double[] lower, double[] upper) {
        return new StateLimits(IntStream.range(0, lower.length).toArray(), lower, upper);
    }

    /** lower ≤ x_index ≤ upper. */
    public static StateLimits component(int index, double lower, double upper) {
        return new StateLimits(new int[] {index}, new double[] {lower}, new double[] {upper});
    }

    @Override
    public int[] indices() {
        return indices.clone();
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    @Override
    public int size() {
        return finite(lower) + finite(upper);
    }

    @Override
    public void value(double[] state, double[] control, int t, double[] value) {
        int row = 0;
        for (int i = 0; i < upper.length; i++) {
            if (Double.isFinite(upper[i])) {
                value[row++] = state[indices[i]] - upper[i];
            }
        }
        for (int i = 0; i < lower.length; i++) {
            if (Double.isFinite(lower[i])) {
                value[row++] = lower[i] - state[indices[i]];
            }
        }
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        int size = state.length + control.length;
        Arrays.fill(jacobian, 0, size() * size, 0);
        int row = 0;
        for (int i = 0; i < upper.length; i++) {
            if (Double.isFinite(upper[i])) {
                jacobian[row++ * size + indices[i]] = 1;
            }
        }
        for (int i = 0; i < lower.length; i++) {
            if (Double.isFinite(lower[i])) {
                jacobian[row++ * size + indices[i]] = -1;
            }
        }
    }

    private static int finite(double[] values) {
        int count = 0;
        for (double v : values) {
            if (Double.isFinite(v)) {
                count++;
            }
        }
        return count;
    }
}
