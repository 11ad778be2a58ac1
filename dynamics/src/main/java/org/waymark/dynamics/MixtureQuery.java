package org.waymark.dynamics;

import java.util.Arrays;

/**
 * The prior of each time step, from a mixture just fitted: the weight of a component is its mean responsibility for the rows of that
 * time step, which the last E-step has left behind.
 */
final class MixtureQuery {
    private static final MixtureQuery NOTHING = new MixtureQuery(null, null, 0, 0, 0);

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
        this.mixture = prior == null ? null : prior.mixture().orElseThrow();
        this.strength = strength;
        this.rollouts = rollouts;
        this.firstRow = firstRow;
        this.gamma = new double[mixture == null ? 0 : mixture.components()];
    }

    /**
     * @param prior whose latest rollouts are those being fitted
     * @param em that has just fitted the mixture of {@code prior} to its rows
     */
    static MixtureQuery of(PriorOptions options, MixturePrior prior, MixtureEm em, int rollouts) {
        if (options.kind() != PriorOptions.Kind.MIXTURE) {
            return NOTHING;
        }
        int firstRow = (prior.rollouts() - rollouts) * prior.rowsPerRollout();
        return new MixtureQuery(em, prior, options.strength(), rollouts, firstRow);
    }

    /** Writes the prior of time step t; false if there is none. */
    boolean at(int t, NormalInverseWishart out) {
        if (em == null) {
            return false;
        }
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
