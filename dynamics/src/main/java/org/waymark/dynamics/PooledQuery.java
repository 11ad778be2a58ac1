package org.waymark.dynamics;

import java.util.Arrays;

/** From a prior that all clusters share: its moments near the mean input of the time step. */
final class PooledQuery implements StepPrior {
    private final TransitionPrior prior;
    private final double strength;
    private final double[] rows;
    private final int first;
    private final int horizon;
    private final int rollouts;
    private final double[] input;
    private final double[] mean;
    private final double[] covariance;

    /**
     * @param inputs n + m
     * @param rows [rollouts × T × D] from element {@code first} on; not modified
     */
    PooledQuery(
            TransitionPrior prior, double strength, int inputs, double[] rows, int first, int horizon, int rollouts) {
        this.prior = prior;
        this.strength = strength;
        this.rows = rows;
        this.first = first;
        this.horizon = horizon;
        this.rollouts = rollouts;
        this.input = new double[inputs];
        this.mean = new double[prior.size()];
        this.covariance = new double[prior.size() * prior.size()];
    }

    @Override
    public boolean at(int t, NormalInverseWishart out) {
        Arrays.fill(input, 0);
        for (int r = 0; r < rollouts; r++) {
            int row = first + (r * horizon + t) * prior.size();
            for (int i = 0; i < input.length; i++) {
                input[i] += rows[row + i] / rollouts;
            }
        }
        prior.near(input, mean, covariance);
        out.fromMoments(mean, covariance, strength, prior.transitions());
        return true;
    }
}
