package org.waymark.sim.external;

import java.util.List;
import java.util.Optional;

/**
 * How a simulator of its own process is started, and how long it may take.
 *
 * @param command the program and its arguments; no shell reads them
 * @param directory the folder in which it is started; that of this process if empty
 * @param startTimeout how long it may take to start and to say what it simulates, in seconds, > 0
 * @param timeout how long it may take to answer any other request, in seconds, > 0
 */
public record ExternalOptions(List<String> command, Optional<String> directory, double startTimeout, double timeout) {
    /** The longest time that can be waited for, in seconds: a week. */
    private static final double LONGEST = 604_800;

    public ExternalOptions {
        command = List.copyOf(command);
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException("command: expected a program and its arguments, found " + command);
        }
        requireTime("startTimeout", startTimeout);
        requireTime("timeout", timeout);
    }

    /** This command, started here, given a minute to start and ten seconds for any answer. */
    public static ExternalOptions of(String... command) {
        return new ExternalOptions(List.of(command), Optional.empty(), 60, 10);
    }

    public ExternalOptions withDirectory(String value) {
        return new ExternalOptions(command, Optional.of(value), startTimeout, timeout);
    }

    public ExternalOptions withStartTimeout(double seconds) {
        return new ExternalOptions(command, directory, seconds, timeout);
    }

    public ExternalOptions withTimeout(double seconds) {
        return new ExternalOptions(command, directory, startTimeout, seconds);
    }

    /** The command, as errors name it. */
    String name() {
        return "external simulator '" + String.join(" ", command) + "'";
    }

    private static void requireTime(String key, double seconds) {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new IllegalArgumentException(
                    key + ": expected more than 0 and at most " + LONGEST + " seconds, found " + seconds);
        }
    }
}
