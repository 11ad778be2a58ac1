package org.waymark.sim.mujoco;

/** MuJoCo is missing on this machine, or is there in a version that cannot be used; the message says what to install. */
public final class MujocoUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MujocoUnavailableException(String message) {
        super(message);
    }
}
