package org.waymark.lqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TimeVaryingMatrixTest {
    /** Two matrices [1 2 3; 4 5 6] and [7 8 9; 10 11 12]. */
    private static final double[] NUMBERS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    private final TimeVaryingMatrix matrix = TimeVaryingMatrix.of(2, 2, 3, NUMBERS);

    @Test
    void isRowMajorAndContiguousInTime() {
        assertThat(matrix.get(1, 0, 2)).isEqualTo(9);
        assertThat(matrix.step(1)).containsExactly(7, 8, 9, 10, 11, 12);
        assertThat(matrix.toArray()).containsExactly(NUMBERS);
        assertThat(TimeVaryingMatrix.ofVectors(4, 3, NUMBERS).get(2, 1)).isEqualTo(8);
        double[] out = new double[8];
        matrix.read(1, out, 1);
        assertThat(out).containsExactly(0, 7, 8, 9, 10, 11, 12, 0);
        double[] row = new double[3];
        matrix.readRow(1, 1, row, 2);
        assertThat(row).containsExactly(10, 11, 0);
    }

    @Test
    void sharesNoArrayWithAnybody() {
        double[] given = NUMBERS.clone();
        TimeVaryingMatrix own = TimeVaryingMatrix.of(2, 2, 3, given);
        given[0] = -1;
        own.toArray()[1] = -1;
        own.step(0)[2] = -1;
        assertThat(own).isEqualTo(matrix).hasSameHashCodeAs(matrix);
    }

    @Test
    void multiplies() {
        double[] out = {100, 200};
        matrix.multiplyAdd(1, new double[] {1, 0, -1}, out);
        assertThat(out).containsExactly(98, 198);
    }

    @Test
    void builderFillsRowsAndEntries() {
        TimeVaryingMatrix.Builder builder = new TimeVaryingMatrix.Builder(2, 2, 3);
        builder.setRow(0, 1, new double[] {4, 5, 6, 99});
        builder.set(1, 0, 2, 9);
        assertThat(builder.build())
                .isEqualTo(TimeVaryingMatrix.of(2, 2, 3, new double[] {0, 0, 0, 4, 5, 6, 0, 0, 9, 0, 0, 0}));
    }

    @Test
    void equalNumbersInAnotherShapeAreAnotherMatrix() {
        assertThat(matrix).isNotEqualTo(TimeVaryingMatrix.of(2, 3, 2, NUMBERS));
        assertThat(matrix).isNotEqualTo(TimeVaryingMatrix.of(4, 1, 3, NUMBERS));
    }

    @Test
    void findsWhatIsNotFinite() {
        assertThat(matrix.firstNonFinite()).isEqualTo(-1);
        double[] spoilt = NUMBERS.clone();
        spoilt[7] = Double.NEGATIVE_INFINITY;
        spoilt[9] = Double.NaN;
        assertThat(TimeVaryingMatrix.of(2, 2, 3, spoilt).firstNonFinite()).isEqualTo(7);
    }

    @Test
    void refusesWrongSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeVaryingMatrix.of(2, 2, 2, NUMBERS))
                .withMessage("time-varying matrix: expected 2×2×2 = 8 numbers, found 12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeVaryingMatrix.of(-1, 2, 3, new double[0]))
                .withMessage("time-varying matrix: sizes must not be negative, found -1×2×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.requireShape("K", 2, 3, 2))
                .withMessage("K: expected 2 steps of 3×2, found 2 of 2×3");
        assertThat(matrix.requireShape("K", 2, 2, 3)).isSameAs(matrix);
    }
}
