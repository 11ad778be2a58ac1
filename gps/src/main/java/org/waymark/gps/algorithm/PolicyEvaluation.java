package org.waymark.gps.algorithm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Policy;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.InitialState;
import org.waymark.sim.RolloutRequest;
import org.waymark.sim.RolloutSampler;

/**
 * How a policy does without noise.
 *
 * @param cost mean over the starts; infinite if the plant broke down from one of them
 * @param success fraction of the starts from which it succeeded, in [0, 1]
 * @param costs [starts]; infinite where the plant broke down
 * @param rollouts as they happened, without those that broke down
 */
public record PolicyEvaluation(double cost, double success, List<Double> costs, List<Rollout> rollouts) {
    public PolicyEvaluation {
        costs = List.copyOf(costs);
        rollouts = List.copyOf(rollouts);
    }

    /**
     * Runs the policy, without noise, from the evaluation starts; where costs differ by cluster, start i has the cost of cluster i. What
     * is random in the plant is the same for all policies.
     */
    public static PolicyEvaluation onEvaluationStarts(Task task, Policy policy, RolloutSampler sampler) {
        return onEvaluationStarts(task, ControlLaw.of(policy), sampler);
    }

    /** Several evaluations as one; each start weighs the same. */
    public static PolicyEvaluation of(List<PolicyEvaluation> parts) {
        List<Double> costs =
                parts.stream().flatMap(part -> part.costs().stream()).toList();
        double successes = parts.stream()
                .mapToDouble(part -> part.success() * part.costs().size())
                .sum();
        return new PolicyEvaluation(
                costs.stream().mapToDouble(c -> c).average().orElseThrow(),
                successes / costs.size(),
                costs,
                parts.stream().flatMap(part -> part.rollouts().stream()).toList());
    }

    /** The same for any law. */
    public static PolicyEvaluation onEvaluationStarts(Task task, ControlLaw law, RolloutSampler sampler) {
        return run(task, sampler, fromEvaluationStarts(task, law));
    }

    /** The same, but what is random in the plant comes from the streams "evaluation plant" of these. */
    public static PolicyEvaluation onEvaluationStarts(
            Task task, ControlLaw law, RolloutSampler sampler, RandomStreams streams) {
        List<RolloutRequest> requests = fromEvaluationStarts(task, law).stream()
                .map(request ->
                        request.withSeed(streams.derive("evaluation plant", 0, request.cluster(), request.sample())))
                .toList();
        return run(task, sampler, requests);
    }

    private static List<RolloutRequest> fromEvaluationStarts(Task task, ControlLaw law) {
        int clusters = task.starts() instanceof Starts.Listed listed
                ? listed.clusters().size()
                : 1;
        List<RolloutRequest> requests = new ArrayList<>();
        for (int i = 0; i < task.evaluationStarts().size(); i++) {
            requests.add(request(law, task.evaluationStarts().get(i), i % clusters, i));
        }
        return requests;
    }

    /** Runs the policy, without noise, from every start of every cluster or, where starts are drawn, from the validation starts. */
    public static PolicyEvaluation onTrainingStarts(Task task, Policy policy, RolloutSampler sampler) {
        return onTrainingStarts(task, ControlLaw.of(policy), sampler);
    }

    /** The same for any law. */
    public static PolicyEvaluation onTrainingStarts(Task task, ControlLaw law, RolloutSampler sampler) {
        List<RolloutRequest> requests = new ArrayList<>();
        if (task.starts() instanceof Starts.Listed listed) {
            for (int c = 0; c < listed.clusters().size(); c++) {
                List<InitialState> starts = listed.clusters().get(c).starts();
                for (int i = 0; i < starts.size(); i++) {
                    requests.add(request(law, starts.get(i), c, i));
                }
            }
        } else if (task.starts() instanceof Starts.Drawn drawn) {
            // numbered after the evaluation starts, for what is random in the plant depends on the number
            int first = task.evaluationStarts().size();
            for (int i = 0; i < drawn.validation().size(); i++) {
                requests.add(request(law, drawn.validation().get(i), 0, first + i));
            }
        }
        return run(task, sampler, requests);
    }

    private static RolloutRequest request(ControlLaw law, InitialState start, int cluster, int sample) {
        return RolloutRequest.noiseFree(start, law, cluster, sample);
    }

    private static PolicyEvaluation run(Task task, RolloutSampler sampler, List<RolloutRequest> requests) {
        List<Optional<Rollout>> attempts = sampler.attempt(task.scoredHorizon(), requests);
        List<Double> costs = new ArrayList<>();
        int successes = 0;
        for (int i = 0; i < attempts.size(); i++) {
            Cost cost = task.score(requests.get(i).cluster());
            costs.add(attempts.get(i).map(rollout -> rollout.cost(cost)).orElse(Double.POSITIVE_INFINITY));
            if (attempts.get(i).filter(task.success()).isPresent()) {
                successes++;
            }
        }
        double mean = costs.stream().mapToDouble(v -> v).average().orElseThrow();
        return new PolicyEvaluation(
                mean,
                (double) successes / requests.size(),
                costs,
                attempts.stream().flatMap(Optional::stream).toList());
    }
}
