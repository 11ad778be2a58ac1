package org.waymark.gps.modelbased;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.Rollout;

/**
 * An episode as it happened.
 *
 * @param rollout T′ steps, at most the horizon of the task: fewer if it ended before
 * @param costs ℓ(x_t, u_t, t), [T′]
 * @param finalCost ℓ_f(x_T′), 0 where the episode ended before the horizon
 * @param ended whether it came to an end of its own in x_T′, after which nothing more is to be paid; false if only the time was up
 */
public record Episode(Rollout rollout, double[] costs, double finalCost, boolean ended) {
    public Episode {
        if (costs.length != rollout.horizon()) {
            throw new IllegalArgumentException(
                    "episode costs: expected " + rollout.horizon() + " numbers, found " + costs.length);
        }
        costs = costs.clone();
    }

    @Override
    public double[] costs() {
        return costs.clone();
    }

    /** ℓ(x_t, u_t, t). */
    public double cost(int t) {
        return costs[t];
    }

    /** T′. */
    public int steps() {
        return costs.length;
    }

    /** All that was paid. */
    public double total() {
        double sum = finalCost;
        for (double cost : costs) {
            sum += cost;
        }
        return sum;
    }

    /** How many steps some episodes have. */
    public static long steps(List<Episode> episodes) {
        return episodes.stream().mapToLong(Episode::steps).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Episode e
                && rollout.equals(e.rollout)
                && Arrays.equals(costs, e.costs)
                && finalCost == e.finalCost
                && ended == e.ended;
    }

    @Override
    public int hashCode() {
        return 31 * rollout.hashCode() + Arrays.hashCode(costs);
    }

    @Override
    public String toString() {
        return "Episode[" + steps() + " steps, cost " + total() + (ended ? ", ended]" : "]");
    }
}
