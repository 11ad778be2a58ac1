package org.waymark.gps.cli;

import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A 95 % interval.
 *
 * @param low NaN, as high, if there is none
 * @param high not less than low
 */
record Interval(double low, double high) {
    private static final double UPPER_QUANTILE = 0.975;
    /** The same quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /** That of an expectation: m ± t s/√n, t the 0.975 quantile of Student's distribution with n − 1 degrees of freedom. */
    static Interval ofMean(List<Double> numbers) {
        int n = numbers.size();
        double mean = numbers.stream().mapToDouble(v -> v).sum() / n;
        if (n < 2 || !Double.isFinite(mean)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double squares =
                numbers.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double half = new TDistribution(n - 1).inverseCumulativeProbability(UPPER_QUANTILE)
                * Math.sqrt(squares / ((n - 1.0) * n));
        return new Interval(mean - half, mean + half);
    }

    /** That of a probability, of which {@code fraction} of n trials is known: (p + z²/2n ± z √(p(1−p)/n + z²/4n²))/(1 + z²/n), Wilson 1927. */
    static Interval ofFraction(double fraction, int n) {
        double centre = fraction + Z * Z / (2 * n);
        double half = Z * Math.sqrt(fraction * (1 - fraction) / n + Z * Z / (4.0 * n * n));
        double scale = 1 + Z * Z / n;
        return new Interval(Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
    }
}
