package org.waymark.gps.actorcritic;

import java.util.List;
import java.util.Optional;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.modelbased.Episode;

/**
 * All that {@link ActorCritic} carries from iteration to iteration. Immutable.
 *
 * @param iteration iterations done so far
 * @param environmentSteps real steps so far
 * @param agent the networks; empty until the random steps are done
 * @param real transitions that were made
 * @param imagined transitions that were imagined
 * @param model the learned model; empty if there is none
 * @param latest episodes that local linear models are fitted to, the newest last; empty for variants without
 * @param best the best policy so far; empty until there is one
 * @param stopped whether the critics diverged: then nothing is learned any more
 */
public record ActorCriticState(
        int iteration,
        long environmentSteps,
        Optional<AgentState> agent,
        Memory.Content real,
        Memory.Content imagined,
        Optional<LearnedDynamics> model,
        List<Episode> latest,
        Optional<BestPolicy> best,
        boolean stopped) {
    public ActorCriticState {
        latest = List.copyOf(latest);
    }

    static ActorCriticState initial() {
        return new ActorCriticState(
                0,
                0,
                Optional.empty(),
                Memory.Content.EMPTY,
                Memory.Content.EMPTY,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
    }
}
