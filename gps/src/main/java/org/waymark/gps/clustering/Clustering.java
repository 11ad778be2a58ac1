package org.waymark.gps.clustering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/**
 * Where the clusters are. Immutable; what a run carries from iteration to iteration, so that each cluster keeps its place and thereby its
 * controller.
 *
 * @param spread [F] the unit of each feature; 0 for one that never varies, and does not count; copied in and out
 * @param centres one per cluster
 * @param choice how their number was found; empty if it was given
 */
public record Clustering(double[] spread, List<Centre> centres, Optional<ClusterChoice> choice) {
    private static final int MOST_ITERATIONS = 200;
    private static final int TRIALS = 10;
    /** A feature whose deviation is below this fraction of its size never varies. */
    private static final double CONSTANT = 1e-12;

    public Clustering {
        spread = spread.clone();
        centres = List.copyOf(centres);
    }

    /**
     * Finds clusters by k-means++, the best of several trials, ordered by their centres.
     *
     * @param features of a sample of starts, all of one size; not modified
     * @param clusters how many
     * @param seed of the choice of the first centres
     * @throws IllegalArgumentException if the features do not tell so many starts apart
     */
    public static Clustering kMeans(List<double[]> features, int clusters, long seed) {
        double[] spread = spread(features);
        List<double[]> scaled = scaled(features, spread);
        return new Clustering(spread, centres(scaled, clusters, seed), Optional.empty());
    }

    static List<Centre> centres(List<double[]> scaled, int clusters, long seed) {
        requireDifferent(scaled, clusters);
        var clusterer = new MultiKMeansPlusPlusClusterer<>(
                new KMeansPlusPlusClusterer<DoublePoint>(
                        clusters, MOST_ITERATIONS, new EuclideanDistance(), new Well19937c(seed)),
                TRIALS);
        List<CentroidCluster<DoublePoint>> found = new ArrayList<>(
                clusterer.cluster(scaled.stream().map(DoublePoint::new).toList()));
        found.sort(
                (a, b) -> Arrays.compare(a.getCenter().getPoint(), b.getCenter().getPoint()));
        return found.stream()
                .map(group -> new Centre(
                        group.getCenter().getPoint(), group.getPoints().size()))
                .toList();
    }

    private static void requireDifferent(List<double[]> scaled, int clusters) {
        int different = different(scaled);
        if (different < clusters) {
            throw new IllegalArgumentException("clusters: expected at most " + different + ", for the features of "
                    + scaled.size() + " starts have only so many different values, found " + clusters
                    + "; choose other clustering.features");
        }
    }

    /** How many different values there are. */
    static int different(List<double[]> scaled) {
        Set<List<Double>> different = new HashSet<>();
        for (double[] one : scaled) {
            different.add(Arrays.stream(one).boxed().toList());
        }
        return different.size();
    }

    private static double[] spread(List<double[]> features) {
        int size = features.get(0).length;
        double[] mean = new double[size];
        double[] spread = new double[size];
        for (int i = 0; i < size; i++) {
            for (double[] one : features) {
                mean[i] += one[i] / features.size();
            }
            for (double[] one : features) {
                spread[i] += (one[i] - mean[i]) * (one[i] - mean[i]) / features.size();
            }
            spread[i] = Math.sqrt(spread[i]);
            spread[i] = spread[i] > CONSTANT * Math.abs(mean[i]) ? spread[i] : 0;
        }
        return spread;
    }

    private static List<double[]> scaled(List<double[]> features, double[] spread) {
        return features.stream()
                .map(one -> {
                    double[] scaled = new double[spread.length];
                    for (int i = 0; i < scaled.length; i++) {
                        scaled[i] = spread[i] == 0 ? 0 : one[i] / spread[i];
                    }
                    return scaled;
                })
                .toList();
    }

    /** In units of their spread. */
    public List<double[]> scaled(List<double[]> features) {
        return scaled(features, spread);
    }

    /** The squared distance of each start from each centre, [starts][clusters]. */
    public double[][] squaredDistances(List<double[]> features) {
        return scaled(features).stream()
                .map(one -> centres.stream()
                        .mapToDouble(centre -> centre.squaredDistance(one))
                        .toArray())
                .toArray(double[][]::new);
    }

    /**
     * The centres after new starts: each moves to the mean of all that it has been given so far. One to which no start is nearest counts for
     * half as many as before, so that it soon goes where it is needed.
     *
     * @param groups the cluster of each start
     * @param memory the most starts that a centre is the mean of before the new ones
     */
    public Clustering moved(List<double[]> features, int[] groups, double memory) {
        List<double[]> scaled = scaled(features);
        int[] nearest = Assignment.counts(Assignment.nearest(squaredDistances(features), 0), centres.size());
        int[] counts = Assignment.counts(groups, centres.size());
        List<Centre> moved = new ArrayList<>();
        for (int c = 0; c < centres.size(); c++) {
            double[] sum = centres.get(c).features();
            double weight = Math.min(
                    memory,
                    nearest[c] == 0
                            ? centres.get(c).weight() / 2
                            : centres.get(c).weight());
            for (int i = 0; i < sum.length; i++) {
                sum[i] *= weight;
                for (int k = 0; k < groups.length; k++) {
                    sum[i] += groups[k] == c ? scaled.get(k)[i] : 0;
                }
                sum[i] /= weight + counts[c];
            }
            moved.add(new Centre(sum, weight + counts[c]));
        }
        return new Clustering(spread, moved, choice);
    }

    public Clustering withChoice(ClusterChoice value) {
        return new Clustering(spread, centres, Optional.of(value));
    }

    @Override
    public double[] spread() {
        return spread.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clustering c
                && Arrays.equals(spread, c.spread)
                && centres.equals(c.centres)
                && choice.equals(c.choice);
    }

    @Override
    public int hashCode() {
        return centres.hashCode();
    }
}
