package org.waymark.gps.study;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Numbers of several seeds, summed up. With mean m and standard deviation s (of n − 1) of n numbers, the 95 % interval of their
 * expectation is m ± t s/√n, t the 0.975 quantile of Student's distribution with n − 1 degrees of freedom.
 *
 * @param n how many finite numbers there are
 * @param mean of these; NaN without any, or if one of all numbers is infinite
 * @param deviation s; NaN likewise, and if n is 1
 * @param halfWidth t s/√n; NaN likewise
 */
record Statistics(int n, double mean, double deviation, double halfWidth) {
    private static final double UPPER_QUANTILE = 0.975;

    /** @param numbers NaN where there is none, infinite where a threshold was never reached */
    static Statistics of(double[] numbers) {
        double[] finite = Arrays.stream(numbers).filter(Double::isFinite).toArray();
        int n = finite.length;
        boolean unreached = Arrays.stream(numbers).anyMatch(Double::isInfinite);
        if (n == 0 || unreached) {
            return new Statistics(n, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = Arrays.stream(finite).sum() / n;
        if (n == 1) {
            return new Statistics(n, mean, Double.NaN, Double.NaN);
        }
        double squares = Arrays.stream(finite).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = Math.sqrt(squares / (n - 1));
        double t = new TDistribution(n - 1).inverseCumulativeProbability(UPPER_QUANTILE);
        return new Statistics(n, mean, deviation, t * deviation / Math.sqrt(n));
    }

    double low() {
        return mean - halfWidth;
    }

    double high() {
        return mean + halfWidth;
    }

    /** The median, with what is missing as the worst; NaN without any number. */
    static double median(double[] numbers, Better better) {
        double[] sorted = Arrays.stream(numbers)
                .map(v -> Double.isNaN(v) ? better.worstOfAll() : v)
                .sorted()
                .toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
