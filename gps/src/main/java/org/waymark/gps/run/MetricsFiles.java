package org.waymark.gps.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.learner.Step;
import org.waymark.gps.metrics.MetricTable;

/**
 * The files that grow with each iteration: {@code metrics.jsonl} and, made from its lines alone, {@code metrics.csv} and TensorBoard's.
 *
 * <p>A line comes first, and what is made from it after that: should a run end in between, all can be made again from the lines.
 */
final class MetricsFiles implements AutoCloseable {
    private final GrowingFile lines;
    private final GrowingFile table;
    private final GrowingFile events;
    private final EventRecords records;
    private boolean hasHeader;

    /**
     * @param started when the run began
     * @param kept the lines that are there already and count; others are cut off
     */
    MetricsFiles(RunFolder folder, Instant started, MetricsRecord kept) {
        this.records = new EventRecords(started);
        this.lines = new GrowingFile(folder.resolve(RunFolder.METRICS), kept.bytes());
        StringBuilder rows = new StringBuilder();
        ByteArrayOutputStream steps = new ByteArrayOutputStream();
        steps.writeBytes(records.first());
        for (Map<String, Object> line : kept.lines()) {
            rows.append(rows(line));
            steps.writeBytes(records.of(line));
        }
        this.table = new GrowingFile(
                folder.resolve(RunFolder.METRICS_CSV), rows.toString().getBytes(StandardCharsets.UTF_8));
        folder.makeFolder(RunFolder.TENSORBOARD);
        this.events =
                new GrowingFile(folder.resolve(RunFolder.TENSORBOARD + "/" + records.fileName()), steps.toByteArray());
    }

    /** @param numbers of the iteration, with its times */
    void append(Map<String, Double> numbers, Step<?> done) {
        String text = line(numbers, done);
        lines.append((text + "\n").getBytes(StandardCharsets.UTF_8));
        Map<String, Object> line = Json.object(text);
        table.append(rows(line).getBytes(StandardCharsets.UTF_8));
        events.append(records.of(line));
    }

    /** The lines are on the disk itself when this returns. Any thread may call this. */
    void force() {
        lines.force();
    }

    static String line(Map<String, Double> numbers, Step<?> done) {
        Map<String, Object> line = new LinkedHashMap<>();
        numbers.forEach((key, value) ->
                line.put(key, MetricTable.isCount(key) && Double.isFinite(value) ? (Object) value.longValue() : value));
        line.putAll(done.statuses());
        line.put("warnings", done.warnings().stream().map(MetricsFiles::toMap).toList());
        return Json.line(line);
    }

    private static Map<String, Object> toMap(Warning warning) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", Metrics.key(warning.kind()));
        map.put("cluster", warning.cluster().isPresent() ? warning.cluster().getAsInt() : null);
        map.put("step", warning.step().isPresent() ? warning.step().getAsInt() : null);
        map.put("value", warning.value());
        map.put("message", warning.message());
        return map;
    }

    /** A line as a row of the table, with the header before the first one; of names and words, only those of tasks may need quotes. */
    private String rows(Map<String, Object> line) {
        Map<String, Object> cells = new LinkedHashMap<>(line);
        cells.values().removeIf(List.class::isInstance);
        String header = hasHeader
                ? ""
                : cells.keySet().stream().map(MetricsFiles::quoted).collect(Collectors.joining(",")) + "\n";
        hasHeader = true;
        return header
                + cells.values().stream()
                        .map(value -> value == null ? "" : value.toString())
                        .collect(Collectors.joining(","))
                + "\n";
    }

    private static String quoted(String cell) {
        return cell.contains(",") || cell.contains("\"") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    @Override
    public void close() {
        try (events;
                table;
                lines) {
            lines.force();
        }
    }
}
