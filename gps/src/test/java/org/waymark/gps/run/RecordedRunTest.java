package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.experiment.YamlBinder;

class RecordedRunTest {
    @TempDir
    private Path temp;

    private Path run;
    private Summary summary;

    @BeforeEach
    void train() {
        run = temp.resolve("run");
        summary = Tiny.train(run, Tiny.experiment());
    }

    private void replace(String file, String old, String replacement) throws IOException {
        String text = Files.readString(run.resolve(file));
        assertThat(text).contains(old);
        Files.writeString(run.resolve(file), text.replace(old, replacement));
    }

    @Test
    void isWhatTheRunWroteDown() {
        RecordedRun read = RecordedRun.read(run).orElseThrow();
        assertThat(read.status()).isEqualTo(Summary.Status.DONE);
        assertThat(read.message()).isEmpty();
        assertThat(read.version()).isEqualTo(Meta.version());
        assertThat(read.configuration()).isEqualTo(YamlBinder.write(Tiny.experiment()));
        assertThat(read.policyCost()).isEqualTo(summary.policy().orElseThrow().cost());
        assertThat(read.policySuccess())
                .isEqualTo(summary.policy().orElseThrow().success());
        assertThat(read.metrics()).hasSize(3);
        assertThat(read.metrics().get(2))
                .containsEntry("iteration", 3.0)
                .containsEntry("cost/mean", summary.controllersCost());
        assertThat(read.metrics().get(0).get("update/predicted")).isNaN();
    }

    @Test
    void whatIsDamagedIsNone() throws IOException {
        assertThat(RecordedRun.read(temp.resolve("none"))).isEmpty();
        String metrics = Files.readString(run.resolve(RunFolder.METRICS));
        Files.writeString(
                run.resolve(RunFolder.METRICS), metrics.lines().findFirst().orElseThrow() + "\n");
        assertThat(RecordedRun.read(run)).isEmpty();
        Files.writeString(run.resolve(RunFolder.METRICS), metrics.substring(0, metrics.length() - 9));
        assertThat(RecordedRun.read(run)).isEmpty();
        Files.writeString(run.resolve(RunFolder.METRICS), metrics);
        assertThat(RecordedRun.read(run)).isPresent();
        replace(RunFolder.SUMMARY, "\"done\"", "\"dozing\"");
        assertThat(RecordedRun.read(run)).isEmpty();
        Files.writeString(run.resolve(RunFolder.SUMMARY), "null");
        assertThat(RecordedRun.read(run)).isEmpty();
        Files.delete(run.resolve(RunFolder.SUMMARY));
        assertThat(RecordedRun.read(run)).isEmpty();
    }

    @Test
    void aRunThatWasKilledIsStillRunning() throws IOException {
        replace(RunFolder.SUMMARY, "\"done\"", "\"running\"");
        assertThat(RecordedRun.read(run).orElseThrow().status()).isEqualTo(Summary.Status.RUNNING);
    }

    @Test
    void theLastPolicyIsThereBesideTheReturnedOne() {
        RunFolder folder = RunFolder.open(run);
        boolean lastIsBest = summary.policy().orElseThrow().bestIteration() == 3;
        assertThat(PolicyFiles.readLast(folder).equals(PolicyFiles.read(folder)))
                .isEqualTo(lastIsBest);
    }
}
