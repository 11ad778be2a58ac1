package org.waymark.gps.algorithm;

import java.util.List;
import java.util.function.Function;
import org.waymark.gps.clustering.ClusteringOptions;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;

/** Where training rollouts begin, and how these starts make clusters. */
public sealed interface Starts {
    /**
     * Starts to which the plant can be reset again and again.
     *
     * @param clusters groups of initial states, one local controller each
     * @param initialControllers the controllers of the first iteration, one per cluster
     */
    record Listed(List<Cluster> clusters, List<LinearGaussianController> initialControllers) implements Starts {
        public Listed {
            clusters = List.copyOf(clusters);
            initialControllers = List.copyOf(initialControllers);
            AlgorithmOptions.require(!clusters.isEmpty(), "clusters: expected at least one");
            AlgorithmOptions.require(
                    initialControllers.size() == clusters.size(),
                    "initialControllers: expected " + clusters.size() + ", found " + initialControllers.size());
        }
    }

    /**
     * Starts that are drawn anew in every iteration, never to come back.
     *
     * @param distribution where they come from
     * @param clusters how many clusters they make, or at most, see {@link ClusteringOptions.Count}; ≥ 1
     * @param clustering how they make clusters
     * @param initialController the controller of the first iteration for a cluster whose mean x_0 is given
     * @param validation starts from which the policy of each iteration is judged: always the same, so that costs can be compared
     */
    record Drawn(
            StartDistribution distribution,
            int clusters,
            ClusteringOptions clustering,
            Function<double[], LinearGaussianController> initialController,
            List<InitialState> validation)
            implements Starts {
        public Drawn {
            validation = List.copyOf(validation);
            distribution.requireSpread();
            AlgorithmOptions.require(clusters >= 1, "clusters: expected ≥ 1, found " + clusters);
            AlgorithmOptions.require(!validation.isEmpty(), "validation: expected at least one initial state");
        }
    }
}
