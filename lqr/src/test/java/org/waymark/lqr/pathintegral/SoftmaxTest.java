package org.waymark.lqr.pathintegral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
    @Property(tries = 200, seed = "20260", edgeCases = EdgeCasesMode.NONE)
    void theDualsSlopeIsThatOfItsValues(
            @ForAll @IntRange(min = 2, max = 30) int count,
            @ForAll @DoubleRange(min = 0.05, max = 50) double eta,
            @ForAll @DoubleRange(min = 0.1, max = 2) double bound,
            @ForAll int seed) {
        Softmax softmax = new Softmax(costs(count, seed));
        double h = 1e-5 * eta;
        softmax.heat(eta + h);
        double above = softmax.dual(bound);
        softmax.heat(eta - h);
        double below = softmax.dual(bound);
        softmax.heat(eta);
        // truncation h²g'''/6 and rounding of the values, which are of size |S| ≤ 100
        assertThat(softmax.dualSlope(bound)).isCloseTo((above - below) / (2 * h), within(1e-6 + 1e-13 * 100 / h));
    }

    @Property(tries = 200, seed = "20260", edgeCases = EdgeCasesMode.NONE)
    void theSolutionMinimisesTheDual(
            @ForAll @IntRange(min = 4, max = 30) int count,
            @ForAll @DoubleRange(min = 0.01, max = 1) double bound,
            @ForAll int seed) {
        Softmax softmax = new Softmax(costs(count, seed));
        assertThat(softmax.solve(bound, 1e-3)).isTrue();
        assertThat(softmax.divergence()).isCloseTo(bound, within(1e-10 * bound));
        double eta = softmax.temperature();
        double least = softmax.dual(bound);
        for (double factor : new double[] {0.5, 0.99, 1.01, 2}) {
            softmax.heat(factor * eta);
            assertThat(softmax.dual(bound)).isGreaterThan(least);
        }
    }

    @Property(tries = 100, seed = "20260", edgeCases = EdgeCasesMode.NONE)
    void theDivergenceNeverExceedsTheBound(
            @ForAll @IntRange(min = 2, max = 10) int count,
            @ForAll @DoubleRange(min = 0.01, max = 3) double bound,
            @ForAll @DoubleRange(min = 0.01, max = 1e3) double minTemperature,
            @ForAll int seed) {
        Softmax softmax = new Softmax(costs(count, seed));
        boolean active = softmax.solve(bound, minTemperature);
        assertThat(softmax.divergence()).isLessThanOrEqualTo(bound * (1 + 1e-10));
        assertThat(softmax.temperature()).isGreaterThanOrEqualTo(minTemperature);
        if (!active) {
            assertThat(softmax.temperature()).isEqualTo(minTemperature);
        }
    }

    @Test
    void divergenceIsThatOfTheWeights() {
        Softmax softmax = new Softmax(costs(12, 5));
        softmax.heat(7);
        double kl = 0;
        double squares = 0;
        for (double w : softmax.weights()) {
            kl += w * Math.log(w * 12);
            squares += w * w;
        }
        assertThat(Arrays.stream(softmax.weights()).sum()).isCloseTo(1, within(1e-15));
        assertThat(softmax.divergence()).isCloseTo(kl, within(1e-14));
        assertThat(softmax.effectiveSampleSize()).isCloseTo(1 / squares, within(1e-12));
    }

    @Test
    void equalCostsGetEqualWeightsAtAnyTemperature() {
        Softmax softmax = new Softmax(new double[] {3, 3, 3, 3});
        assertThat(softmax.solve(1, 1e-3)).isFalse();
        assertThat(softmax.weights()).containsOnly(0.25);
        assertThat(softmax.effectiveSampleSize()).isEqualTo(4);
    }

    /** With the bound at log N or above, all weight goes to the best as far as the least temperature lets it. */
    @Test
    void tooFewRolloutsLeaveTheBoundInactive() {
        Softmax softmax = new Softmax(new double[] {1, 2});
        assertThat(softmax.solve(1, 1e-3)).isFalse();
        assertThat(softmax.weights()).containsExactly(1, 0);
        assertThat(softmax.divergence()).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void costsOfAnySizeAreWeighed() {
        for (double scale : new double[] {1e-2, 1, 1e100, 1e300}) {
            Softmax softmax = new Softmax(new double[] {scale, 2 * scale, 3 * scale, 7 * scale});
            assertThat(softmax.solve(0.5, 1e-6)).isTrue();
            assertThat(softmax.divergence()).isCloseTo(0.5, within(1e-10));
        }
    }

    private static double[] costs(int count, int seed) {
        RandomGenerator random = Plant.random(seed);
        return random.doubles(count, -100, 100).toArray();
    }
}
