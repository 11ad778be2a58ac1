package org.waymark.gps.network;

import java.util.List;
import java.util.Optional;
import org.waymark.distillation.TrainingReport;
import org.waymark.gps.algorithm.PolicyEvaluation;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.trpo.TrpoUpdate;

/**
 * What one iteration did, and the state it left.
 *
 * @param state the next iteration's input
 * @param evidence what the rollouts showed, one per teacher; empty if the plant broke down
 * @param updates the teachers' improvements, one per teacher; empty if the plant broke down
 * @param training how the global policy's training went; empty if there was none
 * @param policy the global policy without noise, from the training or validation starts
 * @param warnings what a user should know
 */
public record NetworkIteration(
        NetworkState state,
        List<TeacherEvidence> evidence,
        List<TrpoUpdate> updates,
        Optional<TrainingReport> training,
        PolicyEvaluation policy,
        List<Warning> warnings) {
    public NetworkIteration {
        evidence = List.copyOf(evidence);
        updates = List.copyOf(updates);
        warnings = List.copyOf(warnings);
    }

    /** Mean cost of this iteration's rollouts, over all teachers; infinite if the plant broke down. */
    public double meanCost() {
        return evidence.stream()
                .mapToDouble(TeacherEvidence::meanCost)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Which fraction of the controls of these rollouts was cut at its limits; 0 if the plant broke down. */
    public double clippedFraction() {
        return evidence.stream()
                .mapToDouble(TeacherEvidence::clippedFraction)
                .average()
                .orElse(0);
    }
}
