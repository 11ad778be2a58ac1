package org.waymark.gps.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.waymark.gps.algorithm.Phase;

/** Where the time goes: one phase at a time, from its beginning to that of the next. */
final class Stopwatch {
    private static final double NANOS = 1e-9;

    private final long start = System.nanoTime();
    private final long[] spent = new long[Phase.values().length];
    private final long[] spentBeforeLap = spent.clone();
    private Phase current;
    private long since;

    /** The phase that runs ends here, and another begins. */
    void begin(Phase phase) {
        end();
        current = phase;
        since = System.nanoTime();
    }

    /** The phase that runs ends here. */
    void end() {
        if (current != null) {
            spent[current.ordinal()] += System.nanoTime() - since;
            current = null;
        }
    }

    /** Seconds spent so far in each phase, in their order. */
    Map<String, Double> perPhase() {
        return named(spent);
    }

    /** Seconds spent in each phase since this was last asked for. */
    Map<String, Double> lap() {
        long[] lap = new long[spent.length];
        for (int i = 0; i < lap.length; i++) {
            lap[i] = spent[i] - spentBeforeLap[i];
            spentBeforeLap[i] = spent[i];
        }
        return named(lap);
    }

    private static Map<String, Double> named(long[] nanos) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Phase phase : Phase.values()) {
            seconds.put(phase.name().toLowerCase(Locale.ROOT), nanos[phase.ordinal()] * NANOS);
        }
        return seconds;
    }

    /** Seconds since this was made. */
    double total() {
        return (System.nanoTime() - start) * NANOS;
    }
}
