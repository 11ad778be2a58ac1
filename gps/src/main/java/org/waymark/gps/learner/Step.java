package org.waymark.gps.learner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waymark.gps.algorithm.Warning;

/**
 * What one iteration did, and the state it left.
 *
 * @param state the next iteration's input
 * @param metrics one number for each metric, in the order in which they are written, the same keys in every iteration; NaN for a number
 *     that does not exist. Each has a {@link MetricRow}, and {@code iteration} and {@code steps/environment} are among them
 * @param statuses metrics whose value is a word
 * @param warnings what a user should know
 * @param recording what the iteration looked like; empty if nobody recorded it
 */
public record Step<S>(
        S state,
        Map<String, Double> metrics,
        Map<String, String> statuses,
        List<Warning> warnings,
        Optional<Recording> recording) {
    public Step {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
        warnings = List.copyOf(warnings);
    }

    /** Without a recording. */
    public Step(S state, Map<String, Double> metrics, Map<String, String> statuses, List<Warning> warnings) {
        this(state, metrics, statuses, warnings, Optional.empty());
    }
}
