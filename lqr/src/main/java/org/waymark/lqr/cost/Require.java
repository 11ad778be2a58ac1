package org.waymark.lqr.cost;

/** What the constructors of this package demand of their numbers. */
final class Require {
    private Require() {}

    static void nonNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": expected a finite number ≥ 0, found " + value);
        }
    }

    static void nonNegative(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            nonNegative(name + "[" + i + "]", values[i]);
        }
    }

    static void finite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "]: expected a finite number, found " + values[i]);
            }
        }
    }

    static void length(String name, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(name + ": expected " + expected + " numbers, found " + found);
        }
    }
}
