package org.waymark.gps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.gps.run.RunFolder;
import org.waymark.gps.run.Tiny;

/** Runs that are killed again and again come to the same numbers. */
@DisabledOnOs(OS.WINDOWS)
class KilledRunTest {
    private static final int KILLS = 32;
    private static final int ITERATIONS = 80;
    /** A machine that starts soon: most of the time of these tests goes there. */
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-Xmx256m");

    @TempDir
    private Path temp;

    private Path experiment;

    @BeforeEach
    void place() throws IOException {
        String hasty = Tiny.text()
                .replace("horizon: 15", "horizon: 4")
                .replace("iterations: 3", "iterations: " + ITERATIONS)
                .replace("hidden: [8], steps: 30", "hidden: [3], steps: 3");
        experiment = Files.writeString(temp.resolve("hasty.yaml"), hasty);
    }

    /** An uninterrupted run. */
    private Path reference(long seed) {
        Path run = temp.resolve("reference-" + seed);
        assertThat(Waymark.run("train", experiment, "--out", run, "--seed", seed, "--threads", 1)
                        .code())
                .isZero();
        return run;
    }

    private static void assertSameRun(Path run, Path reference) throws IOException {
        assertThat(Timeless.metrics(run)).isEqualTo(Timeless.metrics(reference));
        assertThat(Timeless.summary(run)).isEqualTo(Timeless.summary(reference));
        List<String> files = List.of(
                "policy/policy.npz",
                "policy/last.npz",
                "policy/policy.onnx",
                "checkpoints/checkpoint-00" + ITERATIONS + ".bin",
                "checkpoints/checkpoint-00" + (ITERATIONS - 1) + ".bin");
        for (String file : files) {
            assertThat(run.resolve(file)).hasSameBinaryContentAs(reference.resolve(file));
        }
        assertThat(run.resolve(RunFolder.CHECKPOINTS).toFile().list()).hasSize(2);
        assertThat(Files.readAllLines(run.resolve(RunFolder.METRICS_CSV))).hasSize(ITERATIONS + 1);
    }

    private static long lines(Path run) throws IOException {
        Path metrics = run.resolve(RunFolder.METRICS);
        if (!Files.exists(metrics)) {
            return 0;
        }
        long count = 0;
        for (byte b : Files.readAllBytes(metrics)) {
            count += b == '\n' ? 1 : 0;
        }
        return count;
    }

    @Test
    @Timeout(300)
    void sameNumbersHoweverOftenItIsKilled() throws InterruptedException, ExecutionException {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> one = two.submit(() -> kill(1));
            Future<Integer> other = two.submit(() -> kill(1001));
            assertThat(one.get() + other.get()).isGreaterThanOrEqualTo(KILLS);
        } finally {
            two.shutdownNow();
        }
    }

    /** Kills runs of several seeds until it has been often enough; how often it was. */
    private int kill(long firstSeed) throws IOException, InterruptedException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(firstSeed);
        Path folder = Files.createDirectory(temp.resolve("worker-" + firstSeed));
        int kills = 0;
        for (long seed = firstSeed; kills < KILLS / 2; seed++) {
            Path run = folder.resolve("run-" + seed);
            for (int i = 0; i < KILLS / 4 && killOnce(folder, run, seed, random); i++) {
                kills++;
            }
            if (!Files.exists(run)) {
                Waymark.run("train", experiment, "--out", run, "--seed", seed);
            }
            Waymark said = Waymark.run("train", "--resume", run, "--threads", random.nextInt(1, 3));
            assertThat(said.code()).as(said.err()).isZero();
            assertSameRun(run, reference(seed));
        }
        return kills;
    }

    /** Begins or resumes a run in a process, and kills that at some moment; whether it came to that. */
    private boolean killOnce(Path folder, Path run, long seed, RandomGenerator random)
            throws IOException, InterruptedException {
        Object[] words = Files.exists(run)
                ? new Object[] {"train", "--resume", run, "--threads", random.nextInt(1, 3)}
                : new Object[] {"train", experiment, "--out", run, "--seed", seed};
        long enough = lines(run) + random.nextInt(8);
        boolean atAnyTime = random.nextInt(4) == 0;
        long start = System.nanoTime();
        Process process = Child.start(folder, List.of(), QUICK, words);
        try {
            long delay = TimeUnit.MILLISECONDS.toNanos(random.nextInt(1500));
            while (process.isAlive() && (atAnyTime ? System.nanoTime() - start < delay : lines(run) <= enough)) {
                Thread.sleep(2);
            }
            TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
        } finally {
            process.destroyForcibly();
        }
        int code = process.waitFor();
        if (code == 0) {
            return false; // finished before
        }
        assertThat(code).as(Files.readString(folder.resolve("stderr"))).isEqualTo(128 + 9);
        if (Files.exists(run)) {
            assertThat(run.resolve(RunFolder.CONFIG)).isNotEmptyFile();
            assertThat(run.resolve(RunFolder.META)).isNotEmptyFile();
            assertThat(run.resolve(RunFolder.CHECKPOINTS)).isDirectory();
        }
        return true;
    }

    @Test
    @Timeout(120)
    void sameNumbersAfterCtrlC() throws IOException, InterruptedException {
        Path run = temp.resolve("run");
        Process process = Child.start(temp, Child.receptiveToInterrupts(), QUICK, "train", experiment, "--out", run);
        try {
            while (lines(run) < 3 && process.isAlive()) {
                Thread.sleep(2);
            }
            // it stands still while another one tries to go on with its run: one process at a time
            Child.signal(process, "STOP");
            Waymark refused = Waymark.run("train", "--resume", run);
            assertThat(refused.err()).contains("still going, in another process");
            assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
            Child.signal(process, "INT");
            Child.signal(process, "CONT");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(temp.resolve("stderr")).content().contains("'waymark train --resume " + run + "' goes on");
        long done = lines(run);
        Waymark said = Waymark.run("train", "--resume", run);
        assertThat(said.code()).isZero();
        assertThat(said.err())
                .contains("goes on with iteration " + (done + 1) + " of " + ITERATIONS)
                .doesNotContain("checkpoint");
        assertSameRun(run, reference(1));
    }

    /** A limit on the size of files stands for a full disk: the system takes part of a piece, and refuses the rest. */
    @Test
    @Timeout(120)
    void sameNumbersAfterAFullDisk() throws IOException, InterruptedException {
        Path run = temp.resolve("run");
        List<String> limited = List.of("sh", "-c", "ulimit -f 100; exec \"$@\"", "sh");
        Process process = Child.start(temp, limited, QUICK, "train", experiment, "--out", run);
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.FAILED);
        assertThat(temp.resolve("stderr")).content().contains("the run failed", "cannot be written");
        long done = lines(run);
        assertThat(done).isBetween(1L, ITERATIONS - 1L);
        assertThat(Files.readString(run.resolve(RunFolder.METRICS))).doesNotEndWith("\n");
        Waymark said = Waymark.run("train", "--resume", run);
        assertThat(said.code()).as(said.err()).isZero();
        assertSameRun(run, reference(1));
    }
}
