package org.waymark.sim;

/**
 * A simulator throws this to say that a rollout went wrong for no fault of the caller, and that another attempt may succeed: a robot
 * stopped by its safety controller, a lost connection, an integrator that diverged.
 *
 * <p>The rollout is then begun again, with other noise, a stated number of times. Any other exception ends the run at once.
 */
public final class SimulatorFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean gone;

    public SimulatorFailedException(String message) {
        this(message, null);
    }

    public SimulatorFailedException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private SimulatorFailedException(String message, Throwable cause, boolean gone) {
        super(message, cause);
        this.gone = gone;
    }

    /**
     * The simulator itself is gone: its process crashed, say. If every attempt ends so, the run does too, even where a plant that breaks
     * down under its controls would be put up with.
     */
    public static SimulatorFailedException gone(String message, Throwable cause) {
        return new SimulatorFailedException(message, cause, true);
    }

    public boolean isGone() {
        return gone;
    }
}
