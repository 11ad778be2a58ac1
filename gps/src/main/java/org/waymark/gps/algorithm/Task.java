package org.waymark.gps.algorithm;

import java.util.List;
import java.util.OptionalInt;
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
 * @param costs what is minimised: one for all clusters, or one for each cluster of listed starts (per-cluster targets)
 * @param starts where training begins
 * @param evaluationStarts where the policy that a run returns is judged
 * @param success tells of a noise-free rollout whether it reached its end
 * @param ends tells of a state whether an episode is over there: the plant stays there, and nothing more is to be paid
 * @param judgement by what policies are judged
 * @param actions how many actions there are to choose from; empty where controls are continuous
 */
public record Task(
        Supplier<Simulator> simulators,
        int horizon,
        List<Cost> costs,
        Starts starts,
        List<InitialState> evaluationStarts,
        Predicate<Rollout> success,
        Predicate<double[]> ends,
        Judgement judgement,
        OptionalInt actions) {
    public Task {
        costs = List.copyOf(costs);
        evaluationStarts = List.copyOf(evaluationStarts);
        AlgorithmOptions.require(horizon >= 1, "horizon: expected ≥ 1, found " + horizon);
        int clusters =
                starts instanceof Starts.Listed listed ? listed.clusters().size() : 1;
        AlgorithmOptions.require(
                costs.size() == 1 || costs.size() == clusters,
                "costs: expected 1"
                        + (clusters == 1 ? "" : " or one for each of " + clusters + " clusters")
                        + ", found " + costs.size());
        if (starts instanceof Starts.Listed listed) {
            listed.initialControllers().forEach(controller -> requireHorizon(controller, horizon));
        }
    }

    /** A task whose episodes all last as long as the horizon, and whose policies are judged by what they are trained with. */
    public Task(
            Supplier<Simulator> simulators,
            int horizon,
            List<Cost> costs,
            Starts starts,
            List<InitialState> evaluationStarts,
            Predicate<Rollout> success) {
        this(
                simulators,
                horizon,
                costs,
                starts,
                evaluationStarts,
                success,
                state -> false,
                Judgement.asTrained(),
                OptionalInt.empty());
    }

    /** A task from listed starts; parameters as in {@link Starts.Listed}. */
    public Task(
            Supplier<Simulator> simulators,
            int horizon,
            List<Cost> costs,
            List<Cluster> clusters,
            List<LinearGaussianController> initialControllers,
            List<InitialState> evaluationStarts,
            Predicate<Rollout> success) {
        this(simulators, horizon, costs, new Starts.Listed(clusters, initialControllers), evaluationStarts, success);
    }

    private static void requireHorizon(LinearGaussianController controller, int horizon) {
        AlgorithmOptions.require(
                controller.horizon() == horizon,
                "initialControllers: expected horizon " + horizon + ", found " + controller.horizon());
    }

    /**
     * Whether an episode is over.
     *
     * @param state [stateSize]; not modified
     */
    public boolean ended(double[] state) {
        return ends.test(state);
    }

    /** What a cluster minimises. */
    public Cost cost(int cluster) {
        return costs.get(costs.size() == 1 ? 0 : cluster);
    }

    /** By what a policy's rollouts in a cluster are judged. */
    public Cost score(int cluster) {
        return judgement.cost().orElseGet(() -> cost(cluster));
    }

    /** Number of controls of the episodes by which a policy is judged. */
    public int scoredHorizon() {
        return judgement.horizon().orElse(horizon);
    }
}
