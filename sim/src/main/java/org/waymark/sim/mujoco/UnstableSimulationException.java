package org.waymark.sim.mujoco;

/**
 * The engine gave up on a rollout: a number became NaN or huge, or it ran out of room for contacts. What it computed since is
 * meaningless, so nothing of it is returned; a reset begins anew.
 */
public final class UnstableSimulationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnstableSimulationException(String message) {
        super(message);
    }
}
