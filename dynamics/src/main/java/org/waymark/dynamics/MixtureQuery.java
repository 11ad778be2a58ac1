package org.waymark.dynamics;

import java.util.Arrays;

/**
 * From a mixture just fitted: the weight of a component is its mean responsibility for the rows of the time step, which the last E-step
 * has left behind.
 */
final class MixtureQuery implements StepPrior {
    private final MixtureEm em;
    private final MixturePrior prior;
    private final GaussianMixture mixture;
    private final double strength;
    private final int rollouts;
    private final int firstRow;
    private final double[] gamma;

    private MixtureQuery(MixtureEm em, MixturePrior prior, double strength, int rollouts, int firstRow) {
        this.em = em;
        this.prior = prior;
        this.mixture = prior.mixture().orElseThrow();
        this.strength = strength;
        this.rollouts = rollouts;
        this.firstRow = firstRow;
        this.gamma = new double[mixture.components()];
    }

    /**
     * @param prior whose latest rollouts are those being fitted
     * @param em that has just fitted the mixture of {@code prior} to its rows
     */
    static MixtureQuery of(PriorOptions options, MixturePrior prior, MixtureEm em, int rollouts) {
        int firstRow = (prior.rollouts() - rollouts) * prior.rowsPerRollout();
        return new MixtureQuery(em, prior, options.strength(), rollouts, firstRow);
    }

    @Override
    public boolean at(int t, NormalInverseWishart out) {
        Arrays.fill(gamma, 0);
        for (int i = 0; i < rollouts; i++) {
            int row = firstRow + i * prior.rowsPerRollout() + t;
            for (int k = 0; k < gamma.length; k++) {
                gamma[k] += em.responsibility(row, k) / rollouts;
            }
        }
        out.fromMixture(mixture, gamma, strength, prior.rowsAtStart());
        return true;
    }
}
