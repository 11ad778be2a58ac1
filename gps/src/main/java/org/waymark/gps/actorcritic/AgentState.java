package org.waymark.gps.actorcritic;

import java.util.List;
import org.waymark.distillation.Whitening;

/**
 * All that {@link SoftActorCritic} has learned.
 *
 * @param observations how observations are whitened
 * @param costScale what costs are divided by
 * @param actor from whitened observations to [μ; log σ]
 * @param critics two, from [whitened observation; action] to the return
 * @param targets two, the slow copies of the critics' parameters
 * @param temperature log α, a network of one number
 * @param updates how many there were
 */
public record AgentState(
        Whitening observations,
        double costScale,
        TrainedNetwork actor,
        List<TrainedNetwork> critics,
        List<double[]> targets,
        TrainedNetwork temperature,
        long updates) {
    public AgentState {
        critics = List.copyOf(critics);
        targets = targets.stream().map(double[]::clone).toList();
    }
}
