package org.waymark.gps.algorithm;

import java.util.Arrays;

/**
 * A positive number that changes from iteration to iteration: knots spread evenly over the run, in between on a straight line in the
 * logarithm.
 *
 * @param knots at least one, each > 0; a single one never changes
 */
record Schedule(double[] knots) {
    /** @throws IllegalArgumentException if there is no knot, or one that is not positive */
    static void require(String name, double[] knots) {
        AlgorithmOptions.require(knots.length >= 1, name + ": expected at least one number, found none");
        for (int i = 0; i < knots.length; i++) {
            AlgorithmOptions.require(
                    knots[i] > 0 && Double.isFinite(knots[i]), name + "[" + i + "]: expected > 0, found " + knots[i]);
        }
    }

    /** @throws IllegalArgumentException if there are more knots than iterations */
    static void requireWithin(String name, double[] knots, int iterations) {
        AlgorithmOptions.require(
                knots.length <= iterations,
                name + ": expected at most " + iterations + " numbers, one for each of iterations, found "
                        + knots.length);
    }

    /** @param iteration 0…iterations−1; later ones have the last knot's value */
    double at(int iteration, int iterations) {
        int last = knots.length - 1;
        if (last == 0 || iterations <= 1) {
            return knots[0];
        }
        double position = Math.min(1, iteration / (iterations - 1.0)) * last;
        int left = Math.min(last - 1, (int) position);
        double fraction = position - left;
        return Math.exp((1 - fraction) * Math.log(knots[left]) + fraction * Math.log(knots[left + 1]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule s && Arrays.equals(knots, s.knots);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(knots);
    }

    @Override
    public String toString() {
        return Arrays.toString(knots);
    }
}
