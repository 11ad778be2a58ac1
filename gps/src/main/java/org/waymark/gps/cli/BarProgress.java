package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.Warning;

/** One line that is written over and over. */
final class BarProgress implements Progress {
    private static final int CELLS = 24;
    private static final String CLEAR_TO_END = "\u001b[K";

    private final PrintWriter err;
    private final int iterations;
    private final Function<Map<String, Double>, String> words;
    private String numbers = "";
    private int done;
    private boolean drawn;

    /** @param words what is said of an iteration's metrics */
    BarProgress(PrintWriter err, int iterations, Function<Map<String, Double>, String> words) {
        this.err = err;
        this.iterations = iterations;
        this.words = words;
    }

    @Override
    public void phaseBegins(int iteration, Phase phase) {
        done = iteration - 1;
        draw(phase.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void iterationDone(Map<String, Double> metrics) {
        done = (int) Math.round(metrics.get("iteration"));
        numbers = words.apply(metrics);
        draw("");
    }

    @Override
    public void warned(int iteration, List<Warning> warnings) {
        end();
        Warning.lines(warnings).forEach(line -> err.println("iteration " + iteration + ": warning: " + line));
        draw("");
    }

    private void draw(String phase) {
        int filled = CELLS * done / iterations;
        err.print("\r[" + "=".repeat(filled) + (filled < CELLS ? ">" : "") + " ".repeat(Math.max(0, CELLS - filled - 1))
                + "] " + done + "/" + iterations + numbers + "  " + phase + CLEAR_TO_END);
        err.flush();
        drawn = true;
    }

    @Override
    public void end() {
        if (drawn) {
            err.print("\r" + CLEAR_TO_END);
            err.flush();
            drawn = false;
        }
    }
}
