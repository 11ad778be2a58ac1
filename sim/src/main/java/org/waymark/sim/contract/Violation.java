package org.waymark.sim.contract;

/** A check failed; the message says what is wrong, where, and what to do. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }

    Violation(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
