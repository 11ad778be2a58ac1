package org.waymark.gps.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.waymark.gps.learner.Recording;
import org.waymark.gps.report.Report;
import org.waymark.gps.report.RunRecord;
import org.waymark.gps.report.Scene;
import org.waymark.gps.report.Stage;

/**
 * What a reader opens first: summary and report.
 *
 * @param folder where they are written
 * @param configuration the resolved experiment file
 * @param meta what is known about program, machine and command
 * @param stage what is known about the plant; without it there is no replay
 */
record ResultFiles(RunFolder folder, String configuration, Map<String, Object> meta, Optional<Stage> stage) {
    void write(Summary summary, List<Map<String, Double>> metrics) {
        folder.write(RunFolder.SUMMARY, Json.pretty(summary.toMap()));
        folder.write(RunFolder.REPORT, report(summary, metrics));
    }

    /** The report of what is in the folder. */
    String report(Summary summary, List<Map<String, Double>> metrics) {
        String title = summary.experiment() + " · " + summary.algorithm() + " · seed " + summary.seed();
        RunRecord run = new RunRecord(title, summary.toText(), readable(meta), configuration, metrics);
        return stage.map(known -> Report.html(run, known, scenes(folder, summary)))
                .orElseGet(() -> Report.html(run));
    }

    /** What was recorded, with a word about the iterations that are special. */
    static List<Scene> scenes(RunFolder folder, Summary summary) {
        SortedMap<Integer, Recording> recordings = ReplayFiles.read(folder);
        List<Scene> scenes = new ArrayList<>();
        recordings.forEach((iteration, recording) -> {
            List<String> words = new ArrayList<>();
            if (iteration == 1) {
                words.add("first");
            }
            if (summary.policy()
                    .filter(policy -> policy.bestIteration() == iteration)
                    .isPresent()) {
                words.add("best");
            }
            if (iteration.equals(recordings.lastKey())) {
                words.add("last");
            }
            scenes.add(new Scene(iteration, String.join(", ", words), recording));
        });
        return scenes;
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
