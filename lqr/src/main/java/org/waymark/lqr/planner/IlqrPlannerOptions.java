package org.waymark.lqr.planner;

import org.waymark.lqr.ilqr.IlqrOptions;

/**
 * Options of {@link IlqrPlanner}.
 *
 * @param ilqr regularisation, line search, curvature and tolerances of the solver; its limit of iterations is not used
 * @param firstIterations most iterations of a plan that has no last one to begin with, ≥ 1
 * @param iterations most iterations of every other plan, ≥ 1
 * @param rest [controlSize], the control that a plan begins with if there is no last one. Empty: zero, or the limit next to it. Copied in
 *     and out
 */
public record IlqrPlannerOptions(IlqrOptions ilqr, int firstIterations, int iterations, double[] rest) {
    public IlqrPlannerOptions {
        PlannerChecks.atLeast("firstIterations", 1, firstIterations);
        PlannerChecks.atLeast("iterations", 1, iterations);
        rest = rest.clone();
        PlannerChecks.finite("rest", rest);
    }

    public static IlqrPlannerOptions defaults() {
        return new IlqrPlannerOptions(IlqrOptions.defaults(), 100, 5, new double[0]);
    }

    @Override
    public double[] rest() {
        return rest.clone();
    }

    public IlqrPlannerOptions withIlqr(IlqrOptions newIlqr) {
        return new IlqrPlannerOptions(newIlqr, firstIterations, iterations, rest);
    }

    public IlqrPlannerOptions withFirstIterations(int newFirstIterations) {
        return new IlqrPlannerOptions(ilqr, newFirstIterations, iterations, rest);
    }

    public IlqrPlannerOptions withIterations(int newIterations) {
        return new IlqrPlannerOptions(ilqr, firstIterations, newIterations, rest);
    }

    public IlqrPlannerOptions withRest(double... newRest) {
        return new IlqrPlannerOptions(ilqr, firstIterations, iterations, newRest);
    }
}
