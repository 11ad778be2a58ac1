package org.waymark.gps.run;

/** A run folder cannot be made, or is none; the message says which, why, and what to do. */
public final class RunFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunFolderException(String message) {
        super(message);
    }

    RunFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
