package org.waymark.gps.imagination;

import java.util.List;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.modelbased.Episode;
import org.waymark.gps.modelbased.RealData;
import org.waymark.lqr.RandomStreams;

/** What each member of a model finds a policy to cost, in rollouts of its own; the same starts and noise every time. */
final class MemberJudges implements AutoCloseable {
    private final ImaginedRollouts rollouts;
    private final RandomStreams streams;
    private final int iteration;
    private final int[] members;
    private final double[] starts;

    MemberJudges(
            ImaginedPlant plant, List<Episode> real, int count, int horizon, RandomStreams streams, int iteration) {
        this.streams = streams;
        this.iteration = iteration;
        members = plant.model().elites();
        rollouts = new ImaginedRollouts(plant, count, horizon);
        starts = RealData.drawStarts(real, count, streams.stream("check starts", iteration, 0, 0));
    }

    /** [elites] the mean cost of the policy without noise. */
    double[] costs(NetworkPolicy policy) {
        double[] costs = new double[members.length];
        for (int i = 0; i < members.length; i++) {
            rollouts.runIn(members[i], policy, starts, streams.stream("check", iteration, 0, members[i]));
            costs[i] = rollouts.meanCost();
        }
        return costs;
    }

    /** The fraction of members that find it cheaper. */
    static double improving(double[] before, double[] after) {
        int better = 0;
        for (int i = 0; i < before.length; i++) {
            better += after[i] < before[i] ? 1 : 0;
        }
        return (double) better / before.length;
    }

    @Override
    public void close() {
        rollouts.close();
    }
}
