package org.waymark.gps.run;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.waymark.gps.algorithm.Phase;

/** Where the time goes: one phase at a time, from its beginning to that of the next. */
final class Stopwatch {
    private static final double NANOS = 1e-9;

    private final long start = System.nanoTime();
    private final Map<Phase, Long> spent = new EnumMap<>(Phase.class);
    private final Map<Phase, Long> spentBeforeLap = new EnumMap<>(Phase.class);
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
            spent.merge(current, System.nanoTime() - since, Long::sum);
            current = null;
        }
    }

    /** Seconds spent so far in each phase, in their order. */
    Map<String, Double> perPhase() {
        return sinceThen(Map.of());
    }

    /** Seconds spent in each phase since this was last asked for. */
    Map<String, Double> lap() {
        Map<String, Double> lap = sinceThen(spentBeforeLap);
        spentBeforeLap.putAll(spent);
        return lap;
    }

    private Map<String, Double> sinceThen(Map<Phase, Long> then) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Phase phase : Phase.values()) {
            long nanos = spent.getOrDefault(phase, 0L) - then.getOrDefault(phase, 0L);
            seconds.put(phase.name().toLowerCase(Locale.ROOT), nanos * NANOS);
        }
        return seconds;
    }

    /** Seconds since this was made. */
    double total() {
        return (System.nanoTime() - start) * NANOS;
    }
}
