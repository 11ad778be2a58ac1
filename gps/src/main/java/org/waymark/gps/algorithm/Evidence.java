package org.waymark.gps.algorithm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waymark.dynamics.MixturePrior;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.pathintegral.SampledCosts;

/**
 * What one iteration's rollouts tell about one cluster.
 *
 * @param rollouts as they happened
 * @param costs what they cost
 * @param model dynamics and cost around them; empty if the teacher needs none
 * @param policy the global policy, linearised around them; empty if the variant has none
 * @param dynamicsPrior prior of the next dynamics fit
 * @param policyPrior prior of the next policy linearisation
 */
public record Evidence(
        List<Rollout> rollouts,
        SampledCosts costs,
        Optional<LocalModel> model,
        Optional<LinearGaussianController> policy,
        MixturePrior dynamicsPrior,
        MixturePrior policyPrior) {
    public Evidence {
        rollouts = List.copyOf(rollouts);
    }

    public double meanCost() {
        double sum = 0;
        for (int n = 0; n < costs.rollouts(); n++) {
            sum += costs.toGo(n, 0);
        }
        return sum / costs.rollouts();
    }

    Evidence withPolicy(LinearGaussianController value) {
        return new Evidence(rollouts, costs, model, Optional.of(value), dynamicsPrior, policyPrior);
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
        int count = costs.rollouts();
        double squares = 0;
        for (int n = 0; n < count; n++) {
            double difference = costs.toGo(n, 0) - mean;
            squares += difference * difference;
        }
        return squares / ((count - 1.0) * count);
    }
}
