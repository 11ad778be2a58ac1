package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.waymark.gps.algorithm.Warning;
import org.waymark.gps.learner.Metrics;
import org.waymark.gps.learner.Step;

/** The growing file {@code metrics.jsonl}: a line is on its way to the disk when {@link #append} returns. */
final class MetricsLog implements AutoCloseable {
    private final Path file;
    private final Writer writer;

    MetricsLog(Path file) {
        this.file = file;
        try {
            this.writer = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new RunFolderException(file + ": cannot be written (" + RunFolder.reason(e) + ")", e);
        }
    }

    /** @param numbers of the iteration, with its times */
    void append(Map<String, Double> numbers, Step<?> done) {
        try {
            writer.write(line(numbers, done) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written (" + RunFolder.reason(e) + ")", e);
        }
    }

    static String line(Map<String, Double> numbers, Step<?> done) {
        Map<String, Object> line = new LinkedHashMap<>();
        numbers.forEach((key, value) ->
                line.put(key, Metrics.isCount(key) && Double.isFinite(value) ? (Object) value.longValue() : value));
        line.putAll(done.statuses());
        line.put("warnings", done.warnings().stream().map(MetricsLog::toMap).toList());
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

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written (" + RunFolder.reason(e) + ")", e);
        }
    }
}
