package org.waymark.distillation;

/**
 * A policy together with what is needed to go on training it.
 *
 * @param policy the policy
 * @param optimizer Adam's memory, for the parameters of {@code policy}
 * @param report what the last call of the trainer did
 */
public record TrainedPolicy(NetworkPolicy policy, OptimizerState optimizer, TrainingReport report) {
    public TrainedPolicy {
        int expected = policy.layout().parameterCount;
        int found = optimizer.firstMoment().length;
        if (found != expected) {
            throw new IllegalArgumentException("optimizer moments: expected " + expected
                    + " numbers, as the policy has parameters, found " + found);
        }
    }
}
