package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriterionTest {
    private static boolean met(String criterion, double... numbers) {
        Criterion parsed = Criterion.parse(criterion);
        return parsed.isMetBy(numbers, parsed.relation().better());
    }

    @Test
    void allSeedsOrSomeOfThem() {
        assertThat(met("all <= 3", 1, 2, 3)).isTrue();
        assertThat(met("all < 3", 1, 2, 3)).isFalse();
        assertThat(met("<= 3", 1, 2, 4)).isFalse();
        assertThat(met("2 seeds <= 3", 1, 2, 4)).isTrue();
        assertThat(met("3 seeds <= 3", 1, 2, 4)).isFalse();
        assertThat(met("1 seed >= 4", 1, 2, 4)).isTrue();
        assertThat(Criterion.parse("all <= 3").meeting(new double[] {1, 9, 3})).isEqualTo(2);
    }

    @Test
    void meanAndMedian() {
        assertThat(met("mean >= 0.75", 1, 0.5, 0.75)).isTrue();
        assertThat(met("mean > 0.75", 1, 0.5, 0.75)).isFalse();
        assertThat(met("median <= 140", 100, 140, 400)).isTrue();
        assertThat(met("median <= 140", 100, 160, 160)).isFalse();
    }

    /** A seed that failed or never got there misses every requirement. */
    @Test
    void whatIsMissingMeetsNothing() {
        assertThat(met("all <= 3", 1, Double.NaN)).isFalse();
        assertThat(met("all >= 3", 5, Double.NaN)).isFalse();
        assertThat(met("all <= 3", 1, Double.POSITIVE_INFINITY)).isFalse();
        assertThat(met("mean <= 3", 1, Double.NaN)).isFalse();
        assertThat(met("mean <= 3", 1, Double.POSITIVE_INFINITY)).isFalse();
        assertThat(met("median <= 140", 100, 100, Double.NaN)).isTrue();
        assertThat(met("median <= 140", 100, Double.NaN, Double.POSITIVE_INFINITY))
                .isFalse();
        assertThat(met("median >= 0.5", 1, Double.NaN, Double.NaN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "all <= -575, all ≤ -575",
        "'  <=  -575 ', all ≤ -575",
        "18 seeds >= 0.5, 18 seeds ≥ 0.5",
        "median < 140, median < 140",
        "mean>=0.9, none"
    })
    void isShownAsItIsWritten(String text, String shown) {
        if (shown.equals("none")) {
            assertThatThrownBy(() -> Criterion.parse(text)).hasMessageContaining("found 'mean>=0.9'");
        } else {
            assertThat(Criterion.parse(text)).hasToString(shown);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "= 3", "all <= three", "most <= 3", "seeds <= 3", "all <= NaN"})
    void otherWordsAreRefused(String text) {
        assertThatThrownBy(() -> Criterion.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
