package org.waymark.gps.algorithm;

/** The parts of an iteration, in their order; time is reported under these names. */
public enum Phase {
    ROLLOUTS,
    FIT,
    IMPROVE,
    DISTIL,
    COUPLE,
    EVALUATE;

    /** Is told when a phase begins, on the thread of the loop. */
    @FunctionalInterface
    public interface Listener {
        void begins(Phase phase);
    }
}
