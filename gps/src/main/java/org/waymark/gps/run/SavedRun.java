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
     * Opens a run; nothing is changed.
     *
     * @throws RunFolderException if there is none at {@code path}, or none that this program can go on with
     */
    public static SavedRun open(Path path) {
        RunFolder folder = RunFolder.open(path);
        Map<String, Object> meta = folder.meta();
        Object version = meta.get(Meta.PROGRAM);
        if (!Meta.version().equals(version)) {
            throw new RunFolderException(path + ": was begun by waymark " + version + ", and this is waymark "
                    + Meta.version() + "; only the version that began a run can go on with it");
        }
        if (!meta.containsKey(Meta.CONFIGURATION)) {
            throw new RunFolderException(path + ": was not made by waymark train, which alone can go on with its runs");
        }
        String configuration = folder.read(RunFolder.CONFIG);
        if (!Digest.of(configuration).equals(meta.get(Meta.CONFIGURATION))) {
            throw new RunFolderException(path + ": its " + RunFolder.CONFIG
                    + " is not the one that it was begun with; to train with this one, begin a new run: waymark train "
                    + folder.resolve(RunFolder.CONFIG));
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
