package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.gps.clustering.Assignment;
import org.waymark.gps.clustering.Clustering;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.FirstSight;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;

/** Draws starts, and tells to which cluster each belongs. */
public final class StartClusters {
    private static final int LEAST_SAMPLE = 200;
    private static final int SAMPLE_PER_CLUSTER = 50;
    private static final ControlLaw NONE = (state, observation, t, control) -> {};

    private final Starts.Drawn drawn;
    private final RolloutSampler rollouts;
    private final RandomStreams streams;

    public StartClusters(Starts.Drawn drawn, RolloutSampler rollouts, RandomStreams streams) {
        this.drawn = drawn;
        this.rollouts = rollouts;
        this.streams = streams;
    }

    /**
     * Starts at which the plant is only looked at, to find the first clusters.
     *
     * @param sights one per start
     * @param features one per start
     */
    public record Sample(List<FirstSight> sights, List<double[]> features) {
        public Clustering clustering(int clusters, long seed) {
            return Clustering.kMeans(features, clusters, seed);
        }
    }

    /** The sample of this run, always the same. */
    public Sample sample() {
        int size = Math.max(LEAST_SAMPLE, SAMPLE_PER_CLUSTER * drawn.clusters());
        List<InitialState> starts = draw(size, streams.stream("clusters", 0, 0, 0));
        List<FirstSight> sights = look(starts, "first sights", 0);
        return new Sample(sights, features(starts, sights));
    }

    /** The starts of an iteration, each in the cluster whose centre is nearest, but that every cluster has enough. */
    public List<List<InitialState>> starts(int iteration, Clustering clustering, int startsPerCluster) {
        int count = clustering.centres().size();
        List<InitialState> starts = draw(count * startsPerCluster, streams.stream("drawn starts", iteration, 0, 0));
        if (count == 1) {
            return List.of(starts);
        }
        List<double[]> features = features(starts, look(starts, "sights", iteration));
        double[][] distances = clustering.squaredDistances(features);
        return parted(starts, Assignment.nearest(distances, drawn.clustering().minRollouts()), count);
    }

    public List<InitialState> draw(int count, RandomGenerator random) {
        List<InitialState> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(drawn.distribution().draw(random));
        }
        return starts;
    }

    private List<FirstSight> look(List<InitialState> starts, String purpose, int iteration) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            long seed = streams.derive(purpose, iteration, 0, i);
            requests.add(RolloutRequest.noiseFree(starts.get(i), NONE, 0, i).withSeed(seed));
        }
        return rollouts.look(requests);
    }

    List<double[]> features(List<InitialState> starts, List<FirstSight> sights) {
        List<double[]> features = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            features.add(drawn.clustering().features().of(starts.get(i), sights.get(i)));
        }
        return features;
    }

    static <E> List<List<E>> parted(List<E> all, int[] groups, int count) {
        List<List<E>> parts = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            List<E> part = new ArrayList<>();
            for (int k = 0; k < groups.length; k++) {
                if (groups[k] == c) {
                    part.add(all.get(k));
                }
            }
            parts.add(part);
        }
        return parts;
    }
}
