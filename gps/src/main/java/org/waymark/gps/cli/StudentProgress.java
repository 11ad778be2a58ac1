package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** A line per iteration of a distillation: the student's return in each task. */
final class StudentProgress implements Progress {
    private static final String RETURN = "policy/return/";

    private final PrintWriter err;

    StudentProgress(PrintWriter err) {
        this.err = err;
    }

    /** The return in each task. */
    static String words(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(RETURN))
                .map(entry -> "   " + entry.getKey().substring(RETURN.length()) + " "
                        + LineProgress.number(entry.getValue(), 4))
                .collect(Collectors.joining());
    }

    @Override
    public void iterationDone(Map<String, Double> metrics) {
        err.printf(
                "%4s%s   %s s%n",
                LineProgress.number(metrics.get("iteration"), 0),
                words(metrics),
                LineProgress.number(metrics.get("time/elapsed"), 1));
        err.flush();
    }
}
