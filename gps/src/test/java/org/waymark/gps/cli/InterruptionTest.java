package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<String> command = new ArrayList<>(receptiveToInterrupts());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                tiny.toString(),
                "--out",
                out.toString(),
                "--set",
                "algorithm.iterations=1000000",
                "--json"));
        Path stdout = temp.resolve("stdout");
        Path stderr = temp.resolve("stderr");
        Process process = new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        try {
            Path metrics = out.resolve(RunFolder.METRICS);
            while (!Files.exists(metrics) || Files.readAllLines(metrics).size() < 2) {
                assertThat(process.isAlive()).as(Files.readString(stderr)).isTrue();
                Thread.sleep(20);
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(stderr)).isEqualTo(ExitCode.INTERRUPTED);
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

    /** A process that was started in the background may have been told to ignore Ctrl-C, and hands that on. */
    private static List<String> receptiveToInterrupts() throws IOException, InterruptedException {
        List<String> reset = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(reset);
        trial.add("true");
        return new ProcessBuilder(trial).start().waitFor() == 0 ? reset : List.of();
    }
}
