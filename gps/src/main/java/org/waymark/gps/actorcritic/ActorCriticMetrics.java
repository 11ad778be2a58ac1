package org.waymark.gps.actorcritic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waymark.gps.algorithm.BestPolicy;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.modelbased.RealData;

/** The numbers of one iteration, and what they mean. */
final class ActorCriticMetrics {
    /** What each means. */
    static final List<MetricRow> ROWS = List.of(
            MetricRow.count("episodes/count", "episodes", "real episodes of this iteration"),
            MetricRow.count("updates/count", "", "updates of actor and critics in this iteration"),
            MetricRow.of(
                    "critic/loss",
                    "",
                    "half the mean squared error of the critics' values, mean over the iteration's updates"),
            MetricRow.of(
                    "critic/value",
                    "",
                    "return that the critics expect of the actor, of costs as scaled by costScale, mean over the iteration's updates"),
            MetricRow.of(
                    "actor/entropy",
                    "nats",
                    "entropy of the actor's actions between −1 and 1, mean over the iteration's updates"),
            MetricRow.of("actor/temperature", "1/nat", "what a nat of entropy is worth, in scaled costs"),
            MetricRow.count("imagined/length", "steps", "of rollouts in the model"),
            MetricRow.count("memory/real", "transitions", "real ones that are remembered"),
            MetricRow.count("memory/imagined", "transitions", "imagined ones that are remembered"),
            MetricRow.of(
                    "status/critics",
                    "",
                    "of an actor-critic: random while controls are random, learning, diverged in the iteration that stopped it, stopped after that"));

    private ActorCriticMetrics() {}

    static Map<String, Double> of(ActorCriticIteration done, int warnings) {
        Map<String, Double> line = new LinkedHashMap<>();
        ActorCriticState state = done.state();
        Optional<PolicyEvaluation> evaluation = done.evaluation();
        Progress progress = done.progress();
        line.put("iteration", (double) state.iteration());
        line.put("steps/environment", (double) state.environmentSteps());
        line.put("cost/mean", RealData.meanCost(done.episodes()));
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
        line.put("rollouts/clipped", RealData.clippedFraction(done.episodes()));
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
