package org.waymark.sim.external;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.waymark.sim.SimulatorFailedException;

/**
 * A running process that speaks the {@link Protocol}; for one thread at a time. Once it has failed it is dead: {@link #isUsable} says so.
 *
 * <p>Processes that are left when this one ends are ended with it.
 */
final class ServerProcess implements AutoCloseable {
    private static final long SECONDS_TO_LEAVE = 2;
    private static final long MILLIS_FOR_LAST_WORDS = 500;
    private static final int MOST_GREETING_LINES = 1000;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ServerProcess::destroy)));
    }

    private final ExternalOptions options;
    private final Process process;
    private final OutputStream requests;
    private final LineReader replies;
    private final LastWords lastWords;
    private final Thread replyThread;
    private final Thread lastWordsThread;
    private boolean usable = true;

    /** @throws SimulatorFailedException if there is no such program */
    ServerProcess(ExternalOptions options) {
        this.options = options;
        process = start(options);
        RUNNING.add(process);
        requests = process.getOutputStream();
        replies = new LineReader(process.getInputStream());
        lastWords = new LastWords(process.getErrorStream());
        replyThread = daemon(replies, "replies");
        lastWordsThread = daemon(lastWords, "stderr");
    }

    private static Process start(ExternalOptions options) {
        ProcessBuilder builder = new ProcessBuilder(options.command());
        options.directory().ifPresent(directory -> builder.directory(new File(directory)));
        // Python's sets come in the same order every time, unless somebody wants otherwise
        builder.environment().putIfAbsent("PYTHONHASHSEED", "0");
        try {
            return builder.start();
        } catch (IOException e) {
            throw SimulatorFailedException.gone(
                    options.name() + ": cannot be started (" + e.getMessage()
                            + "); install the program, or correct its name or its folder",
                    e);
        }
    }

    private Thread daemon(Runnable work, String what) {
        Thread thread = new Thread(work, "waymark-external-" + process.pid() + "-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    boolean isUsable() {
        return usable;
    }

    /** Asks what it simulates; the first request. */
    Greeting greet() {
        String first = ask(Protocol.HELLO, Protocol.HELLO, options.startTimeout());
        if (!first.equals(Protocol.HELLO)) {
            if (first.startsWith(Protocol.GREETING)) {
                throw dead("speaks version " + first.substring(Protocol.GREETING.length())
                        + " of the protocol, expected version 1; use the server that belongs to this Waymark");
            }
            throw junk(Protocol.HELLO, "'" + Protocol.HELLO + "'", first);
        }
        List<String> lines = new ArrayList<>();
        for (String line = next(Protocol.HELLO, options.startTimeout());
                !line.equals(Protocol.READY);
                line = next(Protocol.HELLO, options.startTimeout())) {
            lines.add(line);
            if (lines.size() > MOST_GREETING_LINES) {
                throw dead("does not come to the end of its greeting, a line 'ready'");
            }
        }
        try {
            return Greeting.of(lines);
        } catch (IllegalArgumentException e) {
            throw dead("its greeting: " + e.getMessage());
        }
    }

    /**
     * Asks for numbers.
     *
     * @param what what the request is, for messages
     * @param into overwritten
     * @throws SimulatorFailedException if there is no such answer; unless it said so itself, the process is then dead
     * @throws IllegalArgumentException if the process refuses
     */
    void ask(String request, String what, String keyword, double[] into) {
        String reply = ask(request, what, options.timeout());
        if (Protocol.read(reply, keyword, into)) {
            return;
        }
        if (reply.startsWith(Protocol.FAILED + " ")) {
            throw new SimulatorFailedException(options.name() + ": " + what + " failed: "
                    + reply.substring(Protocol.FAILED.length() + 1) + lastWords.asSuffix());
        }
        if (reply.startsWith(Protocol.REFUSED + " ")) {
            throw new IllegalArgumentException(
                    options.name() + ": " + what + ": " + reply.substring(Protocol.REFUSED.length() + 1));
        }
        throw junk(what, "'" + keyword + "' and " + into.length + " numbers", reply);
    }

    private String ask(String request, String what, double seconds) {
        Optional<String> unasked = replies.lines().peek();
        if (unasked != null && unasked.isPresent()) {
            throw junk("nothing", "silence until the next request", unasked.get());
        }
        try {
            requests.write((request + "\n").getBytes(StandardCharsets.UTF_8));
            requests.flush();
        } catch (IOException e) {
            throw ended(what);
        }
        return next(what, seconds);
    }

    private String next(String what, double seconds) {
        Optional<String> reply;
        try {
            reply = replies.lines().poll((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new CancellationException(options.name() + ": interrupted");
        }
        if (reply == null) {
            throw dead("no answer to '" + what + "' within " + seconds
                    + " s; if it is only slow, allow it more time (timeout, startTimeout)");
        }
        return reply.orElseThrow(() -> ended(what));
    }

    private SimulatorFailedException junk(String what, String expected, String found) {
        return dead("in answer to '" + what + "' expected " + expected + ", found " + Protocol.quoted(found)
                + "; if that was printed by the simulated environment, print to stderr instead");
    }

    private SimulatorFailedException ended(String what) {
        boolean interrupted = Thread.interrupted();
        String how = "closed its output";
        try {
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                how = "ended with exit code " + process.exitValue();
            }
            lastWordsThread.join(MILLIS_FOR_LAST_WORDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return dead(how + " while it was asked to '" + what + "'");
    }

    private SimulatorFailedException dead(String message) {
        kill();
        return SimulatorFailedException.gone(options.name() + ": " + message + lastWords.asSuffix(), null);
    }

    /** Ends the process: by asking, then by force. Closing twice does nothing. */
    @Override
    public void close() {
        if (!usable) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            requests.write((Protocol.CLOSE + "\n").getBytes(StandardCharsets.UTF_8));
            requests.close();
            process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS);
        } catch (IOException e) {
            // it is no longer there to be asked
        } catch (InterruptedException e) {
            interrupted = true;
        }
        kill();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        usable = false;
        boolean interrupted = Thread.interrupted();
        destroy(process);
        try {
            process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS);
            lastWordsThread.join(MILLIS_FOR_LAST_WORDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        RUNNING.remove(process);
        replyThread.interrupt();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void destroy(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
