package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.metrics.MetricTable;

/**
 * The page that shows a run: one file that opens from disk, offline, on a phone, in dark mode.
 *
 * <p>Colours are those of Okabe and Ito (2008), which colour-blind readers tell apart.
 */
public final class Report {
    private static final Set<String> SHOWN_ELSEWHERE = Set.of("steps", "cost", "policy", "time", "warnings");

    private Report() {}

    /** The page as HTML, without a replay. */
    public static String html(RunRecord run) {
        return html(run, "");
    }

    /**
     * The page with a replay, and charts of states and controls.
     *
     * @param scenes what was recorded, in the order of the iterations; maybe nothing
     */
    public static String html(RunRecord run, Stage stage, List<Scene> scenes) {
        return html(run, scenes.isEmpty() ? "" : LookSection.html(stage, scenes));
    }

    private static String html(RunRecord run, String look) {
        Page page = new Page(run.title());
        page.tiles(run.result());
        page.add("<h2>Curves</h2>\n");
        if (run.metrics().isEmpty()) {
            page.add("<p>No iteration was completed.</p>\n");
        } else {
            page.add("<div class=\"charts\">\n");
            figures(run).forEach(page::add);
            page.add("</div>\n");
        }
        page.add(look);
        page.add("<h2>Configuration</h2>\n<pre tabindex=\"0\">" + Html.text(run.configuration())
                + "</pre>\n<h2>Machine</h2>\n");
        List<List<String>> facts = new ArrayList<>();
        run.machine().forEach((name, value) -> facts.add(List.of(name, value)));
        page.table(List.of(), facts);
        return page.text();
    }

    private static List<String> figures(RunRecord run) {
        List<String> figures = new ArrayList<>();
        if (!run.tasks().isEmpty()) {
            figures.addAll(ofTasks(run));
        } else {
            figures.add(LineChart.figure("Cost", "cost of a rollout", costs(run)));
            figures.addAll(run.clusters().isEmpty() ? others(run) : ofClusters(run));
        }
        figures.add(BarChart.figure("Time of each phase", "seconds", phases(run)));
        return figures;
    }

    private static List<String> ofTasks(RunRecord run) {
        List<String> figures = new ArrayList<>();
        figures.add(LineChart.figure(
                "Return in each task",
                "1: as good as the teacher, 0: as bad as doing nothing",
                perTask(run, "policy/return/")));
        figures.add(
                LineChart.figure("Loss after training", "1: the best constant control", perTask(run, "loss/after/")));
        for (int k = 0; k < run.tasks().size(); k++) {
            String task = run.tasks().get(k);
            figures.add(LineChart.figure(
                    "Cost in " + task,
                    "cost of a rollout",
                    List.of(new Series("student without noise", k, run.course("policy/cost/" + task)))));
        }
        return figures;
    }

    private static List<Series> perTask(RunRecord run, String prefix) {
        List<Series> all = new ArrayList<>();
        for (String task : run.tasks()) {
            all.add(new Series(task, all.size(), run.course(prefix + task)));
        }
        return all;
    }

    /** A chart for each number that the other charts do not show. */
    private static List<String> others(RunRecord run) {
        List<String> figures = new ArrayList<>();
        for (String key : run.metrics().get(0).keySet()) {
            String family = key.substring(0, Math.max(0, key.indexOf('/')));
            if (!family.isEmpty() && !SHOWN_ELSEWHERE.contains(family)) {
                figures.add(LineChart.figure(
                        key,
                        MetricTable.row(key).map(MetricRow::unit).orElse(""),
                        List.of(new Series(key, 0, run.course(key)))));
            }
        }
        return figures;
    }

    private static List<String> ofClusters(RunRecord run) {
        List<String> figures = new ArrayList<>();
        figures.add(LineChart.figure("Cost of each cluster", "cost of a rollout", perCluster(run, "cost/cluster")));
        if (run.has("update/predicted")) {
            figures.add(LineChart.figure(
                    "Improvement, predicted and actual",
                    "fall of the cost",
                    List.of(
                            new Series("predicted", 0, run.course("update/predicted")),
                            new Series("actual", 1, run.course("update/actual")))));
        }
        List<Series> divergences = new ArrayList<>(perCluster(run, "kl/cluster"));
        divergences.add(new Series("bound, mean", Series.COLOURS + 6, mean(run, "klBound/cluster")));
        figures.add(LineChart.figure("Divergence of the update and its bound", "KL per rollout, nats", divergences));
        figures.add(LineChart.figure("Price of the bound", "η, cost per nat", perCluster(run, "eta/cluster")));
        figures.add(LineChart.figure("Step multiplier", "factor on klStep", perCluster(run, "step/cluster")));
        figures.add(LineChart.figure(
                "Entropy of the controllers", "nats per time step", perCluster(run, "entropy/cluster")));
        if (run.has("training/lossAfter")) {
            figures.add(LineChart.figure(
                    "Loss of the policy",
                    "nats per sample",
                    List.of(
                            new Series("before training", 1, run.course("training/lossBefore")),
                            new Series("after training", 0, run.course("training/lossAfter")))));
        }
        return figures;
    }

    private static List<Series> costs(RunRecord run) {
        List<Series> costs = new ArrayList<>();
        costs.add(new Series("rollouts, mean", 0, run.course("cost/mean")));
        if (run.has("policy/cost")) {
            costs.add(new Series("policy without noise", 1, run.course("policy/cost")));
        }
        return costs;
    }

    private static List<Series> perCluster(RunRecord run, String prefix) {
        List<Series> all = new ArrayList<>();
        for (int cluster : run.clusters()) {
            all.add(new Series("cluster " + cluster, cluster, run.course(prefix + cluster)));
        }
        boolean equal = all.stream()
                .allMatch(one -> Arrays.equals(one.values(), all.get(0).values()));
        return equal ? List.of(new Series("all clusters", 0, all.get(0).values())) : all;
    }

    private static double[] mean(RunRecord run, String prefix) {
        List<Series> all = perCluster(run, prefix);
        double[] mean = new double[run.metrics().size()];
        for (Series one : all) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += one.values()[i] / all.size();
            }
        }
        return mean;
    }

    private static List<Series> phases(RunRecord run) {
        List<Series> phases = new ArrayList<>();
        for (String key : run.metrics().get(0).keySet()) {
            if (key.startsWith("time/") && !key.equals("time/elapsed")) {
                phases.add(new Series(key.substring("time/".length()), phases.size(), run.course(key)));
            }
        }
        return phases;
    }
}
