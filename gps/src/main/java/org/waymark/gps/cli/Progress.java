package org.waymark.gps.cli;

import java.io.PrintWriter;
import org.waymark.gps.run.TrainingRun;

/** How a run proceeds, for a reader who waits. */
interface Progress extends TrainingRun.Listener {
    /** The run is over, or something else is to be printed. */
    default void end() {}

    /**
     * A bar on a terminal, lines elsewhere.
     *
     * @param err where to write
     * @param iterations how many there will be
     */
    static Progress on(PrintWriter err, int iterations) {
        return isTerminal() ? new BarProgress(err, iterations) : new LineProgress(err);
    }

    private static boolean isTerminal() {
        String told = System.getProperty("waymark.terminal"); // the launcher knows whether stderr is one
        boolean terminal = told == null ? System.console() != null : Boolean.parseBoolean(told);
        return terminal && !"dumb".equals(System.getenv("TERM"));
    }
}
