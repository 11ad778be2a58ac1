package org.waymark.gps.algorithm;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainingReport;
import org.waymark.lqr.Rollout;

/**
 * What one iteration did, and the state it left.
 *
 * @param state the next iteration's input
 * @param evidence what the rollouts of this iteration showed, one per cluster
 * @param brokeDown whether the plant broke down in this iteration's rollouts; {@code evidence} is then that of the last good ones
 * @param updates the local controllers' updates, one per cluster
 * @param predicted improvement that the previous update promised, mean over clusters; NaN in the first iteration, and
 *     without models
 * @param actual improvement that it brought, as the new models see it or, without models, as sampled; NaN in the first iteration
 * @param rejected how many clusters' previous updates were taken back
 * @param training how the global policy's training went; empty if there is none
 * @param policy the global policy without noise, from the clusters' starts; empty if there is none
 * @param atBounds at how many steps multipliers are at their bounds, over all clusters; empty if the coupling has none
 * @param warnings what a user should know
 */
public record Iteration(
        State state,
        List<Evidence> evidence,
        boolean brokeDown,
        List<LocalUpdate> updates,
        double predicted,
        double actual,
        int rejected,
        Optional<TrainingReport> training,
        Optional<PolicyEvaluation> policy,
        Optional<AtBounds> atBounds,
        List<Warning> warnings) {
    public Iteration {
        evidence = List.copyOf(evidence);
        updates = List.copyOf(updates);
        warnings = List.copyOf(warnings);
    }

    /** Mean sampled cost of this iteration's rollouts, over all clusters; infinite if the plant broke down. */
    public double meanCost() {
        return brokeDown
                ? Double.POSITIVE_INFINITY
                : evidence.stream().mapToDouble(Evidence::meanCost).average().orElseThrow();
    }

    /** Which fraction of the controls of these rollouts was cut at its limits. */
    public double clippedFraction() {
        return Rollout.clippedFraction(
                evidence.stream().flatMap(one -> one.rollouts().stream()).toList());
    }

    /** The same of one cluster. */
    public double clippedFraction(int cluster) {
        return Rollout.clippedFraction(evidence.get(cluster).rollouts());
    }
}
