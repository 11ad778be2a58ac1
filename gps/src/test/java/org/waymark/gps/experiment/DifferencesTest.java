package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.gps.run.Tiny;

class DifferencesTest {
    private static String resolved(String... overrides) {
        return YamlBinder.write(YamlBinder.bind(Experiment.class, Tiny.text(), "tiny.yaml", List.of(overrides)));
    }

    @Test
    void theSameConfigurationsDoNotDiffer() {
        assertThat(Differences.between(resolved(), resolved())).isEmpty();
        assertThat(Differences.between("a: {b: [1, 2]}", "a:\n  b:\n  - 1\n  - 2\n"))
                .isEmpty();
    }

    @Test
    void aSettingIsFoundAgain() {
        assertThat(Differences.between(
                        resolved(), resolved("algorithm.iterations=9", "cost.1.weights=[1, 1, 0.1, 0.2]")))
                .containsExactlyInAnyOrder("cost.1.weights.3: 0.1 → 0.2", "algorithm.iterations: 3 → 9");
    }

    @Test
    void whatOneOfThemLacksIsNothing() {
        assertThat(Differences.between("a: 1\nb: []\n", "a: 1\nc: 2\n"))
                .containsExactly("b: empty → nothing", "c: nothing → 2");
    }
}
