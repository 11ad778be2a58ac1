package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The page that shows several runs beside each other. */
public final class Comparison {
    private Comparison() {}

    /**
     * The page as HTML.
     *
     * @param names one for each run, all different
     * @param runs as many
     * @param differences key of the configuration → its values, where they are not the same in all runs
     */
    public static String html(List<String> names, List<RunRecord> runs, Map<String, List<String>> differences) {
        Page page = new Page("Comparison of " + runs.size() + " runs");
        page.add("<h2>Curves</h2>\n<div class=\"charts\">\n");
        figure(page, "Cost of the policy, without noise", "cost of a rollout", names, runs, "policy/cost");
        figure(page, "Success of the policy", "fraction of the rollouts", names, runs, "policy/success");
        figure(
                page,
                "Return of the student, least of all tasks",
                "1: as good as the teacher",
                names,
                runs,
                "policy/return");
        figure(page, "Cost of the rollouts, mean", "cost of a rollout", names, runs, "cost/mean");
        figure(page, "Environment steps", "control steps", names, runs, "steps/environment");
        figure(page, "Time", "seconds since the beginning", names, runs, "time/elapsed");
        page.add("</div>\n<h2>Results</h2>\n");
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(names);
        page.table(head, results(runs));
        page.add("<h2>Differences of the configurations</h2>\n");
        if (differences.isEmpty()) {
            page.add("<p>There are none.</p>\n");
        } else {
            List<List<String>> rows = new ArrayList<>();
            differences.forEach((key, values) -> rows.add(row(key, values)));
            page.table(head, rows);
        }
        return page.text();
    }

    private static void figure(
            Page page, String title, String unit, List<String> names, List<RunRecord> runs, String metric) {
        int longest = runs.stream().mapToInt(run -> run.metrics().size()).max().orElse(0);
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).has(metric)) {
                double[] course = runs.get(i).course(metric);
                double[] padded = Arrays.copyOf(course, longest);
                Arrays.fill(padded, course.length, longest, Double.NaN);
                series.add(new Series(names.get(i), i, padded));
            }
        }
        if (!series.isEmpty()) {
            page.add(LineChart.figure(title, unit, series));
        }
    }

    private static List<List<String>> results(List<RunRecord> runs) {
        Set<String> quantities = new LinkedHashSet<>();
        runs.forEach(run -> quantities.addAll(run.result().keySet()));
        return quantities.stream()
                .map(quantity -> row(
                        quantity,
                        runs.stream()
                                .map(run -> run.result().getOrDefault(quantity, "–"))
                                .toList()))
                .toList();
    }

    private static List<String> row(String name, List<String> values) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(values);
        return row;
    }
}
