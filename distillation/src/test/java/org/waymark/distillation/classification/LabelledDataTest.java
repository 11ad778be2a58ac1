package org.waymark.distillation.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.lqr.NonFiniteException;

class LabelledDataTest {
    private static final LabelledData DATA =
            LabelledData.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}, new int[] {0, 2, LabelledData.UNLABELLED}, 3);

    private static LabelledData read(CsvFormat format, String text) throws IOException {
        return format.read(new StringReader(text), "digits.csv");
    }

    @Test
    void csvIsReadInAnyOfItsForms() throws IOException {
        CsvFormat numbered = CsvFormat.numbered(3);
        assertThat(read(numbered, "1,2,0\n\n3, 4 ,2\r\n5,6,\n")).isEqualTo(DATA);
        CsvFormat named = numbered.withSeparator(';')
                .withHeader(true)
                .withLabelColumn(1)
                .withClassNames(List.of("cat", "cow", "dog"));
        assertThat(read(named, "a;kind;b\n1;cat;2\n3;\"dog\";4e0\n5;;6")).isEqualTo(DATA);
        assertThat(read(numbered.withLabelColumn(CsvFormat.NO_LABELS), "1,2\n5,6")
                        .labels())
                .containsExactly(-1, -1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,0;1,x,0 | digits.csv, line 2, column 2: \"x\" is not a number",
                "1,2,0;1,NaN,0 | digits.csv, line 2, column 2: \"NaN\" is not finite",
                "1,2,0;;1,2 | digits.csv, line 3: expected 3 columns, found 2",
                "1,2,3 | digits.csv, line 1, column 3: \"3\" is none of the classes [0, 1, 2]",
                "7 | digits.csv, line 1: expected at least 2 columns, found 1",
                ";; | digits.csv: no examples",
            })
    void csvErrorsNameTheirPlace(String lines, String message) {
        assertThatThrownBy(() -> read(CsvFormat.numbered(3), lines.replace(';', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void arrayErrorsNameTheirRow() {
        assertThatThrownBy(() -> LabelledData.of(new double[][] {{1}, {2}}, new int[] {0, 3}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label of row 1: 3 is not in [0, 2]");
        assertThatThrownBy(() -> LabelledData.of(new double[][] {{1}, {2, 3}}, new int[] {0, 1}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labelled data, row 1: expected 1 numbers, found 2");
        assertThatThrownBy(() -> LabelledData.of(new double[][] {{1}, {Double.NaN}}, new int[] {0, 1}, 3))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("index 1");
        assertThatThrownBy(() -> CsvFormat.numbered(2).withClassNames(List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("occurs twice");
    }

    @Test
    void partsKeepTheirRowsInOrder() {
        assertThat(DATA.without(0)).isEqualTo(new LabelledData(2, 3, new double[] {3, 4, 5, 6}, new int[] {2, -1}));
        assertThat(DATA.rows(0, 2)).isEqualTo(new LabelledData(2, 3, new double[] {1, 2, 3, 4}, new int[] {0, 2}));
        assertThat(DATA.rows(0, 0).size()).isZero();
    }
}
