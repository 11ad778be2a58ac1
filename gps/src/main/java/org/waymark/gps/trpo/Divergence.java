package org.waymark.gps.trpo;

import org.waymark.distillation.DiagonalGaussian.SampleLoss;
import org.waymark.distillation.NetworkPolicy;

/** How far two policies are from each other, observation by observation. */
public final class Divergence {
    private Divergence() {}

    /**
     * KL(policy ‖ other) at each observation, in nats.
     *
     * @param policy with a diagonal covariance, as the other
     * @param observations [N][p]; not modified
     */
    public static double[] between(NetworkPolicy policy, NetworkPolicy other, double[][] observations) {
        int m = policy.controlSize();
        double[][] otherMeans = new double[observations.length][m];
        for (int n = 0; n < observations.length; n++) {
            other.mean(observations[n], otherMeans[n]);
        }
        SampleLoss loss = Losses.toOther(otherMeans, logDeviations(other));
        double[] logDeviations = logDeviations(policy);
        double[] mean = new double[m];
        double[] slope = new double[m];
        double[] divergences = new double[observations.length];
        for (int n = 0; n < divergences.length; n++) {
            policy.mean(observations[n], mean);
            divergences[n] = loss.evaluate(n, mean, logDeviations, slope, slope);
        }
        return divergences;
    }

    /** log σ of each control. */
    static double[] logDeviations(NetworkPolicy policy) {
        int m = policy.controlSize();
        double[] covariance = policy.covariance();
        double[] logDeviations = new double[m];
        for (int j = 0; j < m; j++) {
            logDeviations[j] = 0.5 * Math.log(covariance[j * m + j]);
        }
        return logDeviations;
    }
}
