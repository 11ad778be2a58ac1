package org.waymark.gps.actorcritic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.modelbased.Episode;
import org.waymark.lqr.Rollout;

/** The numbers of one iteration, under the names of {@link Metrics}. */
final class ActorCriticMetrics {
    private ActorCriticMetrics() {}

    static Map<String, Double> of(ActorCriticIteration done, int warnings) {
        Map<String, Double> line = new LinkedHashMap<>();
        ActorCriticState state = done.state();
        Optional<PolicyEvaluation> evaluation = done.evaluation();
        Progress progress = done.progress();
        line.put("iteration", (double) state.iteration());
        line.put("steps/environment", (double) state.environmentSteps());
        line.put(
                "cost/mean",
                done.episodes().stream().mapToDouble(Episode::total).average().orElse(Double.NaN));
        line.put("policy/cost", evaluation.map(PolicyEvaluation::cost).orElse(Double.NaN));
        line.put("policy/success", evaluation.map(PolicyEvaluation::success).orElse(Double.NaN));
        line.put(
                "policy/bestIteration",
                state.best()
                        .map(BestPolicy::iteration)
                        .map(Integer::doubleValue)
                        .orElse(Double.NaN));
        line.put("episodes/count", (double) done.episodes().size());
        line.put("updates/count", (double) progress.updates());
        line.put("critic/loss", progress.criticLoss());
        line.put("critic/value", progress.value());
        line.put("actor/entropy", progress.entropy());
        line.put("actor/temperature", done.temperature());
        line.put("model/loss", done.modelLoss());
        line.put("model/beyond", done.beyond());
        line.put("imagined/length", done.rolloutLength());
        line.put("memory/real", (double) done.remembered());
        line.put("memory/imagined", (double) done.imagined());
        line.put(
                "rollouts/clipped",
                done.episodes().isEmpty()
                        ? Double.NaN
                        : Rollout.clippedFraction(
                                done.episodes().stream().map(Episode::rollout).toList()));
        line.put("warnings/count", (double) warnings);
        return line;
    }

    static Map<String, String> statuses(ActorCriticIteration done) {
        String status = done.diverged() ? "diverged" : done.state().stopped() ? "stopped" : "learning";
        return Map.of(
                "status/critics",
                done.state().agent().isEmpty() && !done.state().stopped() ? "random" : status);
    }
}
