package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

/** What a run left, in every state that a stop, a torn file or a meddler can leave it in. */
class ResumeTest {
    private static final int ITERATIONS = 4;
    private static final String LAST = "checkpoints/checkpoint-0004.bin";
    private static final String BEFORE = "checkpoints/checkpoint-0003.bin";

    @TempDir
    private Path temp;

    private Path tiny;
    private Path whole;

    @BeforeEach
    void train() throws IOException {
        tiny = Files.writeString(
                temp.resolve("tiny.yaml"), Tiny.text().replace("iterations: 3", "iterations: " + ITERATIONS));
        whole = temp.resolve("whole");
        // so wide a step that there are warnings to count
        Waymark said = Waymark.run(
                "train", tiny, "--out", whole, "--set", "algorithm.minDeviation=1", "--set", "algorithm.klStep=1e6");
        assertThat(said.code()).as(said.err()).isZero();
    }

    /** A copy of the run that was killed before it had written its summary. */
    private Path killed(String name) throws IOException {
        Path copy = temp.resolve(name);
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(whole.relativize(file).toString()));
            }
        }
        Path summary = copy.resolve(RunFolder.SUMMARY);
        Files.writeString(summary, Files.readString(summary).replace("\"done\"", "\"running\""));
        return copy;
    }

    private Waymark resumed(Path run) throws IOException {
        Waymark said = Waymark.run("train", "--resume", run, "--threads", 2);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(Timeless.metrics(run)).isEqualTo(Timeless.metrics(whole));
        assertThat(Timeless.summary(run)).isEqualTo(Timeless.summary(whole));
        for (String file :
                List.of(LAST, BEFORE, "policy/policy.npz", "policy/last.npz", "policy/policy.onnx", "config.yaml")) {
            assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(run.resolve(RunFolder.CHECKPOINTS).toFile().list()).hasSize(2);
        return said;
    }

    private static void tear(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static String csv(Path run) {
        try {
            return Files.readString(run.resolve(RunFolder.METRICS_CSV));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void afterTheLastIterationOnlyTheSummaryIsMissing() throws IOException {
        Path run = killed("run");
        String metrics = Files.readString(run.resolve(RunFolder.METRICS));
        assertThat(resumed(run).err()).doesNotContain("warning", "taken");
        assertThat(run.resolve(RunFolder.METRICS)).hasContent(metrics);
        assertThat(csv(run)).isEqualTo(csv(whole));
        assertThat(whole.resolve(RunFolder.METRICS_CSV)).content().hasLineCount(ITERATIONS + 1);
    }

    @Test
    void aTornCheckpointIsLeftOutAndThatIsSaid() throws IOException {
        Path run = killed("run");
        tear(run.resolve(LAST));
        Waymark said = resumed(run);
        assertThat(said.err())
                .contains(LAST, "torn", "the checkpoint before is taken, of iteration 3", "goes on with iteration 4");
    }

    @Test
    void damagedAndEmptyCheckpointsLikewise() throws IOException {
        Path flipped = killed("flipped");
        byte[] bytes = Files.readAllBytes(flipped.resolve(LAST));
        bytes[bytes.length / 2] ^= 1;
        Files.write(flipped.resolve(LAST), bytes);
        assertThat(resumed(flipped).err()).contains(LAST, "damaged", "of iteration 3");
        // as some file systems leave a file after a power failure
        Path zeros = killed("zeros");
        Files.write(zeros.resolve(LAST), new byte[bytes.length]);
        assertThat(resumed(zeros).err()).contains(LAST, "not written by this program", "of iteration 3");
    }

    @Test
    void withoutAnyGoodCheckpointItBeginsAgain() throws IOException {
        Path torn = killed("torn");
        tear(torn.resolve(LAST));
        tear(torn.resolve(BEFORE));
        assertThat(resumed(torn).err())
                .contains(LAST, BEFORE, "there is no other checkpoint", "goes on with iteration 1 of 4");
        Path none = killed("none");
        Files.delete(none.resolve(LAST));
        Files.delete(none.resolve(BEFORE));
        Files.delete(none.resolve(RunFolder.CHECKPOINTS));
        assertThat(resumed(none).err())
                .contains("goes on with iteration 1 of 4")
                .doesNotContain("checkpoint");
    }

    @Test
    void halfALineIsDropped() throws IOException {
        Path run = killed("run");
        Path metrics = run.resolve(RunFolder.METRICS);
        String text = Files.readString(metrics);
        // of the next iteration: nothing is lost
        Files.writeString(metrics, text + text.substring(0, 100));
        assertThat(resumed(run).err()).doesNotContain("left out");
        // of the last one: its checkpoint counts no more
        Files.writeString(metrics, text.substring(0, text.length() - 10));
        Files.writeString(run.resolve(RunFolder.SUMMARY), "{");
        assertThat(resumed(run).err())
                .contains(LAST + ": is left out", "only 3 whole lines", "of iteration 3", "goes on with iteration 4");
    }

    @Test
    void withoutMetricsItBeginsAgain() throws IOException {
        Path run = killed("run");
        Files.delete(run.resolve(RunFolder.METRICS));
        assertThat(resumed(run).err()).contains("goes on with iteration 1");
    }

    @Test
    void whatCanBeMadeAgainIsMadeAgain() throws IOException {
        Path run = killed("run");
        for (String file : List.of("policy/policy.npz", "policy/last.npz", "policy/policy.onnx", "metrics.csv")) {
            Files.writeString(run.resolve(file), "garbage");
        }
        Files.delete(run.resolve(RunFolder.REPORT));
        Files.writeString(run.resolve("checkpoints/checkpoint-0005.bin.part"), "half");
        Files.copy(run.resolve(BEFORE), run.resolve("checkpoints/checkpoint-0001.bin"));
        resumed(run);
        assertThat(csv(run)).isEqualTo(csv(whole));
        assertThat(run.resolve(RunFolder.REPORT)).isNotEmptyFile();
    }

    @Test
    void timesGoOn() throws IOException {
        Path run = killed("run");
        tear(run.resolve(LAST));
        double before = elapsed(run, 2);
        resumed(run);
        assertThat(elapsed(run, 2)).isEqualTo(before);
        assertThat(elapsed(run, 3)).isGreaterThan(before);
        Map<?, ?> summary =
                new ObjectMapper().readValue(run.resolve(RunFolder.SUMMARY).toFile(), Map.class);
        assertThat((Double) summary.get("wallSeconds")).isGreaterThanOrEqualTo(elapsed(run, 3));
        double rollouts = 0;
        for (String line : Files.readAllLines(run.resolve(RunFolder.METRICS))) {
            rollouts += new ObjectMapper().readTree(line).get("time/rollouts").doubleValue();
        }
        // nanoseconds are counted in whole ones
        assertThat((Double) ((Map<?, ?>) summary.get("seconds")).get("rollouts"))
                .isCloseTo(rollouts, org.assertj.core.data.Offset.offset(1e-7));
        assertThat(run.resolve(RunFolder.META)).content().contains("resumed", "after iteration 3");
    }

    private static double elapsed(Path run, int line) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readAllLines(run.resolve(RunFolder.METRICS)).get(line))
                .get("time/elapsed")
                .doubleValue();
    }

    @Test
    void aFinishedRunSaysSo() throws IOException {
        Waymark said = Waymark.run("train", "--resume", whole);
        assertThat(said.code()).isZero();
        assertThat(said.err()).contains("is finished");
        assertThat(said.out()).contains("status", "done", whole.toString());
        Waymark json = Waymark.run("train", "--resume", whole, "--json", "--require", "iterations>=5");
        assertThat(json.json().get("iterations").intValue()).isEqualTo(ITERATIONS);
        assertThat(json.json().get("warnings").intValue()).isPositive();
        assertThat(json.code()).isEqualTo(ExitCode.BELOW_REQUIREMENT);
    }

    private static void assertRefused(Path run, String... words) throws IOException {
        byte[] metrics = Files.readAllBytes(run.resolve(RunFolder.METRICS));
        Waymark said = Waymark.run("train", "--resume", run);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(words);
        assertThat(said.err().lines()).hasSize(1);
        assertThat(run.resolve(RunFolder.METRICS)).hasBinaryContent(metrics);
    }

    @Test
    void whatAnotherVersionBeganIsRefused() throws IOException {
        Path run = killed("version");
        replace(run.resolve(RunFolder.META), "\"waymark\" : \"", "\"waymark\" : \"0.0.");
        assertRefused(run, "was begun by waymark 0.0.", "only the version that began a run");
        Path format = killed("format");
        byte[] bytes = Files.readAllBytes(format.resolve(LAST));
        bytes[11] = 99;
        Files.write(format.resolve(LAST), bytes);
        assertRefused(format, LAST, "version 99");
    }

    @Test
    void aChangedConfigurationIsRefused() throws IOException {
        Path run = killed("run");
        replace(run.resolve(RunFolder.CONFIG), "seed: 1", "seed: 2");
        assertRefused(run, "config.yaml is not the one", "begin a new run");
    }

    @Test
    void anotherBuildIsAllowedButSaid() throws IOException {
        Path run = killed("run");
        replace(run.resolve(RunFolder.META), "\"kernels\" : \"", "\"kernels\" : \"other ");
        assertThat(resumed(run).err()).contains("begun with kernels other", "may differ");
    }

    @Test
    void whatDoesNotGoWithIt() {
        for (List<Object> more : List.<List<Object>>of(
                List.of(tiny),
                List.of("--out", temp.resolve("else")),
                List.of("--overwrite"),
                List.of("--seed", 2),
                List.of("--set", "algorithm.iterations=9"))) {
            Object[] words = Stream.concat(Stream.of("train", "--resume", whole), more.stream())
                    .toArray();
            Waymark said = Waymark.run(words);
            assertThat(said.code()).as(more.toString()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains("--resume: takes no");
        }
        assertThat(Waymark.run("train", "--resume", temp.resolve("nowhere")).err())
                .contains("there is no such run folder");
    }

    private static void replace(Path file, String what, String by) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }
}
