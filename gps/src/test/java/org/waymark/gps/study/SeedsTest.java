package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waymark.gps.experiment.YamlBinder;

class SeedsTest {
    record Document(Seeds seeds) {}

    private static List<Long> read(String yaml) {
        return YamlBinder.bind(Document.class, "seeds: " + yaml, "study.yaml", List.of())
                .seeds()
                .all();
    }

    @Test
    void aNumberIsACount() {
        assertThat(read("3")).containsExactly(1L, 2L, 3L);
        assertThat(read("\"2\"")).containsExactly(1L, 2L);
    }

    @Test
    void aListHasTheSeedsThemselves() {
        assertThat(read("[3]")).containsExactly(3L);
        assertThat(read("[5, 1, -2]")).containsExactly(5L, 1L, -2L);
        assertThat(read("[1..3, 7]")).containsExactly(1L, 2L, 3L, 7L);
        assertThat(read("4..6")).containsExactly(4L, 5L, 6L);
        assertThat(Seeds.parse("1, 4..5").all()).containsExactly(1L, 4L, 5L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | expected a number of seeds ≥ 1, found 0",
                "-4 | expected a number of seeds ≥ 1, found -4",
                "[] | expected at least one seed",
                "[1, 2, 1] | the seed 1 is there twice",
                "[1..3, 2] | the seed 2 is there twice",
                "[3..1] | expected the lower seed first, found 3..1",
                "many | found 'many'",
                "[1.5] | found '1.5'",
                "1..99999999 | at most 10000 seeds",
            })
    void otherSeedsAreRefusedAtTheirPlace(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .hasMessageStartingWith("seeds")
                .hasMessageContaining(message)
                .hasMessageEndingWith("(study.yaml, line 1)");
    }
}
