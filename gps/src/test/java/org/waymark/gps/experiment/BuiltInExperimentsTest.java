package org.waymark.gps.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments that come with Waymark are well formed, and their resolved configurations read back equal. */
class BuiltInExperimentsTest {
    static List<Path> experiments() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(
                        BuiltInExperimentsTest.class.getResource("/org/waymark/gps/experiments/pr2-peg.yaml"))
                .toURI());
        try (Stream<Path> files = Files.list(folder.resolveSibling(""))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void bindsAndReadsBackEqual(Path file) throws IOException {
        Experiment experiment = YamlBinder.bind(Experiment.class, Files.readAllBytes(file), file.toString(), List.of());
        String written = YamlBinder.write(experiment);
        Experiment again = YamlBinder.bind(Experiment.class, written, "config.yaml", List.of());
        assertThat(again).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(experiment);
        assertThat(YamlBinder.write(again)).isEqualTo(written);
    }
}
