package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waymark.distillation.NetworkPolicy;
import org.waymark.gps.algorithm.Phase;
import org.waymark.gps.algorithm.State;
import org.waymark.gps.algorithm.Task;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.learner.guided.GuidedLearner;
import org.waymark.lqr.Cost;
import org.waymark.lqr.NonFiniteException;

class TrainingRunTest {
    @TempDir
    private Path temp;

    private JsonNode summary(Path run) throws IOException {
        return new ObjectMapper().readTree(run.resolve(RunFolder.SUMMARY).toFile());
    }

    private static List<String> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve(RunFolder.METRICS));
    }

    @Test
    void theNumberOfClustersIsWrittenDownIfItWasFound() throws IOException {
        String starts = "task.starts={type: uniform, nominal: [0, 0, 0, 0], halfWidth: [1, 1, 0, 0], clusters: 4, "
                + "clustering: {count: held-out}}";
        Path found = temp.resolve("found");
        Tiny.train(found, Tiny.experiment(starts, "algorithm.iterations=1"));
        JsonNode file =
                new ObjectMapper().readTree(found.resolve("clusters.json").toFile());
        // 12 rollouts, at least 9 of them for training, and so at least 2 for each cluster
        assertThat(file.get("candidates")).hasSize(4);
        assertThat(file.get("clusters").intValue()).isBetween(1, 4);
        assertThat(file.get("candidates").get(0).get("logLikelihood").isNumber())
                .isTrue();
        Path given = temp.resolve("given");
        Tiny.train(given, Tiny.experiment(starts.replace("held-out", "fixed"), "algorithm.iterations=1"));
        assertThat(given.resolve("clusters.json")).doesNotExist();
    }

    @Test
    void leavesEverythingBehind() throws IOException {
        Path run = temp.resolve("run");
        Experiment experiment = Tiny.experiment();
        Tiny.train(run, experiment);
        assertThat(run.resolve(RunFolder.REPORT)).content().contains("<svg", "seed 1", "rolloutsPerCluster");
        assertThat(run.resolve(RunFolder.CHECKPOINTS)).isDirectoryContaining("glob:**/checkpoint-0003.bin");
        assertThat(run.resolve(RunFolder.CHECKPOINTS).toFile().list())
                .containsExactlyInAnyOrder("checkpoint-0002.bin", "checkpoint-0003.bin");
        assertThat(run.resolve(RunFolder.POLICY).toFile().list())
                .containsExactlyInAnyOrder("policy.npz", "policy.onnx", "last.npz");
        assertThat(new ObjectMapper()
                        .readTree(run.resolve(RunFolder.META).toFile())
                        .get("waymark")
                        .asText())
                .isEqualTo(Meta.version());
        Experiment resolved = YamlBinder.bind(
                Experiment.class, Files.readString(run.resolve(RunFolder.CONFIG)), "config.yaml", List.of());
        assertThat(resolved).usingRecursiveComparison().isEqualTo(experiment);
    }

    @Test
    void summaryHasTheKeysThatScriptsRelyOn() throws IOException {
        Path run = temp.resolve("run");
        Tiny.train(run, Tiny.experiment());
        JsonNode summary = summary(run);
        assertThat(summary.get("status").asText()).isEqualTo("done");
        assertThat(summary.get("algorithm").asText()).isEqualTo("mirror-descent");
        assertThat(summary.get("task").asText()).isEqualTo("point-mass");
        assertThat(summary.get("seed").longValue()).isEqualTo(1);
        assertThat(summary.get("iterations").intValue()).isEqualTo(3);
        assertThat(summary.get("environmentSteps").longValue()).isEqualTo(270);
        JsonNode lastLine = new ObjectMapper().readTree(metrics(run).get(2));
        assertThat(summary.at("/controllers/cost").doubleValue())
                .isEqualTo(lastLine.get("cost/mean").doubleValue());
        assertThat(summary.at("/policy/success").doubleValue()).isBetween(0.0, 1.0);
        assertThat(summary.at("/policy/bestIteration").intValue()).isBetween(1, 3);
        assertThat(summary.get("wallSeconds").doubleValue()).isPositive();
        for (Phase phase : Phase.values()) {
            assertThat(summary.at("/seconds/" + phase.name().toLowerCase(java.util.Locale.ROOT))
                            .isNumber())
                    .isTrue();
        }
    }

    @Test
    void thePolicyIsThatOfTheBestIteration() throws IOException {
        Path run = temp.resolve("run");
        Tiny.train(run, Tiny.experiment());
        double best = Double.POSITIVE_INFINITY;
        int bestIteration = 0;
        for (String line : metrics(run)) {
            JsonNode metrics = new ObjectMapper().readTree(line);
            if (metrics.get("policy/cost").doubleValue() < best) {
                best = metrics.get("policy/cost").doubleValue();
                bestIteration = metrics.get("iteration").intValue();
            }
        }
        assertThat(summary(run).at("/policy/bestIteration").intValue()).isEqualTo(bestIteration);
        // listed starts are training and evaluation starts alike
        assertThat(summary(run).at("/policy/cost").doubleValue()).isEqualTo(best);
        NetworkPolicy saved = PolicyFiles.read(RunFolder.open(run));
        assertThat(saved.observationSize()).isEqualTo(4);
        State last = lastState(run);
        assertThat(saved).isEqualTo(last.best().orElseThrow().policy());
    }

    private static State lastState(Path run) {
        try (GuidedLearner learner = Tiny.learner(Tiny.experiment())) {
            return Checkpoints.read(RunFolder.open(run), 3, learner.format());
        }
    }

    @Test
    void theBestPolicyIsReturnedThoughTheLastOneIsWorse() throws IOException {
        Experiment experiment = Tiny.experiment();
        Task task = Tiny.task(experiment);
        AtomicReference<Boolean> dearer = new AtomicReference<>(false);
        Cost sound = task.cost(0);
        Cost cost = (x, u, t) -> sound.running(x, u, t) + (dearer.get() ? 100 : 0);
        TrainingRun.Listener raising = new TrainingRun.Listener() {
            @Override
            public void iterationDone(Map<String, Double> metrics) {
                dearer.set(true);
            }
        };
        Path path = temp.resolve("run");
        try (TrainingRun<?> run = Tiny.run(experiment, Tiny.withCost(task, cost), raising)) {
            run.run(RunFolder.create(path, false), "", List.of());
        }
        assertThat(summary(path).at("/policy/bestIteration").intValue()).isOne();
        for (String line : metrics(path)) {
            assertThat(new ObjectMapper()
                            .readTree(line)
                            .get("policy/bestIteration")
                            .intValue())
                    .isOne();
        }
        State last = lastState(path);
        assertThat(PolicyFiles.read(RunFolder.open(path)))
                .isEqualTo(last.best().orElseThrow().policy())
                .isNotEqualTo(last.policy().orElseThrow().policy());
    }

    @Test
    void warningsAreWrittenDownAndCounted() throws IOException {
        Path run = temp.resolve("run");
        Tiny.train(run, Tiny.experiment("algorithm.minDeviation=1", "algorithm.klStep=1e6"));
        int count = 0;
        double clipped = 0;
        for (String line : metrics(run)) {
            JsonNode metrics = new ObjectMapper().readTree(line);
            JsonNode warnings = metrics.get("warnings");
            assertThat(warnings).hasSize(2);
            JsonNode second = warnings.get(1);
            assertThat(second.get("kind").asText()).isEqualTo("explorationLost");
            assertThat(second.get("cluster").intValue()).isOne();
            assertThat(second.get("step").isNull()).isTrue();
            assertThat(second.get("value").doubleValue()).isPositive();
            assertThat(second.get("message").asText()).contains("lost their exploration", "cluster 1");
            assertThat(metrics.get("warnings/count").intValue()).isEqualTo(2);
            count += 2;
            clipped += metrics.get("rollouts/clipped").doubleValue() / 3;
        }
        assertThat(summary(run).get("warnings").intValue()).isEqualTo(count);
        assertThat(summary(run).at("/controllers/clipped").doubleValue()).isEqualTo(clipped);
    }

    @Test
    void localOnlyHasNoPolicy() throws IOException {
        Path run = temp.resolve("run");
        Tiny.train(run, Tiny.experiment("algorithm.name=local-only"));
        assertThat(summary(run).has("policy")).isTrue();
        assertThat(summary(run).get("policy").isNull()).isTrue();
        assertThatThrownBy(() -> PolicyFiles.read(RunFolder.open(run)))
                .isInstanceOf(RunFolderException.class)
                .hasMessageContaining("no policy");
    }

    @Test
    void keepsWhatWasReachedWhenACostTurnsNaN() throws IOException {
        Experiment experiment = Tiny.experiment();
        Task task = Tiny.task(experiment);
        AtomicReference<Boolean> broken = new AtomicReference<>(false);
        Cost sound = task.cost(0);
        Cost cost = (x, u, t) -> broken.get() && t == 7 ? Double.NaN : sound.running(x, u, t);
        TrainingRun.Listener breaking = new TrainingRun.Listener() {
            @Override
            public void iterationDone(Map<String, Double> metrics) {
                broken.set(metrics.get("iteration") == 2);
            }
        };
        Path path = temp.resolve("run");
        try (TrainingRun<?> run = Tiny.run(experiment, Tiny.withCost(task, cost), breaking)) {
            RunFolder folder = RunFolder.create(path, false);
            assertThatThrownBy(() -> run.run(folder, "", List.of()))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageContaining("cost")
                    .hasMessageContaining("t = 7")
                    .hasMessageContaining("cluster 0")
                    .hasMessageContaining("rollout 0");
        }
        assertThat(summary(path).get("status").asText()).isEqualTo("failed");
        assertThat(summary(path).get("message").asText()).contains("NaN", "t = 7");
        assertThat(summary(path).get("iterations").intValue()).isEqualTo(2);
        assertThat(summary(path).at("/policy/cost").isNull()).isTrue();
        assertThat(metrics(path)).hasSize(2);
        assertThat(PolicyFiles.read(RunFolder.open(path)).controlSize()).isEqualTo(2);
    }

    @Test
    void keepsWhatWasReachedWhenStopped() throws IOException {
        Experiment experiment = Tiny.experiment("algorithm.iterations=1000");
        AtomicReference<TrainingRun<?>> toStop = new AtomicReference<>();
        TrainingRun.Listener stopping = new TrainingRun.Listener() {
            @Override
            public void phaseBegins(int iteration, Phase phase) {
                if (iteration == 3 && phase == Phase.FIT) {
                    toStop.get().stop();
                }
            }
        };
        Path path = temp.resolve("run");
        Summary summary;
        try (TrainingRun<?> run = Tiny.run(experiment, Tiny.task(experiment), stopping)) {
            toStop.set(run);
            summary = run.run(RunFolder.create(path, false), "", List.of());
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(summary.status()).isEqualTo(Summary.Status.INTERRUPTED);
        assertThat(summary.iterations()).isEqualTo(2);
        assertThat(summary.policy().orElseThrow().cost()).isFinite();
        assertThat(summary(path).get("status").asText()).isEqualTo("interrupted");
        assertThat(metrics(path)).hasSize(2);
    }

    @Test
    void aRunStoppedBeforeItBeginsSaysSo() throws IOException {
        Experiment experiment = Tiny.experiment();
        Path path = temp.resolve("run");
        try (TrainingRun<?> run = Tiny.run(experiment, Tiny.task(experiment), new TrainingRun.Listener() {})) {
            run.stop();
            run.run(RunFolder.create(path, false), "", List.of());
        }
        assertThat(summary(path).get("status").asText()).isEqualTo("interrupted");
        assertThat(summary(path).get("policy").isNull()).isTrue();
        assertThat(metrics(path)).isEmpty();
        assertThat(path.resolve(RunFolder.REPORT)).content().contains("No iteration was completed");
    }
}
