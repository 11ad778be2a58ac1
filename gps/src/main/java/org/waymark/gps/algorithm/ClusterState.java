package org.waymark.gps.algorithm;

import org.waymark.dynamics.MixturePrior;
import org.waymark.lqr.LinearGaussianController;

/**
 * What a run carries from iteration to iteration for one cluster.
 *
 * @param controller the local controller, as it acts in the next rollouts
 * @param dynamicsPrior prior of the dynamics fit
 * @param policyPrior prior of the policy linearisation
 * @param eta where the next dual search begins
 * @param stepMultiplier factor on klStep
 * @param multipliers what ties the controller to the global policy
 * @param rejections how often in a row an update of this controller has been taken back
 */
public record ClusterState(
        LinearGaussianController controller,
        MixturePrior dynamicsPrior,
        MixturePrior policyPrior,
        double eta,
        double stepMultiplier,
        Multipliers multipliers,
        int rejections) {

    ClusterState withController(LinearGaussianController value, double newEta) {
        return new ClusterState(value, dynamicsPrior, policyPrior, newEta, stepMultiplier, multipliers, rejections);
    }

    ClusterState withPriors(MixturePrior dynamics, MixturePrior policy) {
        return new ClusterState(controller, dynamics, policy, eta, stepMultiplier, multipliers, rejections);
    }

    ClusterState withStepMultiplier(double value) {
        return new ClusterState(controller, dynamicsPrior, policyPrior, eta, value, multipliers, rejections);
    }

    ClusterState withMultipliers(Multipliers value) {
        return new ClusterState(controller, dynamicsPrior, policyPrior, eta, stepMultiplier, value, rejections);
    }

    ClusterState withRejections(int value) {
        return new ClusterState(controller, dynamicsPrior, policyPrior, eta, stepMultiplier, multipliers, value);
    }
}
