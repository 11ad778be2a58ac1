package org.waymark.gps.trpo;

import org.waymark.distillation.NetworkPolicy;
import org.waymark.distillation.TrainedPolicy;

/**
 * What one improvement came to.
 *
 * @param policy the new policy; the old one unless {@code status} is {@link Status#IMPROVED}
 * @param value the value network, fitted to these rollouts
 * @param status how the line search ended
 * @param kl mean of KL(old ‖ new) over the visited states, in nats
 * @param predicted decrease of the objective, in standard deviations of the advantages
 * @param anchorKl mean divergence of the new policy from the anchors; NaN if there are none
 * @param halvings how often the step was halved
 * @param advantageDeviation standard deviation of the advantages, in cost
 * @param explained share of the variance of the sampled costs to go that the value network explained beforehand; NaN if it
 *     was untrained
 */
public record TrpoUpdate(
        NetworkPolicy policy,
        TrainedPolicy value,
        Status status,
        double kl,
        double predicted,
        double anchorKl,
        int halvings,
        double advantageDeviation,
        double explained) {
    /** How a line search ends. */
    public enum Status {
        IMPROVED,
        /** No step was within the bound and better. */
        LINE_SEARCH_SPENT,
        /** There is nothing to gain: the gradient is zero. */
        NO_GRADIENT
    }
}
