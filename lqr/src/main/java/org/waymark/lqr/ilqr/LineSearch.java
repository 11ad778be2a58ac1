package org.waymark.lqr.ilqr;

import org.waymark.lqr.derivative.WorkerThreads;

/**
 * Backtracking ({@link LineSearchOptions}): as many steps at once as there are threads, of which the largest that is good enough is
 * accepted, so that the number of threads does not matter. A trajectory with gaps is judged by {@link GapMerit}.
 */
final class LineSearch implements AutoCloseable {
    /** Rounding error of a cost, in units in the last place: it is a sum over the time steps. */
    private static final double ROUNDING_ULPS = 16;

    private final LineSearchOptions options;
    private final int attempts;
    private final ForwardPass[] passes;
    private final Trajectory[] candidates;
    private final NonFinite[] failures;
    private final boolean[] finite;
    private final double[] steps;
    private final WorkerThreads threads;
    private final WorkerThreads.Item item = this::tryStep;
    private final GapMerit merit;

    private Trajectory from;
    private BackwardPass by;
    private int accepted;
    private double expected;
    private boolean anyFinite;
    private boolean belowRounding;

    LineSearch(LineSearchOptions options, ForwardPass[] passes, int horizon) {
        this.options = options;
        this.passes = passes;
        attempts = options.steps();
        threads = new WorkerThreads(passes.length);
        candidates = new Trajectory[passes.length];
        failures = new NonFinite[passes.length];
        for (int i = 0; i < passes.length; i++) {
            candidates[i] = passes[i].newTrajectory(horizon);
            failures[i] = new NonFinite();
        }
        finite = new boolean[passes.length];
        steps = new double[passes.length];
        merit = new GapMerit(passes[0].stateSize(), passes[0].controlSize());
    }

    /** Forgets what it learnt of another problem. */
    void reset() {
        merit.reset();
    }

    /** Whether a step was accepted; {@link #exchange} then gives its trajectory. */
    boolean run(Trajectory trajectory, StageDerivatives derivatives, BackwardPass pass, NonFinite failure) {
        from = trajectory;
        by = pass;
        boolean gaps = from.gapNorm > 0;
        if (gaps) {
            merit.linearize(from, derivatives, by);
        }
        double rounding = ROUNDING_ULPS * Math.ulp(from.cost);
        anyFinite = false;
        belowRounding = !gaps && by.expected(1) <= rounding;
        double next = 1;
        for (int tried = 0; tried < attempts; ) {
            int batch = Math.min(passes.length, attempts - tried);
            for (int i = 0; i < batch; i++) {
                steps[i] = next;
                next *= options.shrink();
            }
            threads.forEach(batch, item);
            if (choose(batch, gaps, rounding)) {
                return true;
            }
            tried += batch;
        }
        failure.copy(failures[0]);
        return false;
    }

    private void tryStep(int worker, int i) {
        finite[i] = passes[worker].run(from, by, steps[i], candidates[i], failures[i]);
    }

    private boolean choose(int batch, boolean gaps, double rounding) {
        for (int i = 0; i < batch; i++) {
            accepted = i;
            expected = gaps ? merit.expected(steps[i]) : by.expected(steps[i]);
            if (!finite[i]) {
                continue;
            }
            anyFinite = true;
            double decrease = gaps ? merit.value(from) - merit.value(candidates[i]) : from.cost - candidates[i].cost;
            if (decrease >= options.acceptRatio() * expected - rounding) {
                return true;
            }
        }
        return false;
    }

    /** Gives the accepted trajectory for another one. */
    Trajectory exchange(Trajectory old) {
        Trajectory result = candidates[accepted];
        candidates[accepted] = old;
        return result;
    }

    /** Gives a trajectory without meaning for another one. */
    Trajectory exchangeAny(Trajectory old) {
        accepted = 0;
        return exchange(old);
    }

    /** α that was accepted. */
    double step() {
        return steps[accepted];
    }

    /** What the step was expected to gain. */
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

    @Override
    public void close() {
        threads.close();
    }
}
