package org.waymark.dynamics;

/**
 * One Gaussian over the transitions of all clusters and time steps: the same linear dynamics everywhere.
 *
 * @param mean μ₀ of [x; u; x′], [D]
 * @param covariance Σ₀, [D × D], row-major, symmetric positive definite
 * @param transitions how many it was fitted to
 */
record GlobalLinearPrior(double[] mean, double[] covariance, int transitions) implements TransitionPrior {
    GlobalLinearPrior {
        mean = mean.clone();
        covariance = covariance.clone();
    }

    /** The maximum likelihood fit, with the ridge that a component of a mixture has: r + s·(variance of the column). */
    static GlobalLinearPrior fit(PooledTransitions data, double ridge, double relativeRidge) {
        int size = data.rowSize();
        double[] mean = new double[size];
        double[] covariance = SecondMoments.about(data.rows(), mean);
        for (int i = 0; i < size; i++) {
            covariance[i * size + i] += ridge + relativeRidge * covariance[i * size + i];
        }
        return new GlobalLinearPrior(mean, covariance, data.count());
    }

    @Override
    public int size() {
        return mean.length;
    }

    @Override
    public void near(double[] input, double[] outMean, double[] outCovariance) {
        System.arraycopy(mean, 0, outMean, 0, mean.length);
        System.arraycopy(covariance, 0, outCovariance, 0, covariance.length);
    }
}
