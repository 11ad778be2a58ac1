package org.waymark.gps.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The page that shows a run: one file that opens from disk, offline, on a phone, in dark mode.
 *
 * <p>Colours are those of Okabe and Ito (2008), which colour-blind readers tell apart.
 */
public final class Report {
    private static final String STYLE =
            """
            :root{color-scheme:light dark;--ink:#1d2327;--soft:#5c666d;--paper:#fff;--sheet:#f4f6f7;--rule:#d9dee2;
            --c0:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#cc79a7;--c4:#e69f00;--c5:#56b4e9;--c6:#7a7a7a}
            @media(prefers-color-scheme:dark){:root{--ink:#e6eaed;--soft:#9aa5ad;--paper:#14181b;--sheet:#1d2327;--rule:#363f46;
            --c0:#3d9fdd;--c1:#f0772b;--c2:#1fc596;--c3:#df97bd;--c4:#f2b431;--c5:#86cdf5;--c6:#a3a3a3}}
            *{box-sizing:border-box}
            body{margin:0 auto;padding:1.2rem;max-width:80rem;background:var(--paper);color:var(--ink);
            font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            h1{font-size:1.45rem;margin:.2rem 0 1rem}h2{font-size:1.1rem;margin:1.8rem 0 .6rem}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.6rem;margin:0}
            .tiles div{background:var(--sheet);border-radius:.5rem;padding:.55rem .8rem}
            .tiles dt{color:var(--soft);font-size:.82rem}.tiles dd{margin:0;font-size:1.15rem;font-weight:600;overflow-wrap:anywhere}
            .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(21rem,100%),1fr));gap:1rem}
            figure{margin:0;background:var(--sheet);border-radius:.5rem;padding:.8rem;min-width:0}
            figcaption{font-weight:600;margin-bottom:.3rem}
            figure>svg{display:block;width:100%;height:auto}
            svg text{font-size:11.5px;fill:var(--soft)}.end{text-anchor:end}.middle{text-anchor:middle}
            .grid{stroke:var(--rule);stroke-width:1}.axis{stroke:var(--soft);stroke-width:1}
            .curve{fill:none;stroke-width:2;stroke-linejoin:round}.dash1{stroke-dasharray:6 3}.dash2{stroke-dasharray:2 3}
            rect{stroke:none}
            .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin:.4rem 0 0;padding:0;font-size:.85rem}
            .swatch{width:24px;height:10px;margin-right:.4rem;vertical-align:middle}
            pre{background:var(--sheet);border-radius:.5rem;padding:.8rem;overflow:auto;max-height:32rem;font-size:.83rem;margin:0}
            table{border-collapse:collapse;width:100%}td{padding:.25rem .6rem .25rem 0;vertical-align:top;overflow-wrap:anywhere}
            td:first-child{color:var(--soft);white-space:nowrap;width:9rem}
            """;

    private Report() {}

    /** The page as HTML. */
    public static String html(RunRecord run) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>")
                .append(Html.text(run.title()))
                .append(" – Waymark</title>\n<style>\n")
                .append(STYLE);
        for (int i = 0; i < Series.COLOURS; i++) {
            page.append(".s" + i + "{stroke:var(--c" + i + ");fill:var(--c" + i + ")}");
        }
        page.append("\n.curve{fill:none}\n</style>\n</head>\n<body>\n<h1>")
                .append(Html.text(run.title()))
                .append("</h1>\n<dl class=\"tiles\">\n");
        run.result().forEach((name, value) -> page.append("<div><dt>")
                .append(Html.text(name))
                .append("</dt><dd>")
                .append(Html.text(value))
                .append("</dd></div>\n"));
        page.append("</dl>\n<h2>Curves</h2>\n");
        if (run.metrics().isEmpty()) {
            page.append("<p>No iteration was completed.</p>\n");
        } else {
            page.append("<div class=\"charts\">\n");
            figures(run).forEach(page::append);
            page.append("</div>\n");
        }
        page.append("<h2>Configuration</h2>\n<pre>")
                .append(Html.text(run.configuration()))
                .append("</pre>\n<h2>Machine</h2>\n<table>\n");
        for (Map.Entry<String, String> fact : run.machine().entrySet()) {
            page.append("<tr><td>")
                    .append(Html.text(fact.getKey()))
                    .append("</td><td>")
                    .append(Html.text(fact.getValue()))
                    .append("</td></tr>\n");
        }
        return page.append("</table>\n</body>\n</html>\n").toString();
    }

    private static List<String> figures(RunRecord run) {
        List<String> figures = new ArrayList<>();
        figures.add(LineChart.figure("Cost", "cost of a rollout", costs(run)));
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
        figures.add(BarChart.figure("Time of each phase", "seconds", phases(run)));
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
