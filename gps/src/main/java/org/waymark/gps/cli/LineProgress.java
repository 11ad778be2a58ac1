package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waymark.gps.algorithm.Warning;

/** A line per iteration, in columns. */
final class LineProgress implements Progress {
    private static final String HEAD = "%4s %12s %12s %8s %11s %11s %8s %6s %8s";

    private final PrintWriter err;
    private boolean begun;

    LineProgress(PrintWriter err) {
        this.err = err;
    }

    /** The most important numbers, in a few words. */
    static String words(Map<String, Double> metrics) {
        double policy = metrics.get("policy/cost");
        return "  cost " + number(metrics.get("cost/mean"), 2)
                + (Double.isFinite(policy) ? "  policy " + number(policy, 2) : "");
    }

    @Override
    public void iterationDone(Map<String, Double> metrics) {
        if (!begun) {
            err.printf(
                    HEAD + "%n",
                    "iter",
                    "cost",
                    "policy",
                    "success",
                    "predicted",
                    "actual",
                    "kl/bound",
                    "step",
                    "time");
            begun = true;
        }
        err.printf(
                HEAD + "%n",
                number(metrics.get("iteration"), 0),
                number(metrics.get("cost/mean"), 2),
                number(metrics.get("policy/cost"), 2),
                number(metrics.get("policy/success"), 2),
                number(metrics.getOrDefault("update/predicted", Double.NaN), 2),
                number(metrics.getOrDefault("update/actual", Double.NaN), 2),
                number(mean(metrics, "kl/cluster") / mean(metrics, "klBound/cluster"), 2),
                number(mean(metrics, "step/cluster"), 2),
                number(metrics.get("time/elapsed"), 1) + " s");
        err.flush();
    }

    @Override
    public void warned(int iteration, List<Warning> warnings) {
        Warning.lines(warnings).forEach(line -> err.println("     warning: " + line));
        err.flush();
    }

    /** Mean over the clusters. */
    static double mean(Map<String, Double> metrics, String prefix) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElse(Double.NaN);
    }

    static String number(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return Math.abs(value) >= 1e7
                ? String.format(Locale.ROOT, "%.3e", value)
                : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
