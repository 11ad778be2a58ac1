package org.waymark.gps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that can be seen in the sources alone; paths are those of a checkout. */
class SourceRulesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern CATCHES_ALL =
            Pattern.compile("catch\\s*\\([^)]*\\b(Exception|RuntimeException|Throwable|Error)\\b");
    private static final Pattern CLEANS_UP_AND_GOES_ON_THROWING =
            Pattern.compile("catch\\s*\\(RuntimeException (\\w+)\\)\\s*\\{[^{}]*throw (\\1;|[^;]*,\\s*\\1\\);)");
    /** What a worker throws is thrown again on the caller's thread. */
    private static final List<Path> HANDS_OVER_TO_ANOTHER_THREAD = List.of(
            Path.of("sim/src/main/java/org/waymark/sim/Batch.java"),
            Path.of("lqr/src/main/java/org/waymark/lqr/derivative/WorkerThreads.java"));

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    /** With the annotations before it. */
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)(^@\\w+(\\((?:[^()]|\\([^()]*\\))*\\))?\\s+)*^public "
                    + "(?:(?:final|abstract|sealed|non-sealed|static) )*(?:class|interface|record|enum) (?<name>\\w+)");

    private static final Pattern PROPERTY_WITHOUT_SEED = Pattern.compile("(?m)^\\s*@Property\\b(?!\\([^)]*\\bseed = )");

    private static final int MOST_LINES = 500;

    private static List<Path> sources() throws IOException {
        return sources("src/main/java");
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(SourceRulesTest::javaFiles)
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> thatHave(Pattern pattern) throws IOException {
        return sources().stream()
                .filter(file -> pattern.matcher(withoutTemperedCatches(file)).find())
                .map(ROOT::relativize)
                .toList();
    }

    /** A catch that ends by throwing what it caught, or an exception with it as its cause, hides nothing. */
    private static String withoutTemperedCatches(Path file) {
        try {
            return CLEANS_UP_AND_GOES_ON_THROWING
                    .matcher(Files.readString(file))
                    .replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void findsTheSourcesOfAllModules() throws IOException {
        assertThat(sources().stream()
                        .map(file -> ROOT.relativize(file).getName(0).toString()))
                .contains("lqr", "dynamics", "sim", "distillation", "gps");
    }

    @Test
    void onlyTheCommandLineCatchesEverything() throws IOException {
        assertThat(thatHave(CATCHES_ALL))
                .allMatch(file -> file.toString().contains("/gps/cli/") || HANDS_OVER_TO_ANOTHER_THREAD.contains(file));
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertThat(thatHave(UNFINISHED)).isEmpty();
    }

    @Test
    void everyPublicTypeSaysWhatItIs() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : sources()) {
            String source = withoutTemperedCatches(file);
            Matcher type = PUBLIC_TYPE.matcher(source);
            while (type.find()) {
                if (!source.substring(0, type.start()).stripTrailing().endsWith("*/")) {
                    silent.add(ROOT.relativize(file) + ": " + type.group("name"));
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    /** A property that draws other cases each time may fail for somebody else. */
    @Test
    void propertiesHaveTheirSeeds() throws IOException {
        List<Path> withoutSeed = new ArrayList<>();
        for (Path file : sources("src/test/java")) {
            if (PROPERTY_WITHOUT_SEED.matcher(Files.readString(file)).find()) {
                withoutSeed.add(ROOT.relativize(file));
            }
        }
        assertThat(withoutSeed).isEmpty();
    }

    @Test
    void filesAreShort() throws IOException {
        List<Path> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            if (Files.readAllLines(file).size() > MOST_LINES) {
                tooLong.add(ROOT.relativize(file));
            }
        }
        assertThat(tooLong).isEmpty();
    }
}
