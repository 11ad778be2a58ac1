package org.waymark.gps.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.waymark.gps.run.RunFolder;

/** What a run wrote, without what depends on the clock. */
final class Timeless {
    private Timeless() {}

    /** The lines of its metrics. */
    static List<ObjectNode> metrics(Path run) throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve(RunFolder.METRICS))) {
            ObjectNode node = (ObjectNode) new ObjectMapper().readTree(line);
            List<String> keys = new ArrayList<>();
            node.fieldNames().forEachRemaining(keys::add);
            keys.stream().filter(key -> key.startsWith("time/")).forEach(node::remove);
            lines.add(node);
        }
        return lines;
    }

    /** Its summary. */
    static ObjectNode summary(Path run) throws IOException {
        ObjectNode node = (ObjectNode)
                new ObjectMapper().readTree(run.resolve(RunFolder.SUMMARY).toFile());
        return node.without(List.of("wallSeconds", "seconds"));
    }
}
