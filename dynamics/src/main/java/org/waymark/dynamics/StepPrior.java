package org.waymark.dynamics;

/** What is known of the rows of each time step before they are seen. */
@FunctionalInterface
interface StepPrior {
    /** Nothing. */
    StepPrior NONE = (t, out) -> false;

    /** Overwrites {@code out} by the prior of time step t; false if there is none. */
    boolean at(int t, NormalInverseWishart out);
}
