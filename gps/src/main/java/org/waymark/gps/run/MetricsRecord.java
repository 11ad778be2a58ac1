package org.waymark.gps.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is in {@code metrics.jsonl}: its whole lines, from iteration 1, without gaps. */
final class MetricsRecord {
    private final byte[] bytes;
    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>(List.of(0));

    private MetricsRecord(byte[] bytes) {
        this.bytes = bytes;
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                if (!accept(new String(bytes, start, end - start, StandardCharsets.UTF_8))) {
                    return;
                }
                start = end + 1;
                ends.add(start);
            }
        }
    }

    private boolean accept(String text) {
        try {
            Map<String, Object> line = Json.object(text);
            boolean isNext = Integer.valueOf(lines.size() + 1).equals(line.get("iteration"));
            return isNext && lines.add(line);
        } catch (IllegalArgumentException e) {
            return false; // torn
        }
    }

    /** Nothing. */
    static MetricsRecord none() {
        return new MetricsRecord(new byte[0]);
    }

    /**
     * Reads the file of a run; a run that has none yet has no lines.
     *
     * @throws RunFolderException if it cannot be read
     */
    static MetricsRecord read(RunFolder folder) {
        Path file = folder.resolve(RunFolder.METRICS);
        try {
            return new MetricsRecord(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        } catch (IOException e) {
            throw new RunFolderException(file + ": cannot be read (" + RunFolder.reason(e) + ")", e);
        }
    }

    /** The first so many lines. */
    MetricsRecord first(int count) {
        return new MetricsRecord(Arrays.copyOf(bytes, ends.get(count)));
    }

    /** One line for each iteration: metric name → value, null where there is none. */
    List<Map<String, Object>> lines() {
        return lines;
    }

    /** The lines as they are in the file; not to be modified. */
    byte[] bytes() {
        return bytes;
    }
}
