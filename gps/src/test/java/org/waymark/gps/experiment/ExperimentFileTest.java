package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waymark.gps.run.Tiny;

class ExperimentFileTest {
    private static final ExperimentFile TINY = new ExperimentFile("tiny", Tiny.text(), "tiny.yaml", Path.of("there"));

    record Group(Settings set) {}

    private static Settings group(String yaml) {
        return YamlBinder.bind(Group.class, "set:\n" + yaml.indent(2), "group.yaml", List.of())
                .set();
    }

    @Test
    void withoutSettingsItIsTheFile() {
        assertThat(TINY.bind(List.of()))
                .usingRecursiveComparison()
                .isEqualTo(YamlBinder.bind(Experiment.class, Tiny.text(), "tiny.yaml", List.of()));
    }

    @Test
    void laterSettingsWin() {
        Settings first = group("algorithm.iterations: 5\nalgorithm.klStep: 0.5\n");
        Settings second = Settings.of(List.of("algorithm.iterations=6", "algorithm.iterations=7"));
        Experiment bound = TINY.bind(List.of(first, second));
        assertThat(bound.algorithm().iterations()).isEqualTo(7);
        assertThat(bound.algorithm().klStep()).isEqualTo(0.5);
        assertThat(TINY.bind(List.of(second, first)).algorithm().iterations()).isEqualTo(5);
    }

    @Test
    void aGroupTakesThePlaceOfAllThatStoodThere() {
        Experiment bound = TINY.bind(List.of(group("policy: {steps: 7}\n")));
        assertThat(bound.policy().steps()).isEqualTo(7);
        assertThat(bound.policy().hidden())
                .isNotEqualTo(TINY.bind(List.of()).policy().hidden());
    }

    @Test
    void anErrorIsAtThePlaceOfTheSetting() {
        assertThatThrownBy(() -> TINY.bind(List.of(group("task.horizon: 15\nalgorithm.iteratons: 5\n"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("algorithm.iteratons: unknown key, did you mean algorithm.iterations?")
                .hasMessageContaining("(group.yaml, line 3)");
        assertThatThrownBy(() -> TINY.bind(List.of(group("algorithm.klStep: -1\n"))))
                .hasMessage("algorithm.klStep: expected > 0, found -1.0 (group.yaml, line 2)");
    }

    @Test
    void aRelativeModelIsLookedForWhereItWasNamed() {
        ExperimentFile peg = new ExperimentFile(
                "peg",
                BuiltInExperiment.named("pr2-peg").orElseThrow().text().replace("horizon:", "model: a.xml\n  horizon:"),
                "peg.yaml",
                Path.of("file"));
        Settings group = group("task.model: b.xml\n").in(Path.of("study"));
        Settings typed = Settings.of(List.of("task.model=c.xml"));
        assertThat(model(peg)).isEqualTo(absolute("file/a.xml"));
        assertThat(model(peg, group)).isEqualTo(absolute("study/b.xml"));
        assertThat(model(peg, group, typed)).isEqualTo(absolute("c.xml"));
        assertThat(model(peg, Settings.of(List.of("task.horizon=7")))).isEqualTo(absolute("file/a.xml"));
        assertThat(model(peg, Settings.of(List.of("task.model=door")))).isEqualTo("door");
        assertThat(model(peg, Settings.of(List.of("task.model=/d/e.xml")))).isEqualTo(absolute("/d/e.xml"));
    }

    private static String model(ExperimentFile file, Settings... settings) {
        return file.bind(List.of(settings)).task().model().orElseThrow();
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    @Test
    void aForbiddenSettingIsFound() {
        assertThatThrownBy(() -> group("seed: 3\n").requireAbsent("seed", "is not yours"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("seed: is not yours (group.yaml, line 2)");
        group("evaluation.seed: 3\n").requireAbsent("seed", "is not yours");
    }
}
