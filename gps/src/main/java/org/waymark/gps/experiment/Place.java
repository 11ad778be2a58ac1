package org.waymark.gps.experiment;

import java.util.function.Supplier;
import org.waymark.sim.SimulatorSpec;

/** Says at which key of an experiment the values do not fit its plant. */
final class Place {
    private Place() {}

    /** Does something with the values of a key, and names it if they do not fit. */
    static <R> R at(String key, Supplier<R> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    static void requireLength(String key, double[] values, int expected) {
        if (values.length != expected) {
            throw new IllegalArgumentException(key + ": expected " + expected + " numbers, found " + values.length);
        }
    }

    static void requireIndices(int[] indices, SimulatorSpec spec) {
        for (int index : indices) {
            if (index < 0 || index >= spec.stateSize()) {
                throw new IllegalArgumentException(
                        "indices: expected 0…" + (spec.stateSize() - 1) + ", found " + index);
            }
        }
    }
}
