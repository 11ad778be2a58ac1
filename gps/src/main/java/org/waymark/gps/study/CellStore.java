package org.waymark.gps.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.waymark.gps.experiment.ConfigurationException;
import org.waymark.gps.experiment.Differences;
import org.waymark.gps.experiment.Experiment;
import org.waymark.gps.experiment.YamlBinder;
import org.waymark.gps.run.Build;
import org.waymark.gps.run.Digest;
import org.waymark.gps.run.Meta;
import org.waymark.gps.run.RecordedRun;
import org.waymark.gps.run.StudyFolder;
import org.waymark.gps.run.Summary;
import org.waymark.sim.mujoco.Mjcf;

/** The cells that a study's folder holds, and whether they are those of the study as it is now. */
final class CellStore {
    private final StudyFolder folder;
    private final Optional<String> build = Build.digest();
    private final Map<String, String> models = new ConcurrentHashMap<>();

    /** What is there of a cell. */
    enum Found {
        NOTHING,
        /** It was stopped, or killed. */
        HALF,
        FINISHED,
        FAILED
    }

    /**
     * A cell in the folder.
     *
     * @param changes what differs between its configuration and the study's; empty if nothing does, or if it is not complete
     * @param byOtherCode whether another build made it
     */
    record Content(Found found, List<String> changes, boolean byOtherCode) {
        Content {
            changes = List.copyOf(changes);
        }
    }

    CellStore(StudyFolder folder) {
        this.folder = folder;
    }

    Path path(Cell cell) {
        return folder.cell(cell.variant().folder(), cell.seed());
    }

    Content content(Cell cell) {
        Path path = path(cell);
        Optional<RecordedRun> run = RecordedRun.read(path);
        Optional<CellNote> note = note(cell);
        if (run.isEmpty() || note.isEmpty()) {
            return new Content(StudyFolder.holdsAnything(path) ? Found.HALF : Found.NOTHING, List.of(), false);
        }
        return switch (run.get().status()) {
            case RUNNING, INTERRUPTED -> new Content(Found.HALF, List.of(), false);
            case DONE -> complete(Found.FINISHED, cell, run.get(), note.get());
            case FAILED -> complete(Found.FAILED, cell, run.get(), note.get());
        };
    }

    private Content complete(Found found, Cell cell, RecordedRun run, CellNote note) {
        return new Content(found, changes(cell, run, note), !note.build().equals(build));
    }

    private List<String> changes(Cell cell, RecordedRun run, CellNote note) {
        List<String> changes = new ArrayList<>(
                Differences.between(resolvedNow(run.configuration()), YamlBinder.write(cell.experiment())));
        if (!run.version().equals(Meta.version())) {
            changes.add("version of waymark: " + run.version() + " → " + Meta.version());
        }
        if (changes.isEmpty() && !note.model().equals(model(cell))) {
            changes.add("content of " + cell.experiment().task().model().orElse("the model"));
        }
        return changes;
    }

    /** A configuration that was written before some key existed says nothing of it, and means its default. */
    private static String resolvedNow(String configuration) {
        try {
            return YamlBinder.write(YamlBinder.bind(Experiment.class, configuration, "config.yaml", List.of()));
        } catch (ConfigurationException e) {
            return configuration;
        }
    }

    /** A digest of the model file; empty if the model is built in. */
    Optional<String> model(Cell cell) {
        return cell.experiment()
                .task()
                .model()
                .filter(model -> Mjcf.builtIn(model).isEmpty())
                .map(model -> models.computeIfAbsent(model, file -> Digest.of(Path.of(file))));
    }

    /** A digest of the code that makes runs now. */
    Optional<String> build() {
        return build;
    }

    Optional<CellNote> note(Cell cell) {
        return folder.note(path(cell)).map(CellNote::from);
    }

    void note(Cell cell, CellNote note) {
        folder.note(path(cell), note.toJson());
    }

    /** The run of a cell that has ended. */
    RecordedRun run(Cell cell) {
        return RecordedRun.read(path(cell))
                .filter(run -> run.status() == Summary.Status.DONE || run.status() == Summary.Status.FAILED)
                .orElseThrow(() -> new IllegalStateException(path(cell) + ": the run is not complete"));
    }

    StudyFolder folder() {
        return folder;
    }
}
