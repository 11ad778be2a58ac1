package org.waymark.gps.run;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.waymark.gps.experiment.Differences;
import org.waymark.gps.report.Comparison;
import org.waymark.gps.report.RunRecord;
import org.waymark.gps.report.Scene;
import org.waymark.gps.report.Stage;

/** What a run left in its folder, or has put there so far, for those who look at it. */
public final class RunReport {
    private final RunFolder folder;
    private final Map<String, Object> meta;
    private final String configuration;
    private final Summary summary;
    private final List<Map<String, Double>> metrics;
    private final List<String> remarks = new ArrayList<>();

    private RunReport(RunFolder folder, Map<String, Object> meta, String configuration, Summary summary) {
        this.folder = folder;
        this.meta = meta;
        this.configuration = configuration;
        this.summary = summary;
        this.metrics = MetricsRecord.read(folder).lines().stream()
                .map(RunReport::numbers)
                .toList();
    }

    /**
     * Reads the run of an experiment, whatever its state.
     *
     * @throws RunFolderException if there is none at {@code path}, or if it is damaged
     */
    public static RunReport of(Path path) {
        return of(RunFolder.open(path));
    }

    /** The same of an experiment or a distillation. */
    public static RunReport ofAny(Path path) {
        return of(RunFolder.openAny(path));
    }

    private static RunReport of(RunFolder folder) {
        Path path = folder.path();
        String file = RunFolder.META;
        try {
            Map<String, Object> meta = Json.object(folder.read(file));
            if (!meta.containsKey(Meta.CONFIGURATION)) {
                throw new RunFolderException(path + ": has no record of its course: it is one task of a"
                        + " distillation, whose own folder has that, or was made by an older build");
            }
            file = RunFolder.SUMMARY;
            if (!Files.exists(folder.resolve(file))) {
                throw new RunFolderException(path
                        + ": there is nothing to report yet; this run has only just begun (it has no " + file + ")");
            }
            Summary summary = Summary.of(Json.object(folder.read(file)));
            RunReport report = new RunReport(folder, meta, folder.read(folder.configuration()), summary);
            report.remark();
            return report;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new RunFolderException(
                    folder.resolve(file) + ": cannot be understood (" + e.getMessage()
                            + "); it is damaged, or of another version",
                    e);
        }
    }

    private void remark() {
        Object version = meta.get(Meta.PROGRAM);
        if (!Meta.version().equals(version)) {
            remarks.add("was made by waymark " + version + ", and this is waymark " + Meta.version()
                    + "; what cannot be read is left out");
        }
        if (metrics.isEmpty()) {
            remarks.add("has completed no iteration: there are no curves and no rollouts to show");
        }
        if (summary.status() == Summary.Status.RUNNING) {
            remarks.add(
                    "is still going, or was killed; the report shows what there is, up to iteration " + metrics.size());
        }
    }

    private static Map<String, Double> numbers(Map<String, Object> line) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        line.forEach(
                (key, value) -> numbers.put(key, value instanceof Number number ? number.doubleValue() : Double.NaN));
        return numbers;
    }

    /** Sentences without a subject about what a reader should know; empty for a finished run of this version. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    public RunFolder folder() {
        return folder;
    }

    public Summary summary() {
        return summary;
    }

    /** The recorded iterations, ascending. */
    public List<Scene> scenes() {
        return ResultFiles.scenes(folder, summary);
    }

    /** The report of this run, as HTML; without a stage it has no replay. */
    public String html(Optional<Stage> stage) {
        return new ResultFiles(folder, configuration, meta, stage).report(current(), metrics);
    }

    /** Of a run that is going, the summary is that of its beginning. */
    private Summary current() {
        if (summary.status() != Summary.Status.RUNNING || metrics.isEmpty()) {
            return summary;
        }
        Map<String, Double> last = metrics.get(metrics.size() - 1);
        Map<String, Object> map = new LinkedHashMap<>(summary.toMap());
        map.put("iterations", metrics.size());
        map.put("environmentSteps", last.getOrDefault("steps/environment", 0.0).longValue());
        map.put("controllers", Map.of("cost", last.getOrDefault("cost/mean", Double.NaN)));
        map.put("wallSeconds", last.getOrDefault("time/elapsed", Double.NaN));
        return Summary.of(map);
    }

    /** The page that compares several runs, as HTML. */
    public static String comparison(List<RunReport> runs) {
        List<String> names = new ArrayList<>();
        List<RunRecord> records = new ArrayList<>();
        for (RunReport run : runs) {
            String name = String.valueOf(run.folder.path().getFileName());
            boolean taken = names.contains(name);
            names.add(taken ? String.format(Locale.ROOT, "%s (%d)", name, names.size() + 1) : name);
            Map<String, String> result = new LinkedHashMap<>();
            result.put("folder", run.folder.path().toString());
            result.put("experiment", run.summary.experiment());
            result.put("algorithm", run.summary.algorithm());
            result.put("seed", Long.toString(run.summary.seed()));
            result.putAll(run.current().toText());
            records.add(new RunRecord(name, result, Map.of(), run.configuration, run.metrics));
        }
        return Comparison.html(
                names,
                records,
                Differences.among(runs.stream().map(run -> run.configuration).toList()));
    }

    /** Writes a page: either all of it appears, or nothing changes. */
    public static void write(Path file, String html) {
        AtomicFile.write(file, aside -> Files.writeString(aside, html));
    }
}
