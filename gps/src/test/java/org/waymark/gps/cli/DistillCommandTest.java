package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

class DistillCommandTest {
    @TempDir
    private static Path runs;

    private static Path points;
    private static Path pendulum;

    @TempDir
    private Path temp;

    @BeforeAll
    static void train() throws IOException {
        Path tiny = Files.writeString(runs.resolve("tiny.yaml"), Tiny.text());
        points = runs.resolve("points");
        pendulum = runs.resolve("swing");
        assertThat(Waymark.run("train", tiny, "--out", points).code()).isEqualTo(ExitCode.DONE);
        assertThat(Waymark.run(
                                "train",
                                "pendulum",
                                "--out",
                                pendulum,
                                "--set",
                                "algorithm.iterations=1",
                                "--set",
                                "task.horizon=20")
                        .code())
                .isEqualTo(ExitCode.DONE);
    }

    private static Waymark distil(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("distill", points, pendulum, "--out", out));
        words.addAll(List.of("--student", "12,8", "--steps", 200, "--iterations", 2, "--rollouts", 3));
        words.addAll(List.of(more));
        return Waymark.run(words.toArray());
    }

    private static JsonNode summary(Path out) throws IOException {
        return new ObjectMapper().readTree(out.resolve(RunFolder.SUMMARY).toFile());
    }

    @Test
    void leavesAStudentWithARunFolderForEachTask() throws IOException {
        Path out = temp.resolve("both");
        Waymark said = distil(out);
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.err().lines()).hasSize(2).allMatch(line -> line.contains("tiny") && line.contains("pendulum"));
        assertThat(said.out()).contains("return in tiny", "return in pendulum", "parameters", out.toString());
        assertThat(Files.readAllLines(out.resolve(RunFolder.METRICS))).hasSize(2);
        assertThat(out.resolve(RunFolder.DISTILLATION)).content().contains("hidden: [12, 8]", "rollouts: 3");
        JsonNode summary = summary(out);
        // two tasks of 15 and 20 steps, three rollouts, two iterations; 4 inputs, 12 and 8 units, 2 + 1 controls
        assertThat(summary.get("environmentSteps").asInt()).isEqualTo(2 * 3 * (15 + 20));
        assertThat(summary.at("/student/parameters").asInt()).isEqualTo(4 * 12 + 12 + 12 * 8 + 8 + 9 * 3);
        assertThat(summary.at("/tasks/tiny/teacher/run").asText()).isEqualTo(points.toString());
        for (String task : List.of("tiny", "pendulum")) {
            assertThat(out.resolve(task).resolve("policy/policy.onnx")).isNotEmptyFile();
            JsonNode judged = Waymark.run("eval", out.resolve(task), "--json").json();
            // the saved policy is the student that was judged, but for the rounding of nothing at all
            assertThat(judged.at("/policy/cost").asDouble())
                    .isEqualTo(summary.at("/tasks/" + task + "/policy/cost").asDouble());
        }
        double teacher =
                Waymark.run("eval", points, "--json").json().at("/policy/cost").asDouble();
        assertThat(summary.at("/tasks/tiny/teacher/cost").asDouble()).isEqualTo(teacher);
    }

    @Test
    void aStudentTeaches() throws IOException {
        Path first = temp.resolve("first");
        Path second = temp.resolve("second");
        assertThat(distil(first).code()).isEqualTo(ExitCode.DONE);
        assertThat(Waymark.run(
                                "distill",
                                first.resolve("tiny"),
                                points,
                                "--out",
                                second,
                                "--iterations",
                                1,
                                "--steps",
                                50)
                        .code())
                .isEqualTo(ExitCode.DONE);
        assertThat(summary(second).get("tasks").fieldNames()).toIterable().containsExactly("tiny", "tiny-2");
    }

    @Test
    void returnsAreRelativeToDoingNothing() throws IOException {
        JsonNode said = distil(temp.resolve("out"), "--task-input", "--json").json();
        JsonNode tiny = said.at("/tasks/tiny");
        double idle = tiny.at("/idle/cost").asDouble();
        double expected = (idle - tiny.at("/policy/cost").asDouble())
                / (idle - tiny.at("/teacher/cost").asDouble());
        assertThat(tiny.get("return").asDouble()).isCloseTo(expected, within(1e-12));
        assertThat(said.at("/student/kind").asText()).isEqualTo("task-input");
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() throws IOException {
        Path one = temp.resolve("one");
        Path two = temp.resolve("two");
        distil(one, "--threads", 1, "--mixture", "0.5");
        distil(two, "--threads", 2, "--mixture", "0.5");
        for (String task : List.of("tiny", "pendulum")) {
            assertThat(Files.readAllBytes(two.resolve(task).resolve("policy/policy.npz")))
                    .isEqualTo(Files.readAllBytes(one.resolve(task).resolve("policy/policy.npz")));
        }
    }

    @Test
    void optionsChangeTheStudent() throws IOException {
        byte[] plain = student("plain");
        assertThat(student("again")).isEqualTo(plain);
        for (String[] option : new String[][] {
            {"--seed", "2"},
            {"--on", "teacher"},
            {"--mixture", "0.5"},
            {"--noise", "0.5"},
            {"--activation", "tanh"},
            {"--task-input"}
        }) {
            assertThat(student(String.join("", option), (Object[]) option)).isNotEqualTo(plain);
        }
    }

    private byte[] student(String name, Object... more) throws IOException {
        Path out = temp.resolve(name);
        assertThat(distil(out, more).code()).isEqualTo(ExitCode.DONE);
        return Files.readAllBytes(out.resolve("tiny/policy/policy.npz"));
    }

    private void assertRefused(Waymark said, String... words) {
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err().lines().findFirst().orElseThrow()).contains(words);
        assertThat(said.out()).isEmpty();
        assertThat(temp.resolve("out")).doesNotExist();
    }

    @Test
    void refusesTeachersThatASingleHeadCannotTake() throws IOException {
        Path out = temp.resolve("out");
        assertRefused(
                distil(out, "--single-head"), pendulum.toString(), "has 1 controls", points.toString(), "single head");
        Path blind = temp.resolve("blind");
        Path file = Files.writeString(
                temp.resolve("blind.yaml"),
                Tiny.text().replace("  success:", "  observation: {entries: [2, 3, 0, 1]}\n  success:"));
        assertThat(Waymark.run("train", file, "--out", blind).code()).isEqualTo(ExitCode.DONE);
        assertRefused(
                Waymark.run("distill", points, blind, "--single-head", "--out", out), blind.toString(), "observes");
    }

    @Test
    void refusesFoldersThatCannotTeach() throws IOException {
        Path out = temp.resolve("out");
        assertRefused(
                Waymark.run("distill", temp.resolve("none"), "--out", out), "none", "there is no such run folder");
        assertRefused(Waymark.run("distill", temp, "--out", out), temp.toString(), "no run folder");
        Path local = temp.resolve("local");
        Path tiny = runs.resolve("tiny.yaml");
        assertThat(Waymark.run("train", tiny, "--out", local, "--set", "algorithm.name=local-only")
                        .code())
                .isEqualTo(ExitCode.DONE);
        assertRefused(Waymark.run("distill", points, local, "--out", out), local.toString(), "no policy");
        Path old = temp.resolve("old");
        assertThat(Waymark.run("train", tiny, "--out", old).code()).isEqualTo(ExitCode.DONE);
        Path meta = old.resolve(RunFolder.META);
        Files.writeString(meta, Files.readString(meta).replaceFirst("(\"waymark\" : )\"[^\"]*\"", "$1\"0.0.7\""));
        assertRefused(Waymark.run("distill", points, old, "--out", out), old.toString(), "made by waymark 0.0.7");
    }

    @Test
    void refusesATeacherThatDoesNotFitItsOwnTask() throws IOException {
        Path odd = temp.resolve("odd");
        Path tiny = runs.resolve("tiny.yaml");
        assertThat(Waymark.run("train", tiny, "--out", odd).code()).isEqualTo(ExitCode.DONE);
        Files.copy(
                pendulum.resolve("policy/policy.npz"),
                odd.resolve("policy/policy.npz"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertRefused(
                Waymark.run("distill", points, odd, "--out", temp.resolve("out")),
                odd.toString(),
                "expected 2 controls, as its task has, found 1");
    }

    @Test
    void refusesOptionsThatMeanNothing() throws IOException {
        Path out = temp.resolve("out");
        assertRefused(distil(out, "--noise", -1), "noise", "-1");
        assertRefused(distil(out, "--mixture", 2), "teacherShare", "2.0");
        assertRefused(distil(out, "--mixture", 0.5, "--on", "teacher"), "--mixture", "--on student");
        assertRefused(distil(out, "--on", "both"), "--on", "both");
        assertRefused(distil(out, "--heads", "--task-input"), "--heads", "--task-input");
        assertRefused(distil(out, "--activation", "elu"), "student.activation", "ELU");
        assertRefused(distil(out, "--threads", 0), "--threads", "0");
        for (String option : List.of("--iterations", "--rollouts", "--steps", "--student")) {
            assertRefused(
                    Waymark.run("distill", points, "--out", out, option, 0),
                    option.substring(2).replace("student", "hidden"),
                    "0");
        }
        assertRefused(Waymark.run("distill", "--out", out), "TEACHER");
        assertRefused(Waymark.run("distill", points), "--out");
        Path taken = Files.createDirectory(temp.resolve("taken"));
        assertRefused(distil(taken), "--out", taken.toString(), "exists already");
        assertThat(taken).isEmptyDirectory();
    }
}
