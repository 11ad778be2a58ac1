package org.waymark.gps.algorithm;

import org.waymark.distillation.PolicyOptions;
import org.waymark.dynamics.DynamicsOptions;
import org.waymark.dynamics.PolicyLinearizerOptions;
import org.waymark.sim.ExplorationNoise;

/**
 * All options of guided policy search, each part documented where it is used.
 *
 * @param algorithm the loop and its coupling
 * @param exploration noise of the training rollouts
 * @param dynamics fit of p(x'|x,u)
 * @param policyLinearization fit of the global policy around each cluster's rollouts
 * @param policy the network and its training
 */
public record GpsOptions(
        AlgorithmOptions algorithm,
        ExplorationNoise exploration,
        DynamicsOptions dynamics,
        PolicyLinearizerOptions policyLinearization,
        PolicyOptions policy) {
    public static GpsOptions defaults() {
        return new GpsOptions(
                AlgorithmOptions.defaults(),
                ExplorationNoise.defaults(),
                DynamicsOptions.defaults(),
                PolicyLinearizerOptions.defaults(),
                PolicyOptions.defaults());
    }

    public GpsOptions withAlgorithm(AlgorithmOptions value) {
        return new GpsOptions(value, exploration, dynamics, policyLinearization, policy);
    }
}
