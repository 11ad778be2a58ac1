package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Policy;
import org.waymark.lqr.Rollout;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;

/**
 * How a policy does without noise.
 *
 * @param cost mean over the rollouts
 * @param success fraction of the rollouts that succeeded, in [0, 1]
 * @param costs [rollouts]
 * @param rollouts as they happened
 */
public record PolicyEvaluation(double cost, double success, List<Double> costs, List<Rollout> rollouts) {
    public PolicyEvaluation {
        costs = List.copyOf(costs);
        rollouts = List.copyOf(rollouts);
    }

    /** Runs the policy, without noise, from the evaluation starts; where costs differ by cluster, start i has the cost of cluster i. */
    public static PolicyEvaluation onEvaluationStarts(Task task, Policy policy, RolloutSampler sampler) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < task.evaluationStarts().size(); i++) {
            int cluster = i % task.clusters().size();
            requests.add(request(policy, task.evaluationStarts().get(i), cluster, i));
        }
        return run(task, sampler, requests);
    }

    /** Runs the policy, without noise, from every start of every cluster. */
    static PolicyEvaluation onTrainingStarts(Task task, Policy policy, RolloutSampler sampler) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int c = 0; c < task.clusters().size(); c++) {
            List<InitialState> starts = task.clusters().get(c).starts();
            for (int i = 0; i < starts.size(); i++) {
                requests.add(request(policy, starts.get(i), c, i));
            }
        }
        return run(task, sampler, requests);
    }

    private static RolloutRequest request(Policy policy, InitialState start, int cluster, int sample) {
        return new RolloutRequest(start, ControlLaw.of(policy), cluster, sample, Optional.empty());
    }

    private static PolicyEvaluation run(Task task, RolloutSampler sampler, List<RolloutRequest> requests) {
        List<Rollout> rollouts = sampler.run(task.horizon(), requests);
        List<Double> costs = new ArrayList<>();
        int successes = 0;
        for (int i = 0; i < rollouts.size(); i++) {
            Cost cost = task.cost(requests.get(i).cluster());
            costs.add(rollouts.get(i).cost(cost));
            if (task.success().test(rollouts.get(i))) {
                successes++;
            }
        }
        double mean = costs.stream().mapToDouble(v -> v).average().orElseThrow();
        return new PolicyEvaluation(mean, (double) successes / rollouts.size(), costs, rollouts);
    }
}
