package org.waymark.gps.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waymark.gps.experiment.BuiltInExperiment;
import org.waymark.gps.experiment.Settings;

class BuiltInStudyTest {
    static List<BuiltInStudy> all() {
        return BuiltInStudy.all();
    }

    @Test
    void everyStudyThatIsThereIsListed() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(
                        BuiltInStudyTest.class.getResource("/org/waymark/gps/studies/peg-off-policy.yaml"))
                .toURI());
        try (Stream<Path> files = Files.list(folder.resolveSibling(""))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(BuiltInStudy.NAMES);
        }
    }

    /** Metrics, reductions and all settings of each variant are read strictly. */
    @ParameterizedTest
    @MethodSource("all")
    void isMadeOfExperimentsMetricsAndSettingsThatExist(BuiltInStudy one) {
        Study study = Studies.read(one.text());
        assertThat(study.study()).isEqualTo(one.name());
        StudyPlan plan = StudyPlan.of(
                study,
                name -> BuiltInExperiment.named(name).orElseThrow().file(),
                Settings.of(List.of("algorithm.klStep=0.9")),
                Optional.empty());
        assertThat(plan.size()).isGreaterThanOrEqualTo(3);
        assertThat(plan.cells())
                .allSatisfy(cell ->
                        assertThat(cell.experiment().algorithm().klStep()).isEqualTo(0.9));
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysInALineWhatItIs(BuiltInStudy one) {
        assertThat(one.text()).startsWith("# ");
        assertThat(one.description()).hasSizeBetween(20, 140).endsWith(".");
    }

    @Test
    void nearestForgivesMisspelling() {
        assertThat(BuiltInStudy.nearest("peg-bdamm")).isEqualTo("peg-badmm");
        assertThat(BuiltInStudy.named("peg-bdamm")).isEmpty();
    }

    @Test
    void theExampleInTheDocumentationIsOne() throws IOException {
        String page = Files.readString(Path.of("docs/studies.md"));
        Matcher example = Pattern.compile("(?s)```yaml\n(# Which.*?)```").matcher(page);
        assertThat(example.find()).isTrue();
        StudyPlan plan = StudyPlan.of(
                Studies.read(example.group(1)),
                name -> BuiltInExperiment.named(name).orElseThrow().file(),
                Settings.none(),
                Optional.empty());
        assertThat(plan.size()).isEqualTo(15);
        for (RecordComponent key : Study.class.getRecordComponents()) {
            assertThat(page).contains("| `" + key.getName() + "` |");
        }
    }
}
