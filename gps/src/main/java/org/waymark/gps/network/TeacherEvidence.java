package org.waymark.gps.network;

import java.util.List;
import org.waymark.gps.trpo.Experience;
import org.waymark.lqr.Rollout;

/**
 * What one iteration's rollouts tell about one teacher.
 *
 * @param rollouts as they happened
 * @param experience the same, with what its steps cost, divergences from the global policy included
 * @param meanCost mean cost of the rollouts, without divergences
 */
public record TeacherEvidence(List<Rollout> rollouts, Experience experience, double meanCost) {
    public TeacherEvidence {
        rollouts = List.copyOf(rollouts);
    }

    /** Which fraction of the controls was cut at its limits. */
    public double clippedFraction() {
        return Rollout.clippedFraction(rollouts);
    }
}
