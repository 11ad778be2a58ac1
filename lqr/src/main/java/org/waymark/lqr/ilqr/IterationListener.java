package org.waymark.lqr.ilqr;

/** Told of every iteration. */
@FunctionalInterface
public interface IterationListener {
    /** Returns whether to go on. */
    boolean onIteration(Iteration iteration);
}
