package org.waymark.gps.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.gps.algorithm.AlgorithmOptions;
import org.waymark.gps.algorithm.StartClusters;
import org.waymark.gps.algorithm.Starts;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.algorithm.Variant;
import org.waymark.gps.clustering.Clustering;
import org.waymark.gps.clustering.ClusteringOptions;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutSampler;

/** The parts of the start distribution, each with a teacher of its own: by k-means where starts are drawn, one by one where listed. */
final class Contexts {
    private final Starts starts;
    private final int rolloutsPerCluster;
    private final RandomStreams streams;
    private final Optional<StartClusters> clusters;

    Contexts(Task task, AlgorithmOptions options, RolloutSampler rollouts, RandomStreams streams) {
        this.starts = task.starts();
        this.rolloutsPerCluster = options.rolloutsPerCluster();
        this.streams = streams;
        this.clusters = starts instanceof Starts.Drawn drawn
                ? Optional.of(new StartClusters(drawn, rollouts, streams))
                : Optional.empty();
        if (options.name() == Variant.DIVIDE_AND_CONQUER && clusters.isEmpty()) {
            throw new IllegalArgumentException(
                    "task.starts.type: expected drawn starts (uniform, gaussian or mixture), which"
                            + " divide-and-conquer parts into contexts, found listed");
        }
        if (starts instanceof Starts.Drawn drawn) {
            requireKMeans(drawn.clustering(), rolloutsPerCluster);
        }
    }

    private static void requireKMeans(ClusteringOptions options, int rolloutsPerCluster) {
        if (options.by() != ClusteringOptions.Method.K_MEANS || options.count() != ClusteringOptions.Count.FIXED) {
            throw new IllegalArgumentException(
                    "task.starts.clustering: network teachers have a given number of contexts,"
                            + " expected by k-means and count fixed, found " + options.by() + " and "
                            + options.count());
        }
        if (options.minRollouts() > rolloutsPerCluster) {
            throw new IllegalArgumentException("task.starts.clustering.minRollouts: expected ≤"
                    + " algorithm.rolloutsPerCluster = " + rolloutsPerCluster + ", found " + options.minRollouts());
        }
    }

    /** Where the contexts are; empty where starts are listed. */
    Optional<Clustering> clustering() {
        return clusters.map(source ->
                source.sample().clustering(((Starts.Drawn) starts).clusters(), streams.derive("clusters", 0, 0, 0)));
    }

    int count() {
        return starts instanceof Starts.Drawn drawn
                ? drawn.clusters()
                : ((Starts.Listed) starts).clusters().size();
    }

    /** The starts of an iteration, by context. */
    List<List<InitialState>> starts(NetworkState state) {
        if (clusters.isPresent()) {
            return clusters.get().starts(state.iteration(), state.clustering().orElseThrow(), rolloutsPerCluster);
        }
        List<List<InitialState>> all = new ArrayList<>();
        for (int c = 0; c < count(); c++) {
            all.add(some(((Starts.Listed) starts).clusters().get(c).starts()));
        }
        return all;
    }

    /** Starts from all contexts, for the global policy's own rollouts. */
    List<InitialState> everywhere(int iteration) {
        return clusters.orElseThrow().draw(rolloutsPerCluster, streams.stream("policy starts", iteration, 0, 0));
    }

    private List<InitialState> some(List<InitialState> listed) {
        List<InitialState> chosen = new ArrayList<>();
        for (int i = 0; i < rolloutsPerCluster; i++) {
            chosen.add(listed.get(i % listed.size()));
        }
        return chosen;
    }
}
