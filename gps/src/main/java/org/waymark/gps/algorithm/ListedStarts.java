package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;

/** The same starts and clusters in every iteration. */
final class ListedStarts implements Grouping {
    private final Starts.Listed listed;
    private final int rolloutsPerCluster;
    private final double initialWeight;
    private final RandomStreams streams;

    ListedStarts(Starts.Listed listed, AlgorithmOptions options, Coupling coupling, RandomStreams streams) {
        this.listed = listed;
        this.rolloutsPerCluster = options.rolloutsPerCluster();
        this.initialWeight = coupling.initialWeight();
        this.streams = streams;
    }

    @Override
    public State begun(State state) {
        return state.clusters().isEmpty()
                ? state.withClusters(listed.initialControllers().stream()
                        .map(controller -> ClusterState.initial(controller, initialWeight))
                        .toList())
                : state;
    }

    @Override
    public List<List<InitialState>> starts(State state) {
        List<List<InitialState>> starts = new ArrayList<>();
        for (int c = 0; c < listed.clusters().size(); c++) {
            List<InitialState> own = new ArrayList<>();
            for (int i = 0; i < rolloutsPerCluster; i++) {
                own.add(start(state.iteration(), c, i));
            }
            starts.add(own);
        }
        return starts;
    }

    /** Goes through a cluster's starts in an order of its own in each iteration, so that no start is used twice before all are. */
    private InitialState start(int iteration, int cluster, int sample) {
        List<InitialState> starts = listed.clusters().get(cluster).starts();
        int round = sample / starts.size();
        List<InitialState> order = shuffled(starts, streams.stream("starts", iteration, cluster, round));
        return order.get(sample % starts.size());
    }

    private static List<InitialState> shuffled(List<InitialState> starts, RandomGenerator random) {
        List<InitialState> order = new ArrayList<>(starts);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return order;
    }
}
