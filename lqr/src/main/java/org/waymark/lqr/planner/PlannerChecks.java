package org.waymark.lqr.planner;

/** What this package demands of numbers that it is given. */
final class PlannerChecks {
    private PlannerChecks() {}

    static void atLeast(String name, int least, int found) {
        if (found < least) {
            throw new IllegalArgumentException(name + ": expected ≥ " + least + ", found " + found);
        }
    }

    static void positive(String name, double found) {
        if (!(found > 0 && found < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + ": expected a finite number > 0, found " + found);
        }
    }

    static void fraction(String name, double found) {
        if (!(found >= 0 && found < 1)) {
            throw new IllegalArgumentException(name + ": expected within [0, 1), found " + found);
        }
    }

    static void length(String name, int expected, int found) {
        if (found != expected) {
            throw new IllegalArgumentException(name + ": expected " + expected + " numbers, found " + found);
        }
    }

    static void finite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "]: expected a finite number, found " + values[i]);
            }
        }
    }

    static void withinPlan(int t, int start, int horizon) {
        if (t < start || t >= start + horizon) {
            throw new IllegalArgumentException(
                    "t: expected within the last plan, " + start + "…" + (start + horizon - 1) + ", found " + t);
        }
    }
}
