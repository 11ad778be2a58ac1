package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;
import org.waymark.sim.InitialState;

/** Groups initial states by k-means++ (Arthur and Vassilvitskii 2007) on their coordinates and parameters. */
public final class InitialStateClusters {
    private static final int MOST_ITERATIONS = 200;

    private InitialStateClusters() {}

    /**
     * Groups the given starts.
     *
     * @param starts at least as many as clusters
     * @param seed of the choice of the first centres
     * @return the clusters, none of them empty, ordered by their centres' first differing coordinate
     */
    public static List<Cluster> kMeans(List<InitialState> starts, int clusters, long seed) {
        AlgorithmOptions.require(
                clusters >= 1 && clusters <= starts.size(),
                "clusters: expected 1…" + starts.size() + " (the number of starts), found " + clusters);
        var clusterer = new KMeansPlusPlusClusterer<Point>(
                clusters, MOST_ITERATIONS, new EuclideanDistance(), new Well19937c(seed));
        List<CentroidCluster<Point>> found = new ArrayList<>(
                clusterer.cluster(starts.stream().map(Point::new).toList()));
        found.sort(
                (a, b) -> Arrays.compare(a.getCenter().getPoint(), b.getCenter().getPoint()));
        return found.stream()
                .map(group -> new Cluster(
                        group.getPoints().stream().map(point -> point.start).toList()))
                .toList();
    }

    private static final class Point implements Clusterable {
        private final InitialState start;
        private final double[] features;

        Point(InitialState start) {
            this.start = start;
            double[] coordinates = start.coordinates();
            double[] parameters = start.parameters();
            this.features = Arrays.copyOf(coordinates, coordinates.length + parameters.length);
            System.arraycopy(parameters, 0, features, coordinates.length, parameters.length);
        }

        @Override
        public double[] getPoint() {
            return features;
        }
    }
}
