package org.waymark.lqr.ilqr;

/** Backtracking: {@link LineSearchOptions}. */
final class LineSearch {
    /** Rounding error of a cost, in units in the last place: it is a sum over the time steps. */
    private static final double ROUNDING_ULPS = 16;

    private final LineSearchOptions options;
    private final ForwardPass forward;
    private double step;
    private double expected;
    private boolean anyFinite;
    private boolean belowRounding;

    LineSearch(LineSearchOptions options, ForwardPass forward) {
        this.options = options;
        this.forward = forward;
    }

    /** Whether a step was accepted; it stands in {@code to}. */
    boolean run(Trajectory from, BackwardPass by, Trajectory to, NonFinite failure) {
        double rounding = ROUNDING_ULPS * Math.ulp(from.cost);
        anyFinite = false;
        belowRounding = by.expected(1) <= rounding;
        for (step = 1; step >= options.minStep(); step *= options.shrink()) {
            expected = by.expected(step);
            if (!forward.run(from, by, step, to, failure)) {
                continue;
            }
            anyFinite = true;
            if (from.cost - to.cost >= options.acceptRatio() * expected - rounding) {
                return true;
            }
        }
        step = 0;
        return false;
    }

    double step() {
        return step;
    }

    double expected() {
        return expected;
    }

    /** Whether any of the trajectories tried was finite. */
    boolean anyFinite() {
        return anyFinite;
    }

    /** Whether the full step was expected to gain no more than the rounding error of the cost. */
    boolean belowRounding() {
        return belowRounding;
    }
}
