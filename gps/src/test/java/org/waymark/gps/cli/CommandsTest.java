package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.experiment.BuiltInExperiment;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

class CommandsTest {
    @TempDir
    private Path temp;

    private Path tiny;

    @BeforeEach
    void place() throws IOException {
        tiny = Files.writeString(temp.resolve("tiny.yaml"), Tiny.text());
    }

    private static List<ObjectNode> timeless(Path run) throws IOException {
        return Timeless.metrics(run);
    }

    @Test
    void trainAnswersOnStdoutAndReportsOnStderr() {
        Path out = temp.resolve("run");
        Waymark said = Waymark.run("train", tiny, "--out", out);
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("status", "done", "success of the policy", out.toString());
        assertThat(said.err().lines()).hasSize(4); // head and three iterations
        assertThat(said.err()).contains("iter", "kl/bound");
    }

    @Test
    void warningsAreToldBelowTheirIterations() {
        Path out = temp.resolve("run");
        Waymark said = Waymark.run(
                "train",
                tiny,
                "--out",
                out,
                "--set",
                "algorithm.minDeviation=1",
                "--set",
                "algorithm.klStep=1e6",
                "--require",
                "warnings<=0");
        List<String> lines = said.err().lines().toList();
        for (int i = 0; i < 3; i++) {
            assertThat(lines.get(2 * i + 1)).startsWith("   " + (i + 1));
            assertThat(lines.get(2 * i + 2))
                    .contains("warning: controllers lost their exploration", "cluster 0", "cluster 1");
        }
        assertThat(said.out()).contains("warnings", "6, see metrics.jsonl");
        assertThat(said.code()).isEqualTo(ExitCode.BELOW_REQUIREMENT);
    }

    @Test
    void warningsDoNotGetLostInTheBar() {
        StringWriter err = new StringWriter();
        BarProgress bar = new BarProgress(new PrintWriter(err), 3, LineProgress::words);
        bar.phaseBegins(2, Phase.EVALUATE);
        bar.warned(2, List.of(new Warning(Warning.Kind.LARGE_ETA, OptionalInt.of(4), OptionalInt.empty(), 5000)));
        String line = "iteration 2: warning: eta is above 1000: cluster 4 (5000)" + System.lineSeparator();
        // on a line of its own, and the bar below it
        assertThat(err.toString()).contains("\r\u001b[K" + line).endsWith("\u001b[K");
        assertThat(err.toString().indexOf("[========>", err.toString().indexOf(line)))
                .isPositive();
    }

    @Test
    void trainPrintsTheSummaryAsJson() throws IOException {
        Path out = temp.resolve("run");
        Waymark said = Waymark.run("train", tiny, "--out", out, "--json");
        ObjectNode printed = (ObjectNode) said.json();
        assertThat(printed.remove("out").asText()).isEqualTo(out.toString());
        assertThat((JsonNode) printed)
                .isEqualTo(new ObjectMapper()
                        .readTree(out.resolve(RunFolder.SUMMARY).toFile()));
    }

    @Test
    void theSameBitsForAnyNumberOfThreadsAndEveryTime() throws IOException {
        for (String algorithm : List.of("mirror-descent", "constrained")) {
            String setting = "algorithm.name=" + algorithm;
            Path one = temp.resolve(algorithm + "-one");
            Path two = temp.resolve(algorithm + "-two");
            Path again = temp.resolve(algorithm + "-again");
            Waymark.run("train", tiny, "--out", one, "--threads", 1, "--set", setting);
            Waymark.run("train", tiny, "--out", two, "--threads", 2, "--set", setting);
            Waymark.run("train", tiny, "--out", again, "--threads", 1, "--set", setting);
            assertThat(timeless(one)).hasSize(3);
            assertThat(timeless(two)).isEqualTo(timeless(one));
            assertThat(timeless(again)).isEqualTo(timeless(one));
        }
    }

    @Test
    void theSeedMattersAndIsWrittenDown() throws IOException {
        Path one = temp.resolve("one");
        Path two = temp.resolve("two");
        Waymark.run("train", tiny, "--out", one, "--seed", 1);
        Waymark.run("train", tiny, "--out", two, "--seed", 2);
        assertThat(timeless(two)).isNotEqualTo(timeless(one));
        assertThat(two.resolve(RunFolder.CONFIG)).content().contains("seed: 2");
    }

    @Test
    void theResolvedConfigurationGivesTheSameRun() throws IOException {
        Path one = temp.resolve("one");
        Path two = temp.resolve("two");
        Waymark.run("train", tiny, "--out", one, "--set", "algorithm.klStep=0.3", "--seed", 9);
        Waymark.run("train", one.resolve(RunFolder.CONFIG), "--out", two);
        assertThat(timeless(two)).isEqualTo(timeless(one));
    }

    @Test
    void overwriteReplacesTheRun() throws IOException {
        Path out = temp.resolve("run");
        Waymark.run("train", tiny, "--out", out);
        Files.writeString(out.resolve("notes.txt"), "mine");
        assertThat(Waymark.run("train", tiny, "--out", out).code()).isEqualTo(ExitCode.USAGE);
        Waymark said = Waymark.run("train", tiny, "--out", out, "--overwrite", "--set", "algorithm.iterations=1");
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(timeless(out)).hasSize(1);
        assertThat(out.resolve("notes.txt")).hasContent("mine");
        assertThat(out.resolve(RunFolder.CHECKPOINTS).toFile().list()).containsExactly("checkpoint-0001.bin");
    }

    @Test
    void requirementsDecideTheExitCode() {
        Waymark met = Waymark.run("train", tiny, "--out", temp.resolve("met"), "--require", "policy.success>=0");
        assertThat(met.code()).isEqualTo(ExitCode.DONE);
        Waymark missed = Waymark.run(
                "train",
                tiny,
                "--out",
                temp.resolve("missed"),
                "--require",
                "policy.cost<=-1",
                "--require",
                "iterations>=3");
        assertThat(missed.code()).isEqualTo(ExitCode.BELOW_REQUIREMENT);
        assertThat(missed.err()).contains("required policy.cost<=-1").doesNotContain("required iterations");
        assertThat(temp.resolve("missed").resolve(RunFolder.SUMMARY)).exists();
    }

    @Test
    void evalJudgesTheReturnedPolicy() throws IOException {
        Path out = temp.resolve("run");
        JsonNode trained = Waymark.run("train", tiny, "--out", out, "--json").json();
        Waymark said = Waymark.run("eval", out, "--json", "--require", "policy.success>=0", "--threads", 2);
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.json().at("/policy/cost").doubleValue())
                .isEqualTo(trained.at("/policy/cost").doubleValue());
        assertThat(said.json().at("/policy/success").doubleValue())
                .isEqualTo(trained.at("/policy/success").doubleValue());
        assertThat(said.json().get("episodes").intValue()).isEqualTo(2);
        assertThat(Waymark.run("eval", out, "--require", "policy.cost<=-1").code())
                .isEqualTo(ExitCode.BELOW_REQUIREMENT);
        assertThat(Waymark.run("eval", out).out()).contains("success of the policy", "of 2");
    }

    @Test
    void evalDrawsAsManyEpisodesAsAsked() throws IOException {
        Path out = temp.resolve("run");
        String starts = "task.starts={type: uniform, nominal: [0, 0, 0, 0], halfWidth: [1, 1, 0, 0], clusters: 2,"
                + " validationStarts: 4}";
        assertThat(Waymark.run("train", tiny, "--out", out, "--set", starts).code())
                .isEqualTo(ExitCode.DONE);
        JsonNode seven = Waymark.run("eval", out, "--episodes", 7, "--json").json();
        assertThat(seven.get("episodes").intValue()).isEqualTo(7);
        JsonNode others =
                Waymark.run("eval", out, "--episodes", 7, "--seed", 5, "--json").json();
        assertThat(others.at("/policy/cost")).isNotEqualTo(seven.at("/policy/cost"));
        assertThat(Waymark.run("eval", out, "--episodes", 0).code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void evalSaysHowSureItIs() throws IOException {
        Path out = temp.resolve("run");
        String starts = "task.starts={type: uniform, nominal: [0, 0, 0, 0], halfWidth: [1, 1, 0, 0], clusters: 2,"
                + " validationStarts: 4}";
        Waymark.run("train", tiny, "--out", out, "--set", starts);
        Waymark said = Waymark.run("eval", out, "--episodes", 9, "--json", "--require", "policy.successLow>=1");
        assertThat(said.code()).isEqualTo(ExitCode.BELOW_REQUIREMENT);
        JsonNode policy = said.json().get("policy");
        double mean = policy.get("cost").doubleValue();
        // 2.306 is the 0.975 quantile of Student's distribution with 8 degrees of freedom
        double half = 2.306 * policy.get("costStandardError").doubleValue();
        assertThat(policy.get("costLow").doubleValue()).isCloseTo(mean - half, within(1e-3 * half));
        assertThat(policy.get("costHigh").doubleValue()).isCloseTo(mean + half, within(1e-3 * half));
        assertThat(policy.get("success").doubleValue())
                .isBetween(
                        policy.get("successLow").doubleValue(),
                        policy.get("successHigh").doubleValue());
        assertThat(Waymark.run("eval", out, "--episodes", 9).out()).contains("95 % interval");
    }

    @Test
    void intervalsOfFractions() {
        // Wilson's interval of 9 in 10, and its ends where nothing or everything succeeds
        Interval nine = Interval.ofFraction(0.9, 10);
        assertThat(nine.low()).isCloseTo(0.5958, within(1e-4));
        assertThat(nine.high()).isCloseTo(0.9821, within(1e-4));
        assertThat(Interval.ofFraction(0, 10).low()).isCloseTo(0, within(1e-12));
        assertThat(Interval.ofFraction(1, 10).high()).isCloseTo(1, within(1e-12));
        assertThat(Interval.ofMean(List.of(1.0)).low()).isNaN();
    }

    @Test
    void evalWithAnotherSeedMeetsOtherPlants() throws IOException {
        Path out = temp.resolve("run");
        JsonNode trained = Waymark.run(
                        "train",
                        tiny,
                        "--out",
                        out,
                        "--json",
                        "--set",
                        "task.randomize={mass: [0.5, 2]}",
                        "--set",
                        "evaluation.episodes=6")
                .json();
        JsonNode same = Waymark.run("eval", out, "--json").json();
        assertThat(same.at("/policy/cost").doubleValue())
                .isEqualTo(trained.at("/policy/cost").doubleValue());
        JsonNode two = Waymark.run("eval", out, "--json", "--seed", 2).json();
        JsonNode three = Waymark.run("eval", out, "--json", "--seed", 3).json();
        JsonNode again =
                Waymark.run("eval", out, "--json", "--seed", 3, "--threads", 1).json();
        // the starts are listed: only the masses differ
        assertThat(two.at("/policy/cost")).isNotEqualTo(same.at("/policy/cost"));
        assertThat(three.at("/policy/cost")).isNotEqualTo(two.at("/policy/cost"));
        assertThat(again).isEqualTo(three);
    }

    @Test
    void aFailingRunExitsWithOneAndKeepsItsFolder() {
        Path out = temp.resolve("run");
        Waymark said = Waymark.run("train", tiny, "--out", out, "--set", "cost.0.weights=[1e308, 1e308]");
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.err()).contains("waymark: the run failed: cost").doesNotContain("\tat ");
        assertThat(out.resolve(RunFolder.SUMMARY)).content().contains("failed");
    }

    @Test
    void listNamesEveryExperimentAndPlant() throws IOException {
        Waymark said = Waymark.run("list");
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains(BuiltInExperiment.NAMES).contains("mujoco", "seven-joint-arm");
        assertThat(Waymark.run("list", "--json").json().get("experiments")).hasSize(BuiltInExperiment.NAMES.size());
    }

    @Test
    void initPrintsAnExperimentThatTrains() throws IOException {
        Path mine =
                Files.writeString(temp.resolve("mine.yaml"), Waymark.run("init").out());
        Waymark said = Waymark.run(
                "train",
                mine,
                "--out",
                temp.resolve("run"),
                "--set",
                "algorithm.iterations=1",
                "--set",
                "task.horizon=10");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void helpAndVersionAreAnswers() {
        assertThat(Waymark.run("--version").out()).startsWith("waymark ");
        assertThat(Waymark.run("--help").out()).contains("train", "check", "eval", "list", "init", "Exit codes");
        for (String command : List.of("train", "check", "eval", "list", "init")) {
            Waymark said = Waymark.run(command, "--help");
            assertThat(said.code()).isEqualTo(ExitCode.DONE);
            assertThat(said.out()).contains("waymark " + command);
        }
        assertThat(Waymark.run("train", "--help").out())
                .contains("--out", "--seed", "--set", "--threads", "--overwrite", "--json", "--require");
    }
}
