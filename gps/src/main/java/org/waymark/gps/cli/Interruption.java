package org.waymark.gps.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C, or a polite kill: the run is asked to stop, and the process stays until what was reached is written down.
 *
 * <p>The Java machine ends when its shutdown hooks have; ours waits for the run.
 */
final class Interruption implements AutoCloseable {
    /** A simulator that hangs must not keep the process for ever; metrics and best policy are on disk already. */
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger code = new AtomicInteger(ExitCode.INTERRUPTED);
    private final Thread hook;

    private Interruption(Runnable stop) {
        this.hook = new Thread(() -> await(stop), "waymark-interruption");
    }

    /** @param stop asks what is going on to end, and returns at once */
    static Interruption by(Runnable stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void await(Runnable stop) {
        stop.run();
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the exit code of a signal is the machine's choice (143 for SIGTERM), and System.exit would wait for this very
        // thread
        Runtime.getRuntime().halt(code.get());
    }

    /** Notes the exit code that the process is to have, and returns it. */
    int leavesWith(int exitCode) {
        code.set(exitCode);
        return exitCode;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the machine is going down: the hook has it from here
        }
    }
}
