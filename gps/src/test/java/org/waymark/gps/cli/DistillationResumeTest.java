package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

/** A distillation, in every state that a stop or a meddler can leave it in. */
class DistillationResumeTest {
    private static final int ITERATIONS = 30;
    private static final List<String> TASKS = List.of("near", "far");
    private static final String LAST = "checkpoints/checkpoint-0030.bin";
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-Xmx256m");

    @TempDir
    private static Path runs;

    private static Path whole;

    @TempDir
    private Path temp;

    @BeforeAll
    static void distil() throws IOException {
        for (String task : TASKS) {
            String text = Tiny.text().replace("iterations: 3", "iterations: 1");
            Path file = Files.writeString(
                    runs.resolve(task + ".yaml"),
                    task.equals("far") ? text.replace("horizon: 15", "horizon: 10") : text);
            assertThat(Waymark.run("train", file, "--out", runs.resolve(task)).code())
                    .isZero();
        }
        whole = runs.resolve("whole");
        Waymark said = Waymark.run(distillation(whole));
        assertThat(said.code()).as(said.err()).isZero();
    }

    private static Object[] distillation(Path out) {
        List<Object> words = new ArrayList<>(List.of("distill", runs.resolve("near"), runs.resolve("far")));
        words.addAll(List.of("--out", out, "--student", "4", "--steps", 10, "--rollouts", 2, "--threads", 1));
        words.addAll(List.of("--iterations", ITERATIONS, "--mixture", "0.5"));
        return words.toArray();
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the distillation that was killed before it had written its summary. */
    private Path killed(String name) throws IOException {
        Path copy = temp.resolve(name);
        copy(whole, copy);
        replace(copy.resolve(RunFolder.SUMMARY), "\"done\"", "\"running\"");
        return copy;
    }

    private static void replace(Path file, String what, String by) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void assertSame(Path run) throws IOException {
        assertThat(Timeless.metrics(run)).isEqualTo(Timeless.metrics(whole));
        assertThat(Timeless.summary(run)).isEqualTo(Timeless.summary(whole));
        List<String> files = new ArrayList<>(List.of(LAST, "checkpoints/checkpoint-0029.bin", RunFolder.DISTILLATION));
        for (String task : TASKS) {
            for (String file : List.of("policy/policy.npz", "policy/last.npz", "policy/policy.onnx", "config.yaml")) {
                files.add(task + "/" + file);
            }
            files.add(task + "/" + RunFolder.SUMMARY);
        }
        for (String file : files) {
            assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(run.resolve(RunFolder.CHECKPOINTS).toFile().list()).hasSize(2);
        assertThat(Files.readAllLines(run.resolve(RunFolder.METRICS_CSV))).hasSize(ITERATIONS + 1);
    }

    private static Waymark resumed(Path run) throws IOException {
        Waymark said = Waymark.run("distill", "--resume", run, "--threads", 2);
        assertThat(said.code()).as(said.err()).isZero();
        assertSame(run);
        return said;
    }

    @Test
    void whatIsMissingIsMadeAgain() throws IOException {
        Path run = killed("run");
        Files.delete(run.resolve(LAST));
        Files.delete(run.resolve("far/summary.json"));
        Files.writeString(run.resolve("near/policy/policy.npz"), "garbage");
        delete(run.resolve("far/policy"));
        assertThat(resumed(run).err()).contains("goes on with iteration 30 of 30", "near ", "far ");
        Path begun = killed("begun");
        delete(begun.resolve(RunFolder.CHECKPOINTS));
        assertThat(resumed(begun).err()).contains("goes on with iteration 1 of 30");
    }

    @Test
    void aFinishedOneSaysSo() throws IOException {
        Waymark said = Waymark.run("distill", "--resume", whole);
        assertThat(said.code()).isZero();
        assertThat(said.err()).contains("is finished");
        assertThat(said.out()).contains("done", "return in near", "of the teacher's", whole.toString());
        ObjectNode summary = (ObjectNode)
                new ObjectMapper().readTree(whole.resolve(RunFolder.SUMMARY).toFile());
        assertThat(Waymark.run("distill", "--resume", whole, "--json").json())
                .isEqualTo(summary.put("out", whole.toString()));
    }

    private static void assertRefused(Path run, String... words) throws IOException {
        byte[] metrics = Files.readAllBytes(run.resolve(RunFolder.METRICS));
        Waymark said = Waymark.run("distill", "--resume", run);
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains(words);
        assertThat(said.err().lines()).hasSize(1);
        assertThat(run.resolve(RunFolder.METRICS)).hasBinaryContent(metrics);
    }

    @Test
    void teachersMustBeAsTheyWere() throws IOException {
        Path out = temp.resolve("out");
        Path teacher = temp.resolve("teacher");
        copy(runs.resolve("near"), teacher);
        assertThat(Waymark.run("distill", teacher, "--out", out, "--iterations", 1, "--steps", 5)
                        .code())
                .isZero();
        replace(out.resolve(RunFolder.SUMMARY), "\"done\"", "\"running\"");
        replace(teacher.resolve(RunFolder.CONFIG), "horizon: 15", "horizon: 14");
        assertRefused(out, out.toString(), "its teacher " + teacher, "another policy or experiment");
        replace(teacher.resolve(RunFolder.CONFIG), "horizon: 14", "horizon: 15");
        Path policy = teacher.resolve("policy/policy.npz");
        Files.copy(runs.resolve("far/policy/policy.npz"), policy, StandardCopyOption.REPLACE_EXISTING);
        assertRefused(out, out.toString(), "its teacher " + teacher, "another policy or experiment");
        Files.delete(policy);
        assertRefused(out, out.toString(), teacher.toString(), "no policy");
        delete(teacher);
        assertRefused(out, out.toString(), teacher + ": there is no such run folder");
        copy(runs.resolve("near"), teacher);
        assertThat(Waymark.run("distill", "--resume", out).code()).isZero();
    }

    @Test
    void whatCannotGoOn() throws IOException {
        Path run = killed("run");
        replace(run.resolve(RunFolder.DISTILLATION), "seed: 1", "seed: 2");
        assertRefused(run, "distillation.yaml is not the one", "begin anew");
        Path version = killed("version");
        replace(version.resolve(RunFolder.META), "\"waymark\" : \"", "\"waymark\" : \"0.0.");
        assertRefused(version, "was begun by waymark 0.0.", "only the version that began a run");
        assertRefused(runs.resolve("near"), "is no distillation", "waymark train --resume");
        Path part = killed("part");
        delete(part.resolve("far"));
        assertRefused(part, part.resolve("far") + ": there is no such run folder");
        String picture = temp.resolve("film.gif").toString();
        for (String command : List.of("train --resume", "eval", "export --out " + picture, "render -o " + picture)) {
            List<Object> words = new ArrayList<>(List.of((Object[]) command.split(" ")));
            words.add(whole);
            Waymark said = Waymark.run(words.toArray());
            assertThat(said.code()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains(whole + ": is a distillation");
        }
        Waymark inPart = Waymark.run("train", "--resume", whole.resolve("near"));
        assertThat(inPart.code()).isEqualTo(ExitCode.USAGE);
        assertThat(inPart.err()).contains("one task of a distillation");
        Waymark over = Waymark.run("train", runs.resolve("near.yaml"), "--out", whole, "--overwrite");
        assertThat(over.code()).isEqualTo(ExitCode.USAGE);
        assertThat(over.err()).contains("holds a distillation", "give another folder");
    }

    @Test
    void whatDoesNotGoWithIt() {
        for (List<Object> more : List.<List<Object>>of(
                List.of(runs.resolve("near")),
                List.of("--out", temp.resolve("else")),
                List.of("--seed", 2),
                List.of("--heads"),
                List.of("--steps", 7))) {
            Object[] words = Stream.concat(Stream.of("distill", "--resume", whole), more.stream())
                    .toArray();
            Waymark said = Waymark.run(words);
            assertThat(said.code()).as(more.toString()).isEqualTo(ExitCode.USAGE);
            assertThat(said.err()).contains("--resume: takes no");
        }
        assertThat(Waymark.run("distill", "--resume", temp.resolve("nowhere")).err())
                .contains("there is no such run folder");
    }

    @Test
    void hasAReport() throws IOException {
        Path page = temp.resolve("page.html");
        assertThat(Waymark.run("report", whole, "--out", page).code()).isZero();
        assertThat(page).hasSameTextualContentAs(whole.resolve(RunFolder.REPORT));
        assertThat(page)
                .content()
                .contains("near, far · distillation · seed 1", "Return in each task", "Cost in near", "Cost in far")
                .contains("return in near", "steps: 10")
                .doesNotContain("NaN");
        Path other = killed("other");
        Path both = temp.resolve("both.html");
        assertThat(Waymark.run("report", whole, other, "--out", both).code()).isZero();
        assertThat(both).content().contains("Return of the student", "return in far");
        Waymark part = Waymark.run("report", whole.resolve("near"));
        assertThat(part.code()).isEqualTo(ExitCode.USAGE);
        assertThat(part.err()).contains("one task of a distillation");
        assertThat(whole.resolve(RunFolder.TENSORBOARD)).isNotEmptyDirectory();
    }

    private static long lines(Path run) throws IOException {
        Path metrics = run.resolve(RunFolder.METRICS);
        return Files.exists(metrics)
                ? Files.readString(metrics).chars().filter(c -> c == '\n').count()
                : 0;
    }

    @Test
    @Timeout(180)
    @DisabledOnOs(OS.WINDOWS)
    void sameNumbersHoweverOftenItIsKilled() throws IOException, InterruptedException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Path run = temp.resolve("run");
        int kills = 0;
        for (int i = 0; i < 5; i++) {
            long enough = lines(run) + random.nextInt(4);
            Object[] words = Files.exists(run)
                    ? new Object[] {"distill", "--resume", run, "--threads", 1 + i % 2}
                    : distillation(run);
            Process process = Child.start(temp, List.of(), QUICK, words);
            try {
                while (process.isAlive() && lines(run) <= enough) {
                    Thread.sleep(2);
                }
                TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
            } finally {
                process.destroyForcibly();
            }
            kills += process.waitFor() == 0 ? 0 : 1;
        }
        assertThat(kills).isPositive();
        resumed(run);
    }

    @Test
    @Timeout(120)
    @DisabledOnOs(OS.WINDOWS)
    void sameNumbersAfterCtrlC() throws IOException, InterruptedException {
        Path run = temp.resolve("run");
        Process process = Child.start(temp, Child.receptiveToInterrupts(), QUICK, distillation(run));
        try {
            while (lines(run) < 3 && process.isAlive()) {
                Thread.sleep(2);
            }
            Child.signal(process, "STOP");
            Waymark refused = Waymark.run("distill", "--resume", run);
            assertThat(refused.err()).contains("still going, in another process");
            Child.signal(process, "INT");
            Child.signal(process, "CONT");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(temp.resolve("stderr")).content().contains("'waymark distill --resume " + run + "' goes on");
        assertThat(run.resolve(RunFolder.SUMMARY)).content().contains("\"interrupted\"", "\"teacher\"");
        assertThat(Waymark.run("eval", run.resolve("near")).code()).isZero();
        resumed(run);
    }

    @Test
    @Timeout(120)
    @DisabledOnOs(OS.WINDOWS)
    void sameNumbersAfterAFullDisk() throws IOException, InterruptedException {
        Path run = temp.resolve("run");
        // blocks of 512 bytes: the metrics are the first to have no room
        List<String> limited = List.of("sh", "-c", "ulimit -f 20; exec \"$@\"", "sh");
        Process process = Child.start(temp, limited, QUICK, distillation(run));
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.FAILED);
        assertThat(temp.resolve("stderr")).content().contains("the run failed", "cannot be written");
        assertThat(lines(run)).isLessThan(ITERATIONS);
        resumed(run);
    }
}
