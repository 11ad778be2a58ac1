package org.waymark.gps.run;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run, read back from its folder.
 *
 * @param status how it ended, or that it has not
 * @param message what went wrong, if it failed
 * @param version of the program that made it
 * @param configuration the resolved experiment file
 * @param metrics one entry per iteration: metric name → value, NaN where there is none
 * @param policyCost of the returned policy from the evaluation starts; NaN without one
 * @param policySuccess likewise, a fraction in [0, 1]
 */
public record RecordedRun(
        Summary.Status status,
        Optional<String> message,
        String version,
        String configuration,
        List<Map<String, Double>> metrics,
        double policyCost,
        double policySuccess) {
    public RecordedRun {
        metrics = List.copyOf(metrics);
    }

    /** The run in a folder; empty if none has begun there, or if what it left is damaged. */
    public static Optional<RecordedRun> read(Path path) {
        for (String name : List.of(RunFolder.META, RunFolder.CONFIG, RunFolder.SUMMARY)) {
            if (!Files.isRegularFile(path.resolve(name))) {
                return Optional.empty();
            }
        }
        try {
            RunFolder folder = RunFolder.open(path);
            Map<String, Object> summary = Json.object(folder.read(RunFolder.SUMMARY));
            Object policy = summary.get("policy");
            RecordedRun run = new RecordedRun(
                    Summary.Status.valueOf(String.valueOf(summary.get("status")).toUpperCase(Locale.ROOT)),
                    Optional.ofNullable((String) summary.get("message")),
                    String.valueOf(Json.object(folder.read(RunFolder.META)).get(Meta.PROGRAM)),
                    folder.read(RunFolder.CONFIG),
                    metrics(folder),
                    number(policy, "cost"),
                    number(policy, "success"));
            boolean whole = run.status != Summary.Status.DONE
                    || Integer.valueOf(run.metrics.size()).equals(summary.get("iterations"));
            return whole ? Optional.of(run) : Optional.empty();
        } catch (RunFolderException | IllegalArgumentException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static List<Map<String, Double>> metrics(RunFolder folder) {
        if (!Files.exists(folder.resolve(RunFolder.METRICS))) {
            return List.of();
        }
        return folder.read(RunFolder.METRICS)
                .lines()
                .map(Json::object)
                .map(RecordedRun::numbers)
                .toList();
    }

    private static Map<String, Double> numbers(Map<String, Object> line) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        line.keySet().forEach(key -> numbers.put(key, number(line, key)));
        return Collections.unmodifiableMap(numbers);
    }

    private static double number(Object map, String key) {
        return map instanceof Map<?, ?> values && values.get(key) instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }
}
