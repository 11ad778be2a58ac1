package org.waymark.gps.algorithm;

import java.util.Optional;
import org.waymark.gps.trpo.TrpoOptions;

/**
 * Options of network teachers. Weights are in standard deviations of the advantages per nat, so that they mean the same for all costs.
 *
 * @param trpo how each teacher is improved
 * @param penalty weight of the symmetric divergence from the other teachers on their states; 0 for none; read by {@code
 *     divide-and-conquer}
 * @param resetEvery after so many iterations the teachers' means become the global policy's, ≥ 1; read by {@code divide-and-conquer}
 * @param policyStep whether the global policy is also improved from rollouts of its own, as many as a teacher has; read by
 *     {@code divide-and-conquer}
 * @param klWeight weight of the divergence from the centroid, ≥ 0; read by {@code distral}
 * @param entropyWeight weight of the teachers' entropy, ≥ 0; read by {@code distral}
 * @param initialDeviation standard deviation of the first policy, as a fraction of each control's range or, where that is unlimited,
 *     of the initial controller's deviation, > 0; that of the initial controller if left out
 */
public record NetworkOptions(
        TrpoOptions trpo,
        double penalty,
        int resetEvery,
        boolean policyStep,
        double klWeight,
        double entropyWeight,
        Optional<Double> initialDeviation) {
    public NetworkOptions {
        requireWeight("penalty", penalty);
        AlgorithmOptions.require(resetEvery >= 1, "resetEvery: expected ≥ 1, found " + resetEvery);
        requireWeight("klWeight", klWeight);
        requireWeight("entropyWeight", entropyWeight);
        initialDeviation.ifPresent(value -> AlgorithmOptions.require(
                value > 0 && Double.isFinite(value), "initialDeviation: expected > 0, found " + value));
    }

    private static void requireWeight(String name, double value) {
        AlgorithmOptions.require(value >= 0 && Double.isFinite(value), name + ": expected ≥ 0, found " + value);
    }

    public static NetworkOptions defaults() {
        return new NetworkOptions(TrpoOptions.defaults(), 0.1, 50, false, 0.1, 0.001, Optional.empty());
    }

    public NetworkOptions withTrpo(TrpoOptions value) {
        return new NetworkOptions(value, penalty, resetEvery, policyStep, klWeight, entropyWeight, initialDeviation);
    }

    public NetworkOptions withPenalty(double value) {
        return new NetworkOptions(trpo, value, resetEvery, policyStep, klWeight, entropyWeight, initialDeviation);
    }

    public NetworkOptions withResetEvery(int iterations) {
        return new NetworkOptions(trpo, penalty, iterations, policyStep, klWeight, entropyWeight, initialDeviation);
    }

    public NetworkOptions withPolicyStep(boolean value) {
        return new NetworkOptions(trpo, penalty, resetEvery, value, klWeight, entropyWeight, initialDeviation);
    }

    public NetworkOptions withKlWeight(double value) {
        return new NetworkOptions(trpo, penalty, resetEvery, policyStep, value, entropyWeight, initialDeviation);
    }

    public NetworkOptions withEntropyWeight(double value) {
        return new NetworkOptions(trpo, penalty, resetEvery, policyStep, klWeight, value, initialDeviation);
    }

    public NetworkOptions withInitialDeviation(double fraction) {
        return new NetworkOptions(
                trpo, penalty, resetEvery, policyStep, klWeight, entropyWeight, Optional.of(fraction));
    }
}
