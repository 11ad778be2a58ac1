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
    private final double before;
    private final Map<Phase, Long> spent = new EnumMap<>(Phase.class);
    private final Map<Phase, Long> spentBeforeLap = new EnumMap<>(Phase.class);
    private Phase current;
    private long since;

    Stopwatch() {
        this(0, Map.of());
    }

    /**
     * Goes on from what was measured before.
     *
     * @param total seconds
     * @param perPhase seconds of these, in each phase that had any
     */
    Stopwatch(double total, Map<Phase, Double> perPhase) {
        this.before = total;
        perPhase.forEach((phase, seconds) -> spent.put(phase, Math.round(seconds / NANOS)));
        spentBeforeLap.putAll(spent);
    }

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

    /** Seconds since this was made, and those before. */
    double total() {
        return before + (System.nanoTime() - start) * NANOS;
    }
}
