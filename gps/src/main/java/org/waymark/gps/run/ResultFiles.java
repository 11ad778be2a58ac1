package org.waymark.gps.run;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.waymark.gps.report.Report;
import org.waymark.gps.report.RunRecord;

/**
 * What a reader opens first: summary and report.
 *
 * @param folder where they are written
 * @param configuration the resolved experiment file
 * @param meta what is known about program, machine and command
 */
record ResultFiles(RunFolder folder, String configuration, Map<String, Object> meta) {
    void write(Summary summary, List<Map<String, Double>> metrics) {
        folder.write(RunFolder.SUMMARY, Json.pretty(summary.toMap()));
        String title = summary.experiment() + " · " + summary.algorithm() + " · seed " + summary.seed();
        RunRecord run = new RunRecord(title, summary.toText(), readable(meta), configuration, metrics);
        folder.write(RunFolder.REPORT, Report.html(run));
    }

    /** When the run began. */
    Instant started() {
        return Instant.parse((String) meta.get(Meta.STARTED));
    }

    private static Map<String, String> readable(Map<String, Object> facts) {
        Map<String, String> text = new LinkedHashMap<>();
        facts.forEach((name, value) -> text.put(words(name), value(value)));
        return text;
    }

    /** {@code maxHeap} → {@code max heap}. */
    private static String words(String name) {
        return name.chars()
                .mapToObj(c -> Character.isUpperCase(c)
                        ? " " + Character.toString(Character.toLowerCase(c))
                        : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static String value(Object value) {
        return value instanceof Collection<?> many
                ? many.stream().map(Object::toString).collect(Collectors.joining(" "))
                : value.toString();
    }
}
