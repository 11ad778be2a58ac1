package org.waymark.gps.run;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run in its folder, as one goes on with it. */
public final class SavedRun {
    private final RunFolder folder;
    private final Map<String, Object> meta;
    private final String configuration;

    private SavedRun(RunFolder folder, Map<String, Object> meta, String configuration) {
        this.folder = folder;
        this.meta = meta;
        this.configuration = configuration;
    }

    /**
     * Where a run goes on.
     *
     * @param iteration after which, 0 for the beginning
     * @param remarks sentences about what could not be used, and what may differ
     */
    public record Resumption(int iteration, List<String> remarks) {
        public Resumption {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Opens the run of an experiment; nothing is changed.
     *
     * @throws RunFolderException if there is none at {@code path}, or none that this program can go on with
     */
    public static SavedRun open(Path path) {
        RunFolder folder = RunFolder.openAny(path);
        if (folder.isDistillation()) {
            throw new RunFolderException(
                    path + ": is a distillation; 'waymark distill --resume " + path + "' goes on with it");
        }
        return of(folder, "train with this one, begin a new run: waymark train " + folder.resolve(RunFolder.CONFIG));
    }

    /**
     * Opens a distillation; nothing is changed.
     *
     * @throws RunFolderException if there is none at {@code path}, or none that this program can go on with
     */
    public static SavedRun openDistillation(Path path) {
        RunFolder folder = RunFolder.openAny(path);
        if (!folder.isDistillation()) {
            throw new RunFolderException(
                    path + ": is no distillation; 'waymark train --resume " + path + "' goes on with a run of its own");
        }
        return of(folder, "distil in this way, begin anew: waymark distill");
    }

    private static SavedRun of(RunFolder folder, String wayOut) {
        Path path = folder.path();
        Map<String, Object> meta = folder.meta();
        Object version = meta.get(Meta.PROGRAM);
        if (!Meta.version().equals(version)) {
            throw new RunFolderException(path + ": was begun by waymark " + version + ", and this is waymark "
                    + Meta.version() + "; only the version that began a run can go on with it");
        }
        if (!meta.containsKey(Meta.CONFIGURATION)) {
            throw new RunFolderException(
                    path + ": is no run that can be gone on with: it is one task of a distillation,"
                            + " which is resumed as a whole, or was made by an older build");
        }
        String configuration = folder.read(folder.configuration());
        if (!Digest.of(configuration).equals(meta.get(Meta.CONFIGURATION))) {
            throw new RunFolderException(
                    path + ": its " + folder.configuration() + " is not the one that it was begun with; to " + wayOut);
        }
        return new SavedRun(folder, meta, configuration);
    }

    public RunFolder folder() {
        return folder;
    }

    /** The name of its experiment. */
    public String experiment() {
        return String.valueOf(meta.get(Meta.EXPERIMENT));
    }

    /** What it came to, if it has been finished. */
    public Optional<Summary> finished() {
        try {
            return Optional.of(Summary.of(Json.object(folder.read(RunFolder.SUMMARY))))
                    .filter(summary -> summary.status() == Summary.Status.DONE);
        } catch (RunFolderException | UncheckedIOException | IllegalArgumentException e) {
            return Optional.empty(); // never written, or torn: the last checkpoint leads to the same summary
        }
    }

    Map<String, Object> meta() {
        return meta;
    }

    String configuration() {
        return configuration;
    }
}
