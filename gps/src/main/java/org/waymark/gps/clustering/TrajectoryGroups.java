package org.waymark.gps.clustering;

import java.util.List;
import org.waymark.dynamics.TrajectoryMixture;
import org.waymark.lqr.Rollout;

/** Groups rollouts by their whole trajectories. */
public final class TrajectoryGroups {
    private TrajectoryGroups() {}

    /**
     * Expectation-maximisation from given groups on; in the end each rollout belongs to one group, and each group has enough.
     *
     * @param groups the group of each rollout to begin with; not modified
     * @param minimum the fewest rollouts of a group
     * @return the group of each rollout
     */
    public static int[] regroup(List<Rollout> rollouts, int[] groups, int count, int minimum) {
        TrajectoryMixture mixture =
                TrajectoryMixture.fit(rollouts, membership(groups, count)).mixture();
        double[][] costs = rollouts.stream().map(mixture::logDensities).toArray(double[][]::new);
        for (double[] row : costs) {
            for (int c = 0; c < count; c++) {
                row[c] = -row[c];
            }
        }
        return Assignment.nearest(costs, minimum);
    }

    /** One where a rollout belongs to a group, else zero. */
    static double[][] membership(int[] groups, int count) {
        double[][] membership = new double[groups.length][count];
        for (int k = 0; k < groups.length; k++) {
            membership[k][groups[k]] = 1;
        }
        return membership;
    }
}
