package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.Tiny;
import org.waymark.gps.study.BuiltInStudy;

class StudyCommandTest {
    private static final String STUDY =
            """
            study: quick
            about: A point mass in a hurry.
            experiment: below/tiny.yaml
            set: {algorithm.iterations: 2}
            seeds: 2
            measures:
              - name: last policy cost
                metric: policy/cost
                must: all <= 1000
            """;

    @TempDir
    private Path temp;

    private Path study;
    private Path out;

    @BeforeEach
    void place() throws IOException {
        Files.createDirectory(temp.resolve("below"));
        Files.writeString(temp.resolve("below/tiny.yaml"), Tiny.text());
        study = Files.writeString(temp.resolve("quick.yaml"), STUDY);
        out = temp.resolve("out");
    }

    private Waymark study(Object... more) {
        List<Object> words = new ArrayList<>(List.of("study", study, "--out", out, "--threads", 2));
        words.addAll(List.of(more));
        return Waymark.run(words.toArray());
    }

    private void change(String old, String replacement) throws IOException {
        String text = Files.readString(study);
        assertThat(text).contains(old);
        Files.writeString(study, text.replace(old, replacement));
    }

    private void assertRefused(Waymark said, String... words) {
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("waymark: ").contains(List.of(words)).doesNotContain("\tat ", "Exception");
    }

    @Test
    void theTableIsOnStdoutAndProgressOnStderr() {
        Waymark said = study();
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).startsWith("| variant").contains("quick", "yes, 2 of 2");
        assertThat(said.err())
                .contains("2 runs, 2 at a time", "[1/2] quick, seed", "[2/2] quick, seed", out.toString());
        for (String name : List.of("study.md", "study.csv", "seeds.csv", "study.svg", "study.json", "study.yaml")) {
            assertThat(out.resolve(name)).isNotEmptyFile();
        }
        assertThat(out.resolve("study.yaml")).hasContent(STUDY);
        assertThat(Waymark.run("eval", out.resolve("runs/quick/seed-2")).code()).isEqualTo(ExitCode.DONE);
        Waymark again = study();
        assertThat(again.out()).isEqualTo(said.out());
        assertThat(again.err()).contains("2 complete from before").doesNotContain("[1/2]");
    }

    @Test
    void theResultAsJson() throws IOException {
        JsonNode result = study("--json").json();
        assertThat(result.get("out").asText()).isEqualTo(out.toString());
        assertThat(result.get("study").asText()).isEqualTo("quick");
        assertThat(result.get("met").asBoolean()).isTrue();
        assertThat(result.at("/rows/0/seeds")).hasSize(2);
    }

    @Test
    void aMissedRequirementDecidesTheExitCode() throws IOException {
        change("<= 1000", "<= -1");
        Waymark said = study();
        assertThat(said.code()).isEqualTo(ExitCode.BELOW_REQUIREMENT);
        assertThat(said.err()).contains("quick: last policy cost: required all ≤ -1, reached by 0 of 2 seeds");
        assertThat(said.out()).contains("NO, 0 of 2");
        change("<= -1", "<= 1000");
        assertThat(study().code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aFailedRunDecidesTheExitCodeWhereNothingIsRequired() throws IOException {
        change("    must: all <= 1000\n", "");
        Waymark said = study("--set", "cost.0.weights=[1e308, 1e308]");
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.err()).contains("FAILED: ", "failed: quick, seed 1: ").doesNotContain("\tat ");
        Waymark required = Waymark.run(
                "study",
                Files.writeString(temp.resolve("must.yaml"), STUDY),
                "--out",
                temp.resolve("other"),
                "--set",
                "cost.0.weights=[1e308, 1e308]");
        assertThat(required.code()).isEqualTo(ExitCode.BELOW_REQUIREMENT);
    }

    @Test
    void settingsAndSeedsOfTheCommandLineCount() {
        study("--set", "algorithm.iterations=1", "--seeds", "4..5");
        assertThat(out.resolve("runs/quick"))
                .isDirectoryContaining("glob:**seed-4")
                .isDirectoryContaining("glob:**seed-5");
        assertThat(out.resolve("runs/quick/seed-4/config.yaml")).content().contains("iterations: 1");
        assertRefused(study("--seeds", "4..5"), "seed-4", "algorithm.iterations: 1 → 2", "--redo=changed");
        assertThat(study("--seeds", "4..5", "--redo", "changed,failed").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aRelativeModelIsLookedForBesideTheStudy() throws IOException {
        change("experiment: below/tiny.yaml", "experiment: pr2-peg");
        change("set: {", "set: {task.model: none.xml, ");
        Waymark said = study();
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        // where MuJoCo itself is missing, that is said instead
        assertThat(said.err()).containsPattern("MuJoCo|" + temp.resolve("none.xml"));
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsWritten() throws IOException {
        assertRefused(Waymark.run("study", study, "--out", out, "--threads", 0), "--threads", "0");
        assertRefused(study("--seeds", "few"), "--seeds", "few");
        assertRefused(study("--set", "algorithm.klSteps=1"), "algorithm.klSteps", "did you mean algorithm.klStep");
        assertRefused(study("--set", "seed=3"), "seed", "--seeds");
        assertRefused(study("--set", "cost.0.weights=[1]"), "variant 'quick'", "cost");
        assertRefused(study("--redo", "some"), "--redo");
        assertRefused(Waymark.run("study", "peg-of-policy"), "did you mean 'peg-off-policy'");
        assertRefused(Waymark.run("study", temp.resolve("none.yaml")), "there is no such file");
        assertRefused(Waymark.run("study", temp), "is a folder");
        assertRefused(Waymark.run("study"), "STUDY");
        change("metric: policy/cost", "metric: policy/costs");
        assertRefused(study(), "measures.0.metric", "policy/cost", "quick.yaml, line 8");
        change("metric: policy/costs", "metric: policy/cost");
        change("below/tiny.yaml", "below/tinny.yaml");
        assertRefused(study(), "tinny.yaml", "no such file");
        change("below/tinny.yaml", "arm-raech");
        assertRefused(study(), "arm-raech", "did you mean 'arm-reach'");
        assertThat(out).doesNotExist();
    }

    @Test
    void foldersOfOthersAreLeftAlone() throws IOException {
        Files.createDirectory(out);
        Files.writeString(out.resolve("notes.txt"), "mine");
        assertRefused(study(), "--out", "is not the folder of a study");
        assertThat(out).isDirectoryNotContaining("glob:**runs");
    }

    @Test
    void listNamesTheStudies() throws IOException {
        assertThat(Waymark.run("list").out()).contains(BuiltInStudy.NAMES);
        assertThat(Waymark.run("list", "--json").json().get("studies")).hasSize(BuiltInStudy.NAMES.size());
        assertThat(Waymark.run("study", "--help").out())
                .contains("--out", "--set", "--seeds", "--redo", "--threads", "--json");
    }
}
