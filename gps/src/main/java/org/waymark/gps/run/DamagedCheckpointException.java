package org.waymark.gps.run;

/** The bytes of a checkpoint are not all there, or not as they were written; another checkpoint may be whole. */
final class DamagedCheckpointException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    DamagedCheckpointException(String message) {
        super(message);
    }
}
