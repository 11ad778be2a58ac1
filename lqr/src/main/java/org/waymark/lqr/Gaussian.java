package org.waymark.lqr;

import java.util.Arrays;

/**
 * A multivariate normal distribution N(mean, covariance).
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param mean [n]
 * @param covariance [n × n], row-major, symmetric
 */
public record Gaussian(double[] mean, double[] covariance) {
    public Gaussian {
        if (covariance.length != mean.length * mean.length) {
            throw new IllegalArgumentException("covariance: expected " + mean.length + "×" + mean.length + ", found "
                    + covariance.length + " numbers");
        }
        mean = mean.clone();
        covariance = covariance.clone();
    }

    public int size() {
        return mean.length;
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] covariance() {
        return covariance.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gaussian g && Arrays.equals(mean, g.mean) && Arrays.equals(covariance, g.covariance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(covariance);
    }
}
