package org.waymark.lqr.constrained;

/** Checks of what constraints are made of. */
final class Entries {
    private Entries() {}

    /** A checked copy. */
    static int[] indices(String name, int[] indices, int size) {
        if (indices.length != size) {
            throw new IllegalArgumentException(
                    name + ": indices: expected " + size + ", one for each value, found " + indices.length);
        }
        for (int i = 0; i < size; i++) {
            if (indices[i] < 0) {
                throw new IllegalArgumentException(
                        name + ": indices[" + i + "]: expected 0 or more, found " + indices[i]);
            }
        }
        return indices.clone();
    }

    /** A checked copy. */
    static double[] finite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "]: expected a finite number, found " + values[i]);
            }
        }
        return values.clone();
    }

    static double positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + ": expected a positive number, found " + value);
        }
        return value;
    }
}
