package org.waymark.gps.algorithm;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;

/**
 * What is to be learnt: a plant, a cost, where it begins, and when it has succeeded.
 *
 * @param simulators makes a new simulator, one per thread
 * @param horizon T, number of controls of a rollout
 * @param costs what is minimised: one for all clusters, or one per cluster (per-cluster targets)
 * @param clusters groups of initial states, one local controller each
 * @param initialControllers the controllers of the first iteration, one per cluster
 * @param evaluationStarts where the policy that a run returns is judged
 * @param success tells of a noise-free rollout whether it reached its end
 */
public record Task(
        Supplier<Simulator> simulators,
        int horizon,
        List<Cost> costs,
        List<Cluster> clusters,
        List<LinearGaussianController> initialControllers,
        List<InitialState> evaluationStarts,
        Predicate<Rollout> success) {
    public Task {
        costs = List.copyOf(costs);
        clusters = List.copyOf(clusters);
        initialControllers = List.copyOf(initialControllers);
        evaluationStarts = List.copyOf(evaluationStarts);
        AlgorithmOptions.require(horizon >= 1, "horizon: expected ≥ 1, found " + horizon);
        AlgorithmOptions.require(!clusters.isEmpty(), "clusters: expected at least one");
        AlgorithmOptions.require(
                costs.size() == 1 || costs.size() == clusters.size(),
                "costs: expected 1 or one for each of " + clusters.size() + " clusters, found " + costs.size());
        AlgorithmOptions.require(
                initialControllers.size() == clusters.size(),
                "initialControllers: expected " + clusters.size() + ", found " + initialControllers.size());
        for (LinearGaussianController controller : initialControllers) {
            AlgorithmOptions.require(
                    controller.horizon() == horizon,
                    "initialControllers: expected horizon " + horizon + ", found " + controller.horizon());
        }
    }

    public Cost cost(int cluster) {
        return costs.get(costs.size() == 1 ? 0 : cluster);
    }
}
