package org.waymark.gps.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cell came to.
 *
 * @param failure why it failed; empty if it did not
 * @param metrics one entry per iteration: the metrics that the study is about, NaN where there is none
 * @param evaluations by the names of the measures that are evaluations
 */
record Outcome(Optional<String> failure, List<Map<String, Double>> metrics, Map<String, Double> evaluations) {
    private static final String STEPS = "steps/environment";

    Outcome {
        metrics = List.copyOf(metrics);
        evaluations = new LinkedHashMap<>(evaluations);
    }

    static Outcome failed(String why) {
        return new Outcome(Optional.of(why), List.of(), Map.of());
    }

    /** The course of a metric. */
    Reduction.Course course(String metric, int horizon) {
        double[] values = new double[metrics.size()];
        double[] steps = new double[metrics.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = metrics.get(i).getOrDefault(metric, Double.NaN);
            steps[i] = metrics.get(i).getOrDefault(STEPS, Double.NaN);
        }
        return new Reduction.Course(values, steps, horizon);
    }

    /** What a measure finds in this; NaN if nothing, infinite if its threshold was never reached. */
    double number(Measure measure, int horizon) {
        if (failure.isPresent()) {
            return Double.NaN;
        }
        return measure.metric()
                .map(metric -> measure.reduction().of(course(metric, horizon), measure.direction()))
                .orElseGet(() -> evaluations.getOrDefault(measure.name(), Double.NaN));
    }

    /** The metrics of a line that are needed. */
    static Map<String, Double> only(List<String> metrics, Map<String, Double> line) {
        Map<String, Double> some = new LinkedHashMap<>();
        for (String metric : metrics) {
            if (line.containsKey(metric)) {
                some.put(metric, line.get(metric));
            }
        }
        some.put(STEPS, line.getOrDefault(STEPS, Double.NaN));
        return some;
    }
}
