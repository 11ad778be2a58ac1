package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.waymark.gps.algorithm.Iteration;

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

    void append(Map<String, Double> numbers, Iteration done) {
        try {
            writer.write(Metrics.json(numbers, done) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written (" + RunFolder.reason(e) + ")", e);
        }
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
