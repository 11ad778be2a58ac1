package org.waymark.dynamics;

import java.util.List;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.Rollout;

/** The distribution of x_0, with a diagonal covariance. */
final class InitialStateFit {
    private InitialStateFit() {}

    /**
     * N(x̄_0, diag(max(σ², least))), where σ² is the variance of the sample or, with remembered rollouts, the posterior
     * [N σ̂² + Φ + N m/(N+m)·(x̄_0 − μ₀)²]/(N + m) with Φ = m σ_b², and μ₀, σ_b² mean and variance of the remembered x_0.
     *
     * <p>Differs from the 2017 reference implementation (cbfinn/gps), which adds the whole of Φ undivided and so multiplies the
     * variance by about n+1.
     *
     * @param prior with the rollouts being fitted as its latest; its rows begin with the state
     * @param strength m is this many times the state size n
     */
    static Gaussian fit(List<Rollout> rollouts, MixturePrior prior, double least, double strength) {
        int n = rollouts.get(0).stateSize();
        int count = rollouts.size();
        double[] starts = new double[count * n];
        for (int i = 0; i < count; i++) {
            rollouts.get(i).states().read(0, starts, i * n);
        }
        double[] mean = new double[n];
        double[] deviation = new double[n];
        ColumnMoments.meanAndDeviation(starts, count, n, mean, deviation);
        double[] priorMean = new double[n];
        double[] priorDeviation = new double[n];
        double weight = prior.rollouts() == 0 ? 0 : n * strength;
        if (weight > 0) {
            ColumnMoments.meanAndDeviation(remembered(prior, n), prior.rollouts(), n, priorMean, priorDeviation);
        }
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++) {
            double shift = mean[i] - priorMean[i];
            double sum = count * deviation[i] * deviation[i]
                    + weight * priorDeviation[i] * priorDeviation[i]
                    + count * weight / (count + weight) * shift * shift;
            covariance[i * n + i] = Math.max(least, sum / (count + weight));
        }
        return new Gaussian(mean, covariance);
    }

    private static double[] remembered(MixturePrior prior, int n) {
        double[] starts = new double[prior.rollouts() * n];
        int stride = prior.rowsPerRollout() * prior.rowSize();
        for (int i = 0; i < prior.rollouts(); i++) {
            System.arraycopy(prior.sharedRows(), i * stride, starts, i * n, n);
        }
        return starts;
    }
}
