package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionTest {
    private static final double NAN = Double.NaN;

    /** A course with twenty rollouts in each iteration. */
    private static double reduced(String reduction, Better better, double... values) {
        double[] steps = new double[values.length];
        Arrays.setAll(steps, i -> 2000.0 * (i + 1));
        return Reduction.parse(reduction).of(new Reduction.Course(values, steps, 100), better);
    }

    @ParameterizedTest
    @CsvSource({
        "last, LOWER, 4",
        "at 1, LOWER, 9",
        "at 3, LOWER, 7",
        "best, LOWER, 1",
        "best, HIGHER, 9",
        "worst, LOWER, 9",
        "worst, HIGHER, 1",
        "worst after 1, LOWER, 7",
        "worst after 3, LOWER, 4",
        "best after 4, LOWER, 4",
        "mean, LOWER, 4.6",
        "mean after 3, LOWER, 3",
        "iterations to <= 2, LOWER, 2",
        "rollouts to <= 1, LOWER, 40",
        "steps to <= 1, LOWER, 4000",
        "rollouts to < 1, LOWER, Infinity",
        "rollouts to >= 9, LOWER, 20",
        "rollouts to <=-5, LOWER, Infinity",
        "mean of the last 4000 steps, LOWER, 3",
        "mean of the last 99999 steps, LOWER, 4.6",
        "mean of 4000 steps after <= 1, LOWER, 4.5",
        "mean of 4000 steps after >= 9, HIGHER, 4",
    })
    void ofFiveIterations(String reduction, Better better, double expected) {
        assertThat(reduced(reduction, better, 9, 1, 7, 2, 4)).isEqualTo(expected);
    }

    @Test
    void aMissingNumberIsNotPassedOver() {
        double[] broken = {5, NAN, 3};
        assertThat(reduced("worst", Better.LOWER, broken)).isNaN();
        assertThat(reduced("mean", Better.LOWER, broken)).isNaN();
        assertThat(reduced("worst after 2", Better.LOWER, broken)).isEqualTo(3);
        assertThat(reduced("last", Better.LOWER, 5, NAN)).isNaN();
        assertThat(reduced("best", Better.LOWER, broken)).isEqualTo(3);
        assertThat(reduced("best", Better.LOWER, NAN, 4, NAN)).isEqualTo(4);
        assertThat(reduced("iterations to <= 3", Better.LOWER, broken)).isEqualTo(3);
    }

    @Test
    void aWindowThatNeverOpensOrIsNotOverHasNoNumber() {
        assertThat(reduced("mean of 6000 steps after <= 1", Better.LOWER, 9, 1, 7, 2, 3))
                .isEqualTo(4);
        assertThat(reduced("mean of 6001 steps after <= 1", Better.LOWER, 9, 1, 7, 2, 3))
                .isNaN();
        assertThat(reduced("mean of 2000 steps after <= 0", Better.LOWER, 9, 1, 7, 2, 3))
                .isNaN();
        assertThat(reduced("mean of 4000 steps after <= 1", Better.LOWER, 9, 1, NAN, 2, 3))
                .isNaN();
    }

    @Test
    void aRunWithoutIterationsHasNoNumber() {
        assertThat(reduced("last", Better.LOWER)).isNaN();
        assertThat(reduced("best", Better.LOWER)).isNaN();
        assertThat(reduced("worst", Better.HIGHER)).isNaN();
        assertThat(reduced("mean", Better.LOWER)).isNaN();
        assertThat(reduced("mean after 5", Better.LOWER, 1, 2, 3)).isNaN();
        assertThat(reduced("at 4", Better.LOWER, 1, 2, 3)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"last, 1", "at 7, 7", "best, 1", "worst after 8, 9", "rollouts to <= 3, 1"})
    void needsSoManyIterations(String reduction, int least) {
        assertThat(Reduction.parse(reduction).leastIterations()).isEqualTo(least);
        double[] values = new double[least];
        assertThat(reduced(reduction, Better.LOWER, values)).isFinite();
        if (least > 1) {
            assertThat(reduced(reduction, Better.LOWER, new double[least - 1])).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first",
                "at",
                "at 0",
                "last after 3",
                "worst after",
                "rollouts",
                "rollouts to -575",
                "rollouts to <= low",
                "rollouts to <= .inf",
                "seconds to <= 3",
                "mean of the last steps",
                "mean of 10 steps after 5",
                "worst  after -1"
            })
    void otherWordsAreRefused(String text) {
        assertThatThrownBy(() -> Reduction.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(expected|no finite number).*");
    }
}
