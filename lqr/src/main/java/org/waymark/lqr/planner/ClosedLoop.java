package org.waymark.lqr.planner;

import org.waymark.lqr.Rollout;

/**
 * What happened while a planner had the plant; step 0 is the one that the run began with.
 *
 * @param rollout states and controls as they happened; observations are the states, and there is no noise
 * @param costs [T+1], ℓ(x_t, u_t, t) of each step, and ℓ_f(x_T) at the end; copied in and out
 * @param planningNanos [T], what the planner took at each step; zeros where it did not plan and in runs without a clock; copied in and
 *     out
 */
public record ClosedLoop(Rollout rollout, double[] costs, long[] planningNanos) {
    public ClosedLoop {
        PlannerChecks.length("costs", rollout.horizon() + 1, costs.length);
        PlannerChecks.length("planningNanos", rollout.horizon(), planningNanos.length);
        costs = costs.clone();
        planningNanos = planningNanos.clone();
    }

    @Override
    public double[] costs() {
        return costs.clone();
    }

    @Override
    public long[] planningNanos() {
        return planningNanos.clone();
    }

    /** Σ ℓ + ℓ_f. */
    public double cost() {
        double sum = 0;
        for (double cost : costs) {
            sum += cost;
        }
        return sum;
    }
}
