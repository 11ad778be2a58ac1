package org.waymark.gps.planning;

import java.util.List;
import java.util.Optional;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.StateBox;

/**
 * All that planning carries from iteration to iteration.
 *
 * @param iteration iterations done
 * @param episodes all real ones so far
 * @param model fitted to all of them; empty at first
 * @param best what the run would return; empty at first
 */
public record PlanningState(
        int iteration, List<Episode> episodes, Optional<LearnedDynamics> model, Optional<Best> best) {
    public PlanningState {
        episodes = List.copyOf(episodes);
    }

    /**
     * The planner that a run would return.
     *
     * @param model it plans through
     * @param box within which
     * @param cost from the validation starts; NaN if it was not judged
     * @param iteration that made it
     */
    public record Best(LearnedDynamics model, StateBox box, double cost, int iteration) {}

    static PlanningState initial() {
        return new PlanningState(0, List.of(), Optional.empty(), Optional.empty());
    }
}
