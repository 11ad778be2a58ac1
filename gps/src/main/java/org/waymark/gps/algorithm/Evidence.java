package org.waymark.gps.algorithm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waymark.dynamics.MixturePrior;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.Rollout;

/**
 * What one iteration's rollouts tell about one cluster.
 *
 * @param rollouts as they happened
 * @param sampledCosts [rollouts] the cost of each
 * @param model dynamics fitted around them
 * @param cost the cost's expansion around them
 * @param policy the global policy, linearised around them; empty if the variant has none
 * @param dynamicsPrior prior of the next dynamics fit
 * @param policyPrior prior of the next policy linearisation
 */
public record Evidence(
        List<Rollout> rollouts,
        List<Double> sampledCosts,
        LinearGaussianModel model,
        QuadraticCost cost,
        Optional<LinearGaussianController> policy,
        MixturePrior dynamicsPrior,
        MixturePrior policyPrior) {
    public Evidence {
        rollouts = List.copyOf(rollouts);
        sampledCosts = List.copyOf(sampledCosts);
    }

    public double meanCost() {
        return sampledCosts.stream().mapToDouble(c -> c).average().orElseThrow();
    }

    Evidence withPolicy(LinearGaussianController value) {
        return new Evidence(rollouts, sampledCosts, model, cost, Optional.of(value), dynamicsPrior, policyPrior);
    }

    /** Writes the mean of the visited x_t. */
    void meanState(int t, double[] mean) {
        double[] x = new double[mean.length];
        Arrays.fill(mean, 0);
        for (Rollout rollout : rollouts) {
            rollout.states().read(t, x);
            for (int i = 0; i < x.length; i++) {
                mean[i] += x[i] / rollouts.size();
            }
        }
    }

    /** The squared standard error of {@link #meanCost()}. */
    double costVarianceOfMean() {
        double mean = meanCost();
        int n = sampledCosts.size();
        double squares =
                sampledCosts.stream().mapToDouble(c -> (c - mean) * (c - mean)).sum();
        return squares / ((n - 1.0) * n);
    }
}
