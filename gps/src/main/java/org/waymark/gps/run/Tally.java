package org.waymark.gps.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.learner.Step;

/** What a run has counted and timed so far; all of it can be made again from the lines of its metrics. */
final class Tally {
    private static final String TIME = "time/";
    private static final String ELAPSED = TIME + "elapsed";
    private static final String WARNINGS = "warnings";

    private final Stopwatch stopwatch;
    private final List<Map<String, Double>> metrics = new ArrayList<>();
    private int warnings;

    private Tally(Stopwatch stopwatch) {
        this.stopwatch = stopwatch;
    }

    /** The clock goes on from the last of the lines, now. */
    static Tally after(List<Map<String, Object>> lines) {
        List<Map<String, Double>> metrics = lines.stream().map(Tally::numbers).toList();
        Map<Phase, Double> spent = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            String metric = TIME + phase.name().toLowerCase(Locale.ROOT);
            spent.put(
                    phase,
                    metrics.stream()
                            .mapToDouble(line -> line.getOrDefault(metric, 0.0))
                            .sum());
        }
        double elapsed = metrics.isEmpty() ? 0 : metrics.get(metrics.size() - 1).getOrDefault(ELAPSED, 0.0);
        Tally tally = new Tally(new Stopwatch(elapsed, spent));
        tally.metrics.addAll(metrics);
        for (Map<String, Object> line : lines) {
            tally.warnings += line.get(WARNINGS) instanceof List<?> list ? list.size() : 0;
        }
        return tally;
    }

    private static Map<String, Double> numbers(Map<String, Object> line) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        line.forEach((key, value) -> {
            if (value == null || value instanceof Number) {
                numbers.put(key, value == null ? Double.NaN : ((Number) value).doubleValue());
            }
        });
        return numbers;
    }

    Stopwatch stopwatch() {
        return stopwatch;
    }

    /** Counts an iteration; its numbers with its times. */
    Map<String, Double> add(Step<?> done) {
        Map<String, Double> line = new LinkedHashMap<>(done.metrics());
        stopwatch.lap().forEach((phase, seconds) -> line.put(TIME + phase, seconds));
        line.put(ELAPSED, stopwatch.total());
        metrics.add(line);
        warnings += done.warnings().size();
        return line;
    }

    /** A line for each iteration. */
    List<Map<String, Double>> metrics() {
        return Collections.unmodifiableList(metrics);
    }

    /** How many there were. */
    int warnings() {
        return warnings;
    }

    /** The value of a metric in the last iteration; NaN before the first. */
    double last(String metric) {
        return metrics.isEmpty() ? Double.NaN : metrics.get(metrics.size() - 1).getOrDefault(metric, Double.NaN);
    }

    /** The mean of a metric over all iterations; NaN before the first. */
    double mean(String metric) {
        return metrics.stream()
                .mapToDouble(line -> line.getOrDefault(metric, Double.NaN))
                .average()
                .orElse(Double.NaN);
    }
}
