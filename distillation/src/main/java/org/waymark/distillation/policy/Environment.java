package org.waymark.distillation.policy;

import java.util.List;

/** Where a task is carried out: a simulation, or a robot. */
public interface Environment {
    /** Sizes and horizon; always the same. */
    EnvironmentSpec spec();

    /**
     * Makes rollouts from starts of the environment's own choice, and returns every situation in which a control was chosen.
     *
     * @param iteration counted from 0; the same iteration has the same starts
     * @param actors one for each rollout
     * @return in the order of the actors; without those under which the environment broke down
     */
    Visits collect(int iteration, List<Actor> actors);

    /** The mean cost of rollouts from fixed starts: the less the better; infinite if the environment broke down. */
    double cost(Actor actor);
}
