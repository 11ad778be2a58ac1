package org.waymark.sim;

/** A simulator threw an exception; the message says in which rollout and at which time step, the cause is what it threw. */
public final class SimulatorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int cluster;
    private final int rollout;
    private final int t;

    SimulatorException(String message, int cluster, int rollout, int t, Throwable cause) {
        super(message + " at cluster " + cluster + ", rollout " + rollout + ", t = " + t + ": " + cause, cause);
        this.cluster = cluster;
        this.rollout = rollout;
        this.t = t;
    }

    public int cluster() {
        return cluster;
    }

    public int rollout() {
        return rollout;
    }

    /** The time step that was being made, 0…T−1; 0 also if the simulator failed to reset. */
    public int t() {
        return t;
    }

    /**
     * Whether the plant broke down, again and again, rather than the simulator having a bug or being gone: its last word was a {@link
     * SimulatorFailedException}.
     */
    public boolean brokeDown() {
        return getCause() instanceof SimulatorFailedException failure && !failure.isGone();
    }
}
