package org.waymark.lqr.planner;

import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.TrajectoryProblem;
import org.waymark.lqr.ilqr.IterativeLqr;
import org.waymark.lqr.ilqr.Termination;

/**
 * Plans by iLQR: a bounded number of iterations, beginning with the last trajectory, shifted, and its controller rolled out from the
 * state that was found (Tassa, Erez and Todorov 2012).
 *
 * <p>Between plans {@link #control} corrects by the gains of the last backward pass: û + K(x − x̂), within the limits. If the shifted
 * plan cannot be followed from the new state to its end with finite numbers, the planner begins anew, as after {@link #reset}. There is
 * nothing random in it.
 */
public final class IlqrPlanner implements Planner {
    private final PlannedTime time = new PlannedTime();
    private final IterativeLqr solver;
    private final IlqrPlannerOptions options;
    private final TimeVaryingMatrix atRest;
    private final int n;
    private final int m;
    private final int horizon;
    private final double[] passed;
    private boolean planned;
    private Termination termination;

    /** @throws IllegalArgumentException if the model has no derivatives, or the options do not fit the problem */
    public IlqrPlanner(TrajectoryProblem problem, IlqrPlannerOptions options) {
        this.options = options;
        solver = new IterativeLqr(time.within(problem), options.ilqr());
        n = problem.stateSize();
        m = problem.controlSize();
        horizon = problem.horizon();
        passed = new double[n];
        double[] rest = options.rest().length == 0 ? new double[m] : options.rest();
        PlannerChecks.length("rest", m, rest.length);
        problem.limits().clamp(rest);
        TimeVaryingMatrix.Builder repeated = new TimeVaryingMatrix.Builder(horizon, m, 1);
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < m; i++) {
                repeated.set(t, i, 0, rest[i]);
            }
        }
        atRest = repeated.build();
    }

    @Override
    public int stateSize() {
        return n;
    }

    @Override
    public int controlSize() {
        return m;
    }

    @Override
    public int horizon() {
        return horizon;
    }

    @Override
    public void plan(double[] state, int t, double[] control) {
        PlannerChecks.length("state", n, state.length);
        PlannerChecks.length("control", m, control.length);
        NonFiniteException.check("state", state, t);
        PlannerChecks.atLeast(
                planned ? "t, after the last plan and without reset()" : "t", planned ? time.start() : 0, t);
        boolean warm = planned && shift(state, t);
        if (!warm) {
            begin(state, t);
        }
        termination = solver.iterate(warm ? options.iterations() : options.firstIterations());
        solver.control(0, control);
    }

    /** Moves the last plan to time step t, the last of its steps from the state measured; false if that cannot be. */
    private boolean shift(double[] state, int t) {
        int steps = t - time.start();
        if (steps < 1 || steps >= horizon) {
            return false;
        }
        try {
            for (int i = 1; i < steps; i++) {
                time.startAt(time.start() + 1);
                solver.state(1, passed);
                solver.shift(passed);
            }
            time.startAt(t);
            solver.shift(state);
            return true;
        } catch (NonFiniteException e) {
            return false;
        }
    }

    private void begin(double[] state, int t) {
        planned = false;
        time.startAt(t);
        try {
            solver.begin(state, atRest);
        } catch (NonFiniteException e) {
            throw e.later(t);
        }
        planned = true;
    }

    @Override
    public void control(double[] state, int t, double[] control) {
        PlannerChecks.length("state", n, state.length);
        PlannerChecks.length("control", m, control.length);
        requirePlan();
        PlannerChecks.withinPlan(t, time.start(), horizon);
        solver.control(t - time.start(), state, control);
    }

    private void requirePlan() {
        if (!planned) {
            throw new IllegalStateException("no plan yet: call plan first");
        }
    }

    @Override
    public void reset() {
        planned = false;
    }

    @Override
    public Plan lastPlan() {
        requirePlan();
        double[] x = new double[n];
        double[] u = new double[m];
        double[] states = new double[(horizon + 1) * n];
        double[] controls = new double[horizon * m];
        for (int k = 0; k <= horizon; k++) {
            solver.state(k, x);
            System.arraycopy(x, 0, states, k * n, n);
        }
        for (int k = 0; k < horizon; k++) {
            solver.control(k, u);
            System.arraycopy(u, 0, controls, k * m, m);
        }
        return new Plan(
                time.start(),
                solver.cost(),
                TimeVaryingMatrix.ofVectors(horizon + 1, n, states),
                TimeVaryingMatrix.ofVectors(horizon, m, controls));
    }

    /**
     * Which stopping rule ended the last plan; {@link Termination#ITERATION_LIMIT} is usual.
     *
     * @throws IllegalStateException if there is none
     */
    public Termination termination() {
        requirePlan();
        return termination;
    }

    /**
     * Iterations of the last plan.
     *
     * @throws IllegalStateException if there is none
     */
    public int iterations() {
        requirePlan();
        return solver.iterations();
    }
}
