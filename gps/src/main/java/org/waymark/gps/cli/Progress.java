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
        return isTerminal() ? new BarProgress(err, iterations, LineProgress::words) : new LineProgress(err);
    }

    /** The same of a distillation. */
    static Progress ofStudent(PrintWriter err, int iterations) {
        return isTerminal() ? new BarProgress(err, iterations, StudentProgress::words) : new StudentProgress(err);
    }

    /** The launcher looks whether stderr is a terminal; Java alone cannot tell. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("waymark.terminal") && !"dumb".equals(System.getenv("TERM"));
    }
}
