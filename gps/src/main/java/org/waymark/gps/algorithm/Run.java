package org.waymark.gps.algorithm;

import java.util.List;
import org.waymark.lqr.Rollout;

/**
 * Rollouts in their clusters.
 *
 * @param state to go on from
 * @param rollouts per cluster
 */
public record Run<S>(S state, List<List<Rollout>> rollouts) {
    public Run {
        rollouts = rollouts.stream().map(List::copyOf).toList();
    }
}
