package org.waymark.sim;

/**
 * A simulator throws this to say that a rollout went wrong for no fault of the caller, and that another attempt may succeed: a robot
 * stopped by its safety controller, a lost connection, an integrator that diverged.
 *
 * <p>The rollout is then begun again, with other noise, a stated number of times. Any other exception ends the run at once.
 */
public final class SimulatorFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SimulatorFailedException(String message) {
        super(message);
    }

    public SimulatorFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
