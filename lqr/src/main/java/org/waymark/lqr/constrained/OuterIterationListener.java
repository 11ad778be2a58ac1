package org.waymark.lqr.constrained;

/** Told of every outer iteration. */
@FunctionalInterface
public interface OuterIterationListener {
    /** Returns whether to go on. */
    boolean onIteration(OuterIteration iteration);
}
