package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    private static final double ROUNDING = 1e-9;

    /** The 0.975 quantiles of printed tables. */
    @ParameterizedTest
    @CsvSource({"2, 12.7062", "3, 4.3027", "5, 2.7764", "10, 2.2622", "20, 2.0930", "30, 2.0452"})
    void theIntervalHasStudentsQuantile(int n, double quantile) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = i * i;
        }
        Statistics statistics = Statistics.of(numbers);
        assertThat(statistics.halfWidth() * Math.sqrt(n) / statistics.deviation())
                .isCloseTo(quantile, within(5e-5));
    }

    @Test
    void fiveNumbersByHand() {
        Statistics statistics = Statistics.of(new double[] {1, 2, 3, 4, 5});
        assertThat(statistics.n()).isEqualTo(5);
        assertThat(statistics.mean()).isEqualTo(3);
        assertThat(statistics.deviation()).isCloseTo(Math.sqrt(2.5), within(ROUNDING));
        assertThat(statistics.low()).isCloseTo(3 - 1.96324, within(1e-5));
        assertThat(statistics.high()).isCloseTo(3 + 1.96324, within(1e-5));
    }

    /** At the ends of the interval, the two-sided test of the mean is just at the level of 5 %. */
    @Property(tries = 100, seed = "1")
    void theIntervalInvertsTheTest(
            @ForAll @Size(min = 2, max = 20) List<@DoubleRange(min = -100, max = 100) Double> list) {
        double[] numbers = list.stream().mapToDouble(v -> v).toArray();
        Statistics statistics = Statistics.of(numbers);
        DescriptiveStatistics oracle = new DescriptiveStatistics(numbers);
        assertThat(statistics.mean()).isCloseTo(oracle.getMean(), within(ROUNDING));
        assertThat(statistics.deviation()).isCloseTo(oracle.getStandardDeviation(), within(ROUNDING));
        if (statistics.deviation() > 1e-3) {
            assertThat(new TTest().tTest(statistics.low(), numbers)).isCloseTo(0.05, within(1e-6));
            assertThat(new TTest().tTest(statistics.high(), numbers)).isCloseTo(0.05, within(1e-6));
        }
    }

    @Test
    void aSingleNumberHasNoInterval() {
        Statistics one = Statistics.of(new double[] {7});
        assertThat(one.mean()).isEqualTo(7);
        assertThat(one.halfWidth()).isNaN();
        assertThat(Statistics.of(new double[0]).mean()).isNaN();
    }

    @Test
    void whatIsMissingIsNotCounted() {
        assertThat(Statistics.of(new double[] {1, Double.NaN, 3})).isEqualTo(Statistics.of(new double[] {1, 3}));
    }

    @Test
    void whatWasNeverReachedLeavesNoMean() {
        Statistics statistics = Statistics.of(new double[] {100, 120, Double.POSITIVE_INFINITY});
        assertThat(statistics.n()).isEqualTo(2);
        assertThat(statistics.mean()).isNaN();
        assertThat(statistics.low()).isNaN();
    }

    @Property(tries = 100, seed = "2")
    void halfOfTheNumbersAreOnEitherSideOfTheMedian(
            @ForAll @Size(min = 1, max = 15) List<@DoubleRange(min = -9, max = 9) Double> list) {
        double[] numbers = list.stream().mapToDouble(v -> v).toArray();
        double median = Statistics.median(numbers, Better.LOWER);
        assertThat(2 * Arrays.stream(numbers).filter(v -> v <= median).count()).isGreaterThanOrEqualTo(numbers.length);
        assertThat(2 * Arrays.stream(numbers).filter(v -> v >= median).count()).isGreaterThanOrEqualTo(numbers.length);
        assertThat(median).isCloseTo(new DescriptiveStatistics(numbers).getPercentile(50), within(ROUNDING));
    }

    @Test
    void whatIsMissingIsTheWorstInAMedian() {
        double[] numbers = {Double.NaN, 1, 2, 3, Double.NaN};
        assertThat(Statistics.median(numbers, Better.LOWER)).isEqualTo(3);
        assertThat(Statistics.median(numbers, Better.HIGHER)).isEqualTo(1);
        assertThat(Statistics.median(new double[] {Double.NaN, 1, Double.NaN}, Better.LOWER))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }
}
