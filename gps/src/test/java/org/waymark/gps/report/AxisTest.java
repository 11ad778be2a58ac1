package org.waymark.gps.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static final double ROUNDING = 1e-9;

    @Property(tries = 300, seed = "1")
    void everyValueAndEveryTickLiesOnTheAxis(
            @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
        double[] array = values.stream().mapToDouble(v -> v).toArray();
        Axis axis = Axis.around(List.of(array), false);
        for (double value : array) {
            assertThat(axis.position(value)).isBetween(-ROUNDING, 1 + ROUNDING);
        }
        assertThat(axis.ticks()).hasSizeBetween(1, 14).allSatisfy(tick -> assertThat(axis.position(tick))
                .isBetween(-ROUNDING, 1 + ROUNDING));
    }

    @Property(tries = 300, seed = "2")
    void noTwoTicksHaveTheSameLabel(
            @ForAll @Size(min = 2, max = 4) List<@DoubleRange(min = -1e3, max = 1e3) Double> values,
            @ForAll @IntRange(min = -9, max = 9) int exponent) {
        double[] array =
                values.stream().mapToDouble(v -> v * Math.pow(10, exponent)).toArray();
        assertThat(labels(Axis.around(List.of(array), false))).doesNotHaveDuplicates();
    }

    @Test
    void greatRatiosOfPositiveValuesAreDrawnLogarithmically() {
        assertThat(Axis.around(List.of(new double[] {1, 1000}), false).isLogarithmic())
                .isTrue();
        assertThat(Axis.around(List.of(new double[] {1, 5}), false).isLogarithmic())
                .isFalse();
        assertThat(Axis.around(List.of(new double[] {-1, 1000}), false).isLogarithmic())
                .isFalse();
        assertThat(Axis.around(List.of(new double[] {1, 1000}), true).isLogarithmic())
                .isFalse();
    }

    @Test
    void anOutlierDoesNotFlattenTheRest() {
        Axis axis = Axis.around(List.of(new double[] {-3, 1e14, 10, 4, -1, 8, 2}), false);
        assertThat(axis.isLogarithmic()).isTrue();
        assertThat(axis.position(10) - axis.position(2)).isGreaterThan(0.02);
        assertThat(axis.position(-3)).isLessThan(axis.position(-1));
        assertThat(axis.ticks()).contains(0.0).isSorted();
    }

    @Test
    void ticksOfNegativeValuesLieAmongThem() {
        Axis axis = Axis.around(List.of(new double[] {-0.11, -0.11, -8}), false);
        assertThat(axis.isLogarithmic()).isTrue();
        assertThat(labels(axis)).containsExactly("−1");
    }

    @Test
    void ticksAreRound() {
        assertThat(labels(Axis.around(List.of(new double[] {-0.3, 9.7}), false)))
                .containsExactly("−2", "0", "2", "4", "6", "8", "10");
        assertThat(labels(Axis.around(List.of(new double[] {-0.02, 0.01}), false)))
                .containsExactly("−0.02", "−0.01", "0.00", "0.01");
        assertThat(labels(Axis.around(List.of(new double[] {1, 1e4}), false)))
                .containsExactly("1", "10", "100", "1000", "10000");
        assertThat(labels(Axis.around(List.of(new double[] {2e7, -2e7}), false)))
                .contains("−2e7", "2e7");
        assertThat(labels(Axis.around(List.of(new double[] {0, 2e5}), true)))
                .containsExactly("0", "50000", "100000", "150000", "200000");
        assertThat(labels(Axis.around(List.of(new double[] {0, 2e-4}), true)))
                .containsExactly("0", "5e−5", "1e−4", "1.5e−4", "2e−4");
    }

    @Test
    void nothingAndOneValueStillMakeAnAxis() {
        assertThat(Axis.around(List.of(new double[] {Double.NaN}), false).ticks())
                .isNotEmpty();
        Axis one = Axis.around(List.of(new double[] {5, 5}), false);
        assertThat(one.position(5)).isBetween(0.0, 1.0);
        assertThat(Double.isNaN(one.position(Double.NaN))).isTrue();
    }

    private static List<String> labels(Axis axis) {
        return Arrays.asList(axis.ticks().stream().map(axis::label).toArray(String[]::new));
    }
}
