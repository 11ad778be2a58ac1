package org.waymark.gps.clustering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.waymark.dynamics.TrajectoryMixture;
import org.waymark.lqr.Rollout;

/**
 * How many clusters there are to be, and why: the least number whose held-out log-likelihood is within one standard error of the best one.
 *
 * @param candidates 1, 2, … clusters
 * @param clusters the chosen number
 */
public record ClusterChoice(List<Candidate> candidates, int clusters) {
    private static final int FOLDS = 5;

    /**
     * A number of clusters.
     *
     * @param clusters the number
     * @param logLikelihood mean log-likelihood of a rollout under fits that have not seen it, in nats
     * @param shortfall by how much that is less than the best candidate's
     * @param standardError of the shortfall
     */
    public record Candidate(int clusters, double logLikelihood, double shortfall, double standardError) {}

    public ClusterChoice {
        candidates = List.copyOf(candidates);
    }

    /**
     * Cross-validates 1…most clusters: the rollouts are parted in five, and each part is judged by the mixture of linear-Gaussian fits to
     * the clusters of the others.
     *
     * @param rollouts at least ten, for clusters of two need as many as four of five parts hold
     * @param scaled the features of each rollout's start, in units of their spread
     * @param most the largest number of clusters to consider, ≥ 1
     * @param seed of k-means
     */
    public static ClusterChoice of(
            List<Rollout> rollouts, List<double[]> scaled, ClusteringOptions options, int most, long seed) {
        if (rollouts.size() < 2 * FOLDS) {
            throw new IllegalArgumentException("clusters: expected at least " + 2 * FOLDS
                    + " rollouts to find their number by held-out likelihood, found " + rollouts.size()
                    + "; raise algorithm.rolloutsPerCluster or clusters, or say count: fixed");
        }
        int training = rollouts.size() - (rollouts.size() + FOLDS - 1) / FOLDS;
        int last = Math.min(most, training / options.minRollouts());
        for (int fold = 0; fold < FOLDS; fold++) {
            last = Math.min(last, Clustering.different(others(scaled, fold)));
        }
        double[][] scores = new double[last][rollouts.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            for (int clusters = 1; clusters <= last; clusters++) {
                score(rollouts, scaled, options, fold, clusters, seed, scores[clusters - 1]);
            }
        }
        return judge(scores);
    }

    private static void score(
            List<Rollout> rollouts,
            List<double[]> scaled,
            ClusteringOptions options,
            int fold,
            int clusters,
            long seed,
            double[] scores) {
        TrajectoryMixture mixture = mixture(others(rollouts, fold), others(scaled, fold), options, clusters, seed);
        for (int k = fold; k < scores.length; k += FOLDS) {
            scores[k] = mixture.logLikelihood(rollouts.get(k));
        }
    }

    /** All but one part. */
    private static <E> List<E> others(List<E> all, int fold) {
        return IntStream.range(0, all.size())
                .filter(k -> k % FOLDS != fold)
                .mapToObj(all::get)
                .toList();
    }

    private static TrajectoryMixture mixture(
            List<Rollout> rollouts, List<double[]> scaled, ClusteringOptions options, int clusters, long seed) {
        List<Centre> centres = Clustering.centres(scaled, clusters, seed);
        double[][] distances = scaled.stream()
                .map(one -> centres.stream()
                        .mapToDouble(centre -> centre.squaredDistance(one))
                        .toArray())
                .toArray(double[][]::new);
        double[][] membership =
                TrajectoryGroups.membership(Assignment.nearest(distances, options.minRollouts()), clusters);
        return options.by() == ClusteringOptions.Method.EM
                ? TrajectoryMixture.fit(rollouts, membership).mixture()
                : TrajectoryMixture.of(rollouts, membership);
    }

    /** @param scores [candidates][rollouts] */
    private static ClusterChoice judge(double[][] scores) {
        double[] means = new double[scores.length];
        int best = 0;
        for (int k = 0; k < scores.length; k++) {
            means[k] = mean(scores[k]);
            best = means[k] > means[best] ? k : best;
        }
        List<Candidate> candidates = new ArrayList<>();
        for (int k = 0; k < scores.length; k++) {
            double[] shortfalls = new double[scores[k].length];
            for (int i = 0; i < shortfalls.length; i++) {
                shortfalls[i] = scores[best][i] - scores[k][i];
            }
            candidates.add(new Candidate(k + 1, means[k], mean(shortfalls), standardError(shortfalls)));
        }
        int chosen = candidates.stream()
                .filter(one -> one.shortfall() <= one.standardError())
                .min(Comparator.comparingInt(Candidate::clusters))
                .orElseThrow()
                .clusters();
        return new ClusterChoice(candidates, chosen);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double standardError(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1.0) / values.length);
    }
}
