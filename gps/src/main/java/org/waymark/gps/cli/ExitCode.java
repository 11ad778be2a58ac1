package org.waymark.gps.cli;

/** What the command tells the shell. */
final class ExitCode {
    static final int DONE = 0;
    /** The run failed. */
    static final int FAILED = 1;
    /** Usage or configuration: all that can be found out before the first rollout. */
    static final int USAGE = 2;
    /** Finished, but below a threshold of {@code --require}. */
    static final int BELOW_REQUIREMENT = 3;
    /** Interrupted; what had been reached is on disk. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
