package org.waymark.gps.planning;

import java.util.random.RandomGenerator;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.gps.modelbased.StateBox;
import org.waymark.sim.ControlLaw;

/**
 * Plans through a model at every step, and does what the plan begins with. Each rollout has a planner of its own, which begins with its
 * last plan.
 */
record PlanningLaw(PlanningTask task, LearnedDynamics model, StateBox box, PlanningOptions options)
        implements ControlLaw {
    /** Plans through another model. */
    PlanningLaw withModel(LearnedDynamics other) {
        return new PlanningLaw(task, other, box, options);
    }

    /** A planner for one episode. */
    ModelPlanner planner(RandomGenerator random) {
        return new ModelPlanner(task, model, box, options, random.nextLong());
    }

    @Override
    public ControlLaw forRollout(RandomGenerator random) {
        ModelPlanner planner = planner(random);
        return (state, observation, t, control) -> planner.control(state, t, control);
    }

    /** @throws IllegalStateException always: a law that remembers is asked for one rollout at a time */
    @Override
    public void mean(double[] state, double[] observation, int t, double[] control) {
        throw new IllegalStateException("a planner acts in one rollout: ask for it with forRollout");
    }
}
