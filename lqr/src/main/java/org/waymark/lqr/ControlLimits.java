package org.waymark.lqr;

import java.util.Arrays;

/**
 * Limits lower ≤ u ≤ upper on each control; an infinite one does not limit.
 *
 * @param lower [controlSize], in the unit of each control; copied in and out
 * @param upper [controlSize]; copied in and out
 */
public record ControlLimits(double[] lower, double[] upper) {
    /** @throws IllegalArgumentException if the lengths differ, a limit is NaN, or a lower one is not below its upper one */
    public ControlLimits {
        if (lower.length != upper.length) {
            throw new IllegalArgumentException("control limits: expected as many upper as lower limits, found "
                    + upper.length + " and " + lower.length);
        }
        lower = lower.clone();
        upper = upper.clone();
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] < upper[i])) {
                throw new IllegalArgumentException("control limits[" + i
                        + "]: the lower limit must be below the upper one, found " + lower[i] + " and " + upper[i]);
            }
        }
    }

    /** No limits. */
    public static ControlLimits none(int controlSize) {
        double[] upper = new double[controlSize];
        double[] lower = new double[controlSize];
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        return new ControlLimits(lower, upper);
    }

    /** −bound ≤ u_i ≤ bound for each control. */
    public static ControlLimits symmetric(double... bound) {
        double[] lower = new double[bound.length];
        for (int i = 0; i < bound.length; i++) {
            lower[i] = -bound[i];
        }
        return new ControlLimits(lower, bound);
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    public int size() {
        return lower.length;
    }

    public double lower(int i) {
        return lower[i];
    }

    public double upper(int i) {
        return upper[i];
    }

    /** Whether any control has a finite limit. */
    public boolean any() {
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] != Double.NEGATIVE_INFINITY || upper[i] != Double.POSITIVE_INFINITY) {
                return true;
            }
        }
        return false;
    }

    /** Moves each control to the nearest value within its limits. */
    public void clamp(double[] control) {
        for (int i = 0; i < lower.length; i++) {
            control[i] = Math.max(lower[i], Math.min(upper[i], control[i]));
        }
    }
}
