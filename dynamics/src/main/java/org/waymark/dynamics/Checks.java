package org.waymark.dynamics;

/** Range checks of options: the message names the path, the value and the allowed range. */
final class Checks {
    private Checks() {}

    static void atLeast(String path, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(path + ": expected ≥ " + least + ", found " + value);
        }
    }

    static void notNegative(String path, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(path + ": expected ≥ 0 and finite, found " + value);
        }
    }

    static void positive(String path, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(path + ": expected > 0 and finite, found " + value);
        }
    }
}
