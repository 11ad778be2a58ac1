package org.waymark.lqr.planner;

import java.util.function.Supplier;
import org.waymark.lqr.BatchModel;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.TrajectoryProblem;

/**
 * What a sampling planner plans for: a model and a cost that take many trajectories at once.
 *
 * @param models called once for each thread, from the thread that makes the planner; all models alike
 * @param costs called once for each thread
 * @param limits of the controls; sampled controls are within them always
 * @param horizon H, how many time steps a plan reaches ahead
 */
public record SamplingProblem(
        Supplier<? extends BatchModel> models, Supplier<? extends BatchCost> costs, ControlLimits limits, int horizon) {
    /** @throws IllegalArgumentException if the horizon is below 1 */
    public SamplingProblem {
        PlannerChecks.atLeast("horizon", 1, horizon);
    }

    /**
     * A batch model with a plain cost.
     *
     * @param models called once for each thread
     */
    public static SamplingProblem of(
            Supplier<? extends BatchModel> models, Cost cost, ControlLimits limits, int stateSize, int horizon) {
        return new SamplingProblem(models, () -> BatchCost.of(cost, stateSize, limits.size()), limits, horizon);
    }

    /** A plain problem, one state after the other; with several threads its model is called by all of them at once. */
    public static SamplingProblem of(TrajectoryProblem problem) {
        return of(
                () -> BatchModel.of(problem.model()),
                problem.cost(),
                problem.limits(),
                problem.stateSize(),
                problem.horizon());
    }
}
