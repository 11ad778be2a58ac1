package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a report shows of a run.
 *
 * @param title the experiment, its algorithm and its seed
 * @param result name and value of each number of the result, in the order of display
 * @param machine name and value of each fact about the machine and the program, in the order of display
 * @param configuration the resolved experiment file
 * @param metrics one entry per iteration: metric name → value, NaN where there is none
 */
public record RunRecord(
        String title,
        Map<String, String> result,
        Map<String, String> machine,
        String configuration,
        List<Map<String, Double>> metrics) {
    private static final String RETURN = "policy/return/";
    private static final Pattern CLUSTER = Pattern.compile("cost/cluster(\\d+)");

    public RunRecord {
        result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        metrics = List.copyOf(metrics);
    }

    /** The course of one metric over the iterations; NaN where it is missing. */
    double[] course(String metric) {
        return metrics.stream()
                .mapToDouble(line -> line.getOrDefault(metric, Double.NaN))
                .toArray();
    }

    boolean has(String metric) {
        return metrics.stream().anyMatch(line -> Double.isFinite(line.getOrDefault(metric, Double.NaN)));
    }

    /** The names of the tasks that the metrics speak of, in their order; none but of a distillation. */
    List<String> tasks() {
        return metrics.stream()
                .limit(1)
                .flatMap(line -> line.keySet().stream())
                .filter(key -> key.startsWith(RETURN))
                .map(key -> key.substring(RETURN.length()))
                .toList();
    }

    /** The numbers of the clusters that the metrics speak of, ascending. */
    List<Integer> clusters() {
        TreeSet<Integer> found = new TreeSet<>();
        for (Map<String, Double> line : metrics) {
            for (String key : line.keySet()) {
                Matcher matcher = CLUSTER.matcher(key);
                if (matcher.matches()) {
                    found.add(Integer.valueOf(matcher.group(1)));
                }
            }
        }
        return new ArrayList<>(found);
    }
}
