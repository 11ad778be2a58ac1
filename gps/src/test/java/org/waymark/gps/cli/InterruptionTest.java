package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

/** Ctrl-C on a real process. */
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
    @TempDir
    private Path temp;

    @Test
    @Timeout(120)
    void whatWasReachedIsOnDisk() throws IOException, InterruptedException {
        Path out = temp.resolve("run");
        Path tiny = Files.writeString(temp.resolve("tiny.yaml"), Tiny.text());
        Path stdout = temp.resolve("stdout");
        Process process = start("train", tiny, "--out", out, "--set", "algorithm.iterations=1000000", "--json");
        try {
            Path metrics = out.resolve(RunFolder.METRICS);
            interruptAfterTwoLines(process, metrics);
            JsonNode summary =
                    new ObjectMapper().readTree(out.resolve(RunFolder.SUMMARY).toFile());
            assertThat(summary.get("status").asText()).isEqualTo("interrupted");
            List<String> lines = Files.readAllLines(metrics);
            assertThat(summary.get("iterations").intValue()).isEqualTo(lines.size());
            new ObjectMapper().readTree(lines.get(lines.size() - 1));
            assertThat(summary.at("/policy/cost").isNumber()).isTrue();
            assertThat(out.resolve("policy/policy.onnx")).isNotEmptyFile();
            assertThat(out.resolve(RunFolder.REPORT)).content().contains("interrupted");
            assertThat(new ObjectMapper()
                            .readTree(stdout.toFile())
                            .get("status")
                            .asText())
                    .isEqualTo("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @Timeout(120)
    void completeRunsOfAStudyStay() throws IOException, InterruptedException {
        Path out = temp.resolve("out");
        Files.writeString(temp.resolve("tiny.yaml"), Tiny.text());
        String yaml =
                """
                study: long
                about: One run of many.
                experiment: tiny.yaml
                seeds: 1
                variants:
                  - {name: short, set: {algorithm.iterations: 2}}
                  - {name: endless, set: {algorithm.iterations: 1000000}}
                measures:
                  - {name: last, metric: policy/cost}
                """;
        Process process = start(
                "study", Files.writeString(temp.resolve("long.yaml"), yaml), "--out", out, "--threads", 1, "--json");
        try {
            interruptAfterTwoLines(process, out.resolve("runs/endless/seed-1/metrics.jsonl"));
            String stderr = Files.readString(temp.resolve("stderr"));
            assertThat(stderr).contains("interrupted; 1 complete runs are in " + out);
            assertThat(new ObjectMapper()
                            .readTree(temp.resolve("stdout").toFile())
                            .get("done")
                            .intValue())
                    .isEqualTo(1);
            assertThat(out.resolve("runs/short/seed-1/summary.json")).content().contains("\"done\"");
            assertThat(out.resolve("runs/endless/seed-1/summary.json"))
                    .content()
                    .contains("\"interrupted\"");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Object... words) throws IOException, InterruptedException {
        return Child.start(temp, Child.receptiveToInterrupts(), List.of(), words);
    }

    private void interruptAfterTwoLines(Process process, Path metrics) throws IOException, InterruptedException {
        Path stderr = temp.resolve("stderr");
        while (!Files.exists(metrics) || Files.readAllLines(metrics).size() < 2) {
            assertThat(process.isAlive()).as(Files.readString(stderr)).isTrue();
            Thread.sleep(20);
        }
        Child.signal(process, "INT");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(stderr)).isEqualTo(ExitCode.INTERRUPTED);
    }
}
