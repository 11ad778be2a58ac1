package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.dynamics.DynamicsFitter;
import org.waymark.dynamics.DynamicsOptions;
import org.waymark.dynamics.FittedDynamics;
import org.waymark.dynamics.LinearizedPolicy;
import org.waymark.dynamics.MixturePrior;
import org.waymark.dynamics.PolicyLinearizer;
import org.waymark.dynamics.PolicyLinearizerOptions;
import org.waymark.lqr.Cost;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Policy;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.cost.CostExpansion;

/** Turns rollouts into models: dynamics, the cost's expansion, and the global policy seen from each cluster. */
final class ModelFitter {
    private final Task task;
    private final DynamicsOptions dynamics;
    private final PolicyLinearizerOptions linearization;
    private final RandomStreams streams;
    private final ClusterThreads threads;

    ModelFitter(
            Task task,
            DynamicsOptions dynamics,
            PolicyLinearizerOptions linearization,
            RandomStreams streams,
            ClusterThreads threads) {
        this.task = task;
        this.dynamics = dynamics;
        this.linearization = linearization;
        this.streams = streams;
        this.threads = threads;
    }

    /** A cluster's fits, and the priors as they stand after them. */
    record Fit(Evidence evidence, MixturePrior dynamicsPrior, MixturePrior policyPrior) {}

    /** Per cluster: p(x'|x,u), the expanded cost and, if there is a policy, its linearisation. */
    List<Fit> fit(State state, List<List<Rollout>> rollouts) {
        return threads.map(rollouts.size(), c -> {
            ClusterState cluster = state.clusters().get(c);
            List<Rollout> own = rollouts.get(c);
            FittedDynamics fitted = new DynamicsFitter(dynamics)
                    .fit(own, cluster.dynamicsPrior(), streams.stream("dynamics", state.iteration(), c, 0));
            QuadraticCost cost = CostExpansion.quadratize(task.cost(c), own, c);
            Optional<LinearizedPolicy> policy = state.policy()
                    .map(trained -> linearize(trained.policy(), own, cluster.policyPrior(), state.iteration(), c));
            Evidence evidence = new Evidence(
                    own,
                    sampledCosts(task.cost(c), own),
                    fitted.model(),
                    cost,
                    policy.map(LinearizedPolicy::controller));
            return new Fit(
                    evidence,
                    fitted.prior(),
                    policy.map(LinearizedPolicy::prior).orElse(cluster.policyPrior()));
        });
    }

    /** The given policy as a linear-Gaussian controller around the rollouts of each piece of evidence; priors are read, not kept. */
    List<LinearGaussianController> linearize(Policy policy, List<Evidence> evidence, State state) {
        return threads.map(evidence.size(), c -> linearize(
                        policy,
                        evidence.get(c).rollouts(),
                        state.clusters().get(c).policyPrior(),
                        state.iteration(),
                        c)
                .controller());
    }

    private LinearizedPolicy linearize(
            Policy policy, List<Rollout> rollouts, MixturePrior prior, int iteration, int cluster) {
        return new PolicyLinearizer(linearization)
                .linearize(policy, rollouts, prior, streams.stream("linearization", iteration, cluster, 0));
    }

    private static List<Double> sampledCosts(Cost cost, List<Rollout> rollouts) {
        List<Double> costs = new ArrayList<>();
        for (Rollout rollout : rollouts) {
            costs.add(rollout.cost(cost));
        }
        return costs;
    }
}
