package org.waymark.gps.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.waymark.gps.study.StudyRun;

/** A line for each run of a study that ends. */
final class StudyProgress implements StudyRun.Listener {
    private static final double NANOS = 1e-9;
    private static final int SECONDS_PER_MINUTE = 60;

    private final PrintWriter err;
    private final int atATime;
    private final Map<String, Long> begun = new HashMap<>();
    private double spent;
    private int cells;
    private int kept;
    private int made;

    StudyProgress(PrintWriter err, int atATime) {
        this.err = err;
        this.atATime = atATime;
    }

    @Override
    public void begins(int all, int complete, int byOtherCode, int halfFinished) {
        cells = all;
        kept = complete;
        err.println(all
                + (all == 1 ? " run" : " runs, " + Math.min(atATime, all) + " at a time")
                + (complete > 0 ? "; " + complete + " complete from before" : "")
                + (halfFinished > 0 ? "; " + halfFinished + " half finished, discarded and made again" : ""));
        if (byOtherCode > 0) {
            err.println("waymark: of the complete runs, " + byOtherCode + " were made by another build of this version;"
                    + " --redo=all makes them anew");
        }
        err.flush();
    }

    @Override
    public void cellBegins(String cell) {
        begun.put(cell, System.nanoTime());
    }

    @Override
    public void cellDone(String cell, Map<String, String> numbers, Optional<String> failure) {
        made++;
        long now = System.nanoTime();
        int left = cells - kept - made;
        double seconds = (now - begun.getOrDefault(cell, now)) * NANOS;
        spent += seconds;
        double rest = spent / made * left / Math.min(atATime, Math.max(1, left));
        String count =
                String.format(Locale.ROOT, "[%" + Integer.toString(cells).length() + "d/%d] ", kept + made, cells);
        String what = failure.map(why -> "FAILED: " + why).orElseGet(() -> numbers.entrySet().stream()
                .map(number -> number.getKey() + " " + number.getValue())
                .collect(Collectors.joining("; ")));
        err.println(count + cell + " (" + time(seconds) + "): " + what
                + (left > 0 ? "  – about " + time(rest) + " left" : ""));
        err.flush();
    }

    private static String time(double seconds) {
        if (seconds < SECONDS_PER_MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long minutes = Math.round(seconds / SECONDS_PER_MINUTE);
        return minutes < SECONDS_PER_MINUTE
                ? minutes + " min"
                : minutes / SECONDS_PER_MINUTE + " h " + minutes % SECONDS_PER_MINUTE + " min";
    }
}
