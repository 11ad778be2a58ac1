package org.waymark.lqr.solver;

/** The search for η of one update, over a workspace that holds the controller of the η evaluated last. */
final class EtaSearch {
    private static final double FIRST_RAISE = 1e-4;
    private static final int SHRINKS_BEFORE_PROBE = 3;
    /** Limits whose ratio is below this count as one point. */
    private static final double CLOSED = 1.001;

    private final SurrogateProblem problem;
    private final KlConstrainedUpdate.Options options;
    private final double bound;

    /** The limits that close in on η. */
    private double min;

    private double max;
    /** Whether no η below {@link #min} is admissible, as opposed to having KL > ε. */
    private boolean minIsFloor = true;
    /** η of the controller in the workspace, and its KL; NaN as long as no η has worked. */
    private double eta = Double.NaN;

    private double kl = Double.NaN;
    /** The smallest η met with KL ≤ ε, and the largest η met, where KL is smallest. */
    private double feasibleEta = Double.NaN;

    private double largestEta = Double.NaN;
    private int backwardPasses;
    private int raised;
    private boolean overflowed;
    /** The η whose controller is in the workspace; NaN after a failed pass. */
    private double workspaceEta = Double.NaN;

    EtaSearch(SurrogateProblem problem, KlConstrainedUpdate.Options options, double bound) {
        this.problem = problem;
        this.options = options;
        this.bound = bound;
        min = options.minEta();
        max = options.maxEta();
    }

    /** Leaves the controller to return in the workspace, unless no η works. */
    KlUpdate.Status run(double start) {
        double candidate = start;
        int shrinks = 0;
        for (int pass = 0; pass < options.maxPasses() && (pass == 0 || !closed()); pass++) {
            if (!evaluate(candidate)) {
                boolean anyWorks = !Double.isNaN(eta);
                raiseMin(candidate, true);
                if (anyWorks) {
                    candidate = above();
                    continue;
                }
                if (!raise(candidate)) {
                    return KlUpdate.Status.NOT_POSITIVE_DEFINITE;
                }
            }
            if (converged()) {
                return KlUpdate.Status.CONVERGED;
            }
            if (kl < bound) {
                if (eta <= options.minEta()) {
                    return KlUpdate.Status.BOUND_INACTIVE;
                }
                max = eta;
                candidate = Math.max(Math.sqrt(min * max), 0.1 * max);
                if (++shrinks == SHRINKS_BEFORE_PROBE && min == options.minEta() && floorHolds()) {
                    return converged() ? KlUpdate.Status.CONVERGED : KlUpdate.Status.BOUND_INACTIVE;
                }
            } else {
                raiseMin(eta, false);
                candidate = above();
            }
        }
        return settle();
    }

    /** Whether the smallest η keeps the bound; it says nothing about the limits if not. */
    private boolean floorHolds() {
        return evaluate(options.minEta()) && (kl < bound || converged());
    }

    private double above() {
        return Math.min(Math.sqrt(min * max), 10 * min);
    }

    private void raiseMin(double to, boolean isFloor) {
        min = to;
        minIsFloor = isFloor;
    }

    private boolean closed() {
        return max <= CLOSED * min;
    }

    private boolean converged() {
        return Math.abs(kl - bound) < options.tolerance() * bound;
    }

    /** Raises η until every Q_uu is positive definite. */
    private boolean raise(double from) {
        for (double delta = FIRST_RAISE; from + delta < options.maxEta(); delta *= 2) {
            if (evaluate(from + delta)) {
                return true;
            }
            raiseMin(from + delta, true);
        }
        return false;
    }

    private boolean evaluate(double candidate) {
        // beyond this, KL need not be known exactly
        return evaluate(candidate, (1 + options.tolerance()) * bound);
    }

    private boolean evaluate(double candidate, double limit) {
        backwardPasses++;
        if (problem.backward(candidate) >= 0) {
            workspaceEta = Double.NaN;
            raised++;
            return false;
        }
        eta = candidate;
        workspaceEta = candidate;
        kl = problem.forward(limit);
        if (!Double.isFinite(kl)) {
            overflowed = true;
            kl = Double.POSITIVE_INFINITY;
        }
        if (kl <= bound && !(eta >= feasibleEta)) {
            feasibleEta = eta;
        }
        if (!(eta <= largestEta)) {
            largestEta = eta;
        }
        return true;
    }

    /** The search is over without convergence: falls back on the best η met. */
    private KlUpdate.Status settle() {
        boolean feasible = !Double.isNaN(feasibleEta);
        if (!feasible) {
            evaluate(largestEta, Double.POSITIVE_INFINITY);
            return KlUpdate.Status.BOUND_NOT_MET;
        }
        if (feasibleEta != workspaceEta) {
            evaluate(feasibleEta);
        }
        return closed() && minIsFloor ? KlUpdate.Status.BOUND_INACTIVE : KlUpdate.Status.BOUND_KEPT;
    }

    double eta() {
        return eta;
    }

    double kl() {
        return kl;
    }

    int backwardPasses() {
        return backwardPasses;
    }

    int raised() {
        return raised;
    }

    /** Whether something happened that a NaN in the input would explain. */
    boolean metTrouble() {
        return raised > 0 || overflowed;
    }
}
