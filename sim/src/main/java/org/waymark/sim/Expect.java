package org.waymark.sim;

/** Checks of sizes, with messages that give the place, what was expected and what was found. */
final class Expect {
    private Expect() {}

    /** A copy of the numbers. */
    static double[] notNegative(String place, int size, double[] values) {
        size(place + ": length", size, values.length);
        for (int i = 0; i < size; i++) {
            if (!(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(place + "[" + i + "]: expected ≥ 0, found " + values[i]);
            }
        }
        return values.clone();
    }

    static void size(String place, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(place + ": expected " + expected + ", found " + found);
        }
    }
}
