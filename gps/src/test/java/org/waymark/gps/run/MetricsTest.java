package org.waymark.gps.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waymark.gps.learner.MetricRow;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.learner.guided.GuidedLearner;
import org.waymark.gps.metrics.MetricTable;

class MetricsTest {
    @TempDir
    private Path temp;

    private List<JsonNode> lines(String setting) throws IOException {
        Path run = temp.resolve(setting);
        Tiny.train(run, Tiny.experiment(setting));
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve(RunFolder.METRICS))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static List<String> keys(JsonNode line) {
        List<String> keys = new ArrayList<>();
        line.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "algorithm.name=mirror-descent",
                "algorithm.name=constrained",
                "algorithm.name=badmm",
                "algorithm.name=uncoupled",
                "algorithm.name=local-only",
                "algorithm.teacher=pi2",
                "algorithm.teacher=pilqr"
            })
    void everyMetricHasItsRowAndEveryRowItsMetric(String setting) throws IOException {
        List<JsonNode> lines = lines(setting);
        assertThat(lines).hasSize(3);
        for (JsonNode line : lines) {
            assertThat(keys(line)).isEqualTo(keys(lines.get(0)));
            assertThat(keys(line))
                    .allSatisfy(key -> assertThat(MetricTable.row(key)).as(key).isPresent());
            assertThat(Stream.of(Metrics.RESULTS, GuidedLearner.METRICS, Metrics.CONDUCT)
                            .flatMap(List::stream))
                    .allSatisfy(row -> assertThat(keys(line)).as(row.key()).anyMatch(row::describes));
        }
    }

    @Test
    void linesAreNumberedFromOneAndCountTrainingStepsOnly() throws IOException {
        List<JsonNode> lines = lines("algorithm.name=mirror-descent");
        for (int i = 0; i < 3; i++) {
            assertThat(lines.get(i).get("iteration").intValue()).isEqualTo(i + 1);
            // 2 clusters, 3 rollouts each, 15 steps
            assertThat(lines.get(i).get("steps/environment").longValue()).isEqualTo(90L * (i + 1));
        }
        assertThat(lines.get(0).get("update/predicted").isNull()).isTrue();
        assertThat(lines.get(1).get("update/predicted").isNumber()).isTrue();
    }

    @Test
    void theMeanIsTheMeanOfTheClusters() throws IOException {
        for (JsonNode line : lines("algorithm.name=mirror-descent")) {
            double mean = (line.get("cost/cluster0").doubleValue()
                            + line.get("cost/cluster1").doubleValue())
                    / 2;
            assertThat(line.get("cost/mean").doubleValue()).isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    @Test
    void localOnlyHasNoPolicyMetrics() throws IOException {
        assertThat(lines("algorithm.name=local-only")).allSatisfy(line -> {
            assertThat(line.get("policy/cost").isNull()).isTrue();
            assertThat(line.get("training/lossAfter").isNull()).isTrue();
        });
    }

    @Test
    void teachersHaveTheNumbersOfTheirParts() throws IOException {
        for (JsonNode line : lines("algorithm.teacher=pi2")) {
            // the weights of three rollouts rest on between one and three
            assertThat(line.get("pi2/effectiveSamples").doubleValue()).isBetween(1.0, 3.0);
            assertThat(line.get("pi2/temperature").doubleValue()).isPositive();
            assertThat(line.get("pilqr/unexplained").isNull()).isTrue();
            assertThat(line.get("update/predicted").isNull()).isTrue();
        }
        for (JsonNode line : lines("algorithm.teacher=pilqr")) {
            assertThat(line.get("pi2/temperature").doubleValue()).isPositive();
            assertThat(line.get("pilqr/unexplained").doubleValue()).isPositive();
        }
        for (JsonNode line : lines("algorithm.teacher=lqr")) {
            assertThat(line.get("pi2/temperature").isNull()).isTrue();
            assertThat(line.get("pi2/covariancesKept").isNull()).isTrue();
        }
    }

    @Test
    void theStatusOfEachClusterIsCounted() throws IOException {
        for (JsonNode line : lines("algorithm.klStep=1e12")) {
            for (int c = 0; c < 2; c++) {
                assertThat(line.get("status/cluster" + c).asText()).isEqualTo("boundInactive");
            }
            assertThat(line.get("status/boundInactive").intValue()).isEqualTo(2);
            assertThat(line.get("status/boundNotMet").intValue()).isZero();
        }
    }

    @Test
    void multipliersAtTheirBoundsAreCountedWhereThereAreAny() throws IOException {
        JsonNode constrained = lines("algorithm.constrained={klTarget: 1e-9, maxMultiplier: 0.01}")
                .get(2);
        assertThat(constrained.get("weights/atUpper").isNull()).isTrue();
        JsonNode bounded = lines("algorithm={name: constrained, iterations: 3, rolloutsPerCluster: 3, constrained: "
                        + "{klTarget: 1e-9, maxMultiplier: 0.01}}")
                .get(2);
        // 2 clusters, 15 steps
        assertThat(bounded.get("weights/atUpper").intValue()).isEqualTo(30);
        assertThat(bounded.get("weights/atLower").intValue()).isZero();
        assertThat(bounded.get("prices/atBound").intValue()).isZero();
    }

    @Test
    void everyMetricHasOneMeaning() {
        assertThat(MetricTable.ROWS).extracting(MetricRow::key).doesNotHaveDuplicates();
    }

    @Test
    void theDocumentedTableIsThisOne() throws IOException {
        assertThat(Path.of("docs/metrics.md")).content().contains(MetricTable.markdown());
    }
}
