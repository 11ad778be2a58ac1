package org.waymark.gps.algorithm;

import java.util.Optional;
import org.waymark.dynamics.MixturePrior;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.pathintegral.KlSteps;

/**
 * What a run carries from iteration to iteration for one cluster.
 *
 * @param controller the local controller, as it acts in the next rollouts
 * @param dynamicsPrior prior of the dynamics fit
 * @param policyPrior prior of the policy linearisation
 * @param eta where the next dual search begins
 * @param stepMultiplier factor on klStep
 * @param multipliers what ties the controller to the global policy
 * @param klSteps bounds of the steps, where the teacher keeps them (PILQR); empty before its first update
 * @param rejections how often in a row an update of this controller has been taken back
 */
public record ClusterState(
        LinearGaussianController controller,
        MixturePrior dynamicsPrior,
        MixturePrior policyPrior,
        double eta,
        double stepMultiplier,
        Multipliers multipliers,
        Optional<KlSteps> klSteps,
        int rejections) {

    /** Before the first iteration. */
    static ClusterState initial(LinearGaussianController controller, double weight) {
        return new ClusterState(
                controller,
                MixturePrior.empty(),
                MixturePrior.empty(),
                1,
                1,
                Multipliers.initial(controller.horizon(), controller.stateSize(), controller.controlSize(), weight),
                Optional.empty(),
                0);
    }

    /** With a new controller, and what its update hands on to the next. */
    ClusterState withUpdate(LocalUpdate update) {
        return new ClusterState(
                update.controller(),
                dynamicsPrior,
                policyPrior,
                update.eta(),
                stepMultiplier,
                multipliers,
                update.klSteps(),
                rejections);
    }

    ClusterState withPriors(MixturePrior dynamics, MixturePrior policy) {
        return new ClusterState(controller, dynamics, policy, eta, stepMultiplier, multipliers, klSteps, rejections);
    }

    ClusterState withStepMultiplier(double value) {
        return new ClusterState(controller, dynamicsPrior, policyPrior, eta, value, multipliers, klSteps, rejections);
    }

    ClusterState withMultipliers(Multipliers value) {
        return new ClusterState(
                controller, dynamicsPrior, policyPrior, eta, stepMultiplier, value, klSteps, rejections);
    }

    ClusterState withRejections(int value) {
        return new ClusterState(
                controller, dynamicsPrior, policyPrior, eta, stepMultiplier, multipliers, klSteps, value);
    }

    /** With half the step, whichever way the teacher measures it. */
    ClusterState withHalfStep() {
        return new ClusterState(
                controller,
                dynamicsPrior,
                policyPrior,
                eta,
                stepMultiplier / 2,
                multipliers,
                klSteps.map(ClusterState::halved),
                rejections);
    }

    private static KlSteps halved(KlSteps steps) {
        double[] bounds = steps.bounds().toArray();
        for (int t = 0; t < bounds.length; t++) {
            bounds[t] /= 2;
        }
        return new KlSteps(TimeVaryingMatrix.ofVectors(bounds.length, 1, bounds), steps.multipliers());
    }
}
