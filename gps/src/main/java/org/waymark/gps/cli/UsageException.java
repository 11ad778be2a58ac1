package org.waymark.gps.cli;

/** The command cannot be carried out as given; nothing was simulated. The message is a sentence for the user. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
