package org.waymark.gps.clustering;

import org.waymark.sim.FirstSight;
import org.waymark.sim.InitialState;

/**
 * How drawn starts make clusters.
 *
 * @param by what puts two rollouts into the same cluster
 * @param features by what starts are near each other
 * @param count whether the number of clusters is as given, or found
 * @param minRollouts each cluster learns from at least so many rollouts in each iteration, ≥ 2
 */
public record ClusteringOptions(Method by, Features features, Count count, int minRollouts) {
    /** What puts two rollouts into the same cluster. */
    public enum Method {
        /** Their starts: each belongs to the nearest centre. */
        K_MEANS,
        /** Their whole trajectories: beginning with k-means, by the likelihood under each cluster's linear-Gaussian fit. */
        EM
    }

    /** By what starts are near each other. Every number counts in units of its spread; one that never varies does not count. */
    public enum Features {
        /** The state x_0. */
        STATE,
        /** What the policy sees there. */
        OBSERVATION,
        /** The parameters of the start, such as shifts of bodies. */
        PARAMETERS;

        /** The features of a start, and of what was seen there. */
        public double[] of(InitialState start, FirstSight sight) {
            return switch (this) {
                case STATE -> sight.state();
                case OBSERVATION -> sight.observation();
                case PARAMETERS -> start.parameters();
            };
        }
    }

    /** How the number of clusters is found. */
    public enum Count {
        /** It is given. */
        FIXED,
        /** The one whose linear-Gaussian fits say most about rollouts that they have not seen, up to the given one. */
        HELD_OUT
    }

    /** The least rollouts of which a variance can be told. */
    private static final int LEAST_ROLLOUTS = 2;

    public ClusteringOptions {
        if (minRollouts < LEAST_ROLLOUTS) {
            throw new IllegalArgumentException("minRollouts: expected ≥ " + LEAST_ROLLOUTS
                    + " (a regression needs two rollouts), found " + minRollouts);
        }
    }

    public static ClusteringOptions defaults() {
        return new ClusteringOptions(Method.K_MEANS, Features.STATE, Count.FIXED, LEAST_ROLLOUTS);
    }

    public ClusteringOptions withBy(Method value) {
        return new ClusteringOptions(value, features, count, minRollouts);
    }

    public ClusteringOptions withFeatures(Features value) {
        return new ClusteringOptions(by, value, count, minRollouts);
    }

    public ClusteringOptions withCount(Count value) {
        return new ClusteringOptions(by, features, value, minRollouts);
    }

    public ClusteringOptions withMinRollouts(int value) {
        return new ClusteringOptions(by, features, count, value);
    }
}
