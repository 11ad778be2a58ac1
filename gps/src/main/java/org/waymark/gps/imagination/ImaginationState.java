package org.waymark.gps.imagination;

import java.util.List;
import java.util.Optional;
import org.waymark.dynamics.learned.LearnedDynamics;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.modelbased.Episode;

/**
 * All that learning in imagination carries from iteration to iteration.
 *
 * @param iteration iterations done
 * @param episodes all real ones so far
 * @param model fitted to all of them; empty at first
 * @param student who learns; empty at first
 * @param best policy so far, from the validation starts; empty at first
 */
public record ImaginationState(
        int iteration,
        List<Episode> episodes,
        Optional<LearnedDynamics> model,
        Optional<Student> student,
        Optional<BestPolicy> best) {
    public ImaginationState {
        episodes = List.copyOf(episodes);
    }

    static ImaginationState initial() {
        return new ImaginationState(0, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
