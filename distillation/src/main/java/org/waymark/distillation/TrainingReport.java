package org.waymark.distillation;

/**
 * What one call of the trainer did.
 *
 * @param lossBefore mean over the samples of ½w(u* − μ)ᵀP(u* − μ), in nats, before the first step
 * @param lossAfter the same for the policy that was returned
 * @param steps Adam steps taken in this call
 * @param status whether the trained parameters were better than those before
 */
public record TrainingReport(double lossBefore, double lossAfter, int steps, Status status) {
    /** How a call ended. */
    public enum Status {
        /** A fresh network that has seen no data. */
        UNTRAINED,
        /** Loss and weight penalty together fell; the trained parameters were returned. */
        IMPROVED,
        /** They rose; the parameters before training were returned. */
        KEPT_PREVIOUS
    }
}
