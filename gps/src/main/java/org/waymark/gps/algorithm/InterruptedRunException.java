package org.waymark.gps.algorithm;

/** The thread of the run was interrupted; the state of the last complete iteration is the one to go on from. */
public final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InterruptedRunException(InterruptedException cause) {
        super("the run was interrupted", cause);
    }
}
