package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folder that a run leaves behind.
 *
 * <p>{@code config.yaml}, {@code meta.json}, {@code metrics.jsonl}, {@code metrics.csv}, {@code summary.json}, {@code report.html}, {@code
 * checkpoints/}, {@code policy/}, {@code tensorboard/}, {@code replay/} and, sometimes, {@code clusters.json}. All files but those that grow with each
 * iteration are written aside and renamed, so that none is ever half there. A new folder itself is prepared under another name, and appears
 * with its configuration in it.
 *
 * <p>The folder of a distillation has {@code distillation.yaml} instead of {@code config.yaml}, and instead of {@code policy/} a run folder for
 * each task.
 */
public final class RunFolder {
    public static final String CONFIG = "config.yaml";
    public static final String DISTILLATION = "distillation.yaml";
    public static final String META = "meta.json";
    /** How the number of clusters was found; only there if it was to be found. */
    public static final String CLUSTERS = "clusters.json";

    public static final String METRICS = "metrics.jsonl";
    public static final String METRICS_CSV = "metrics.csv";
    public static final String SUMMARY = "summary.json";
    public static final String REPORT = "report.html";
    public static final String CHECKPOINTS = "checkpoints";
    public static final String POLICY = "policy";
    public static final String TENSORBOARD = "tensorboard";
    public static final String REPLAY = "replay";

    private static final List<String> FILES = List.of(CONFIG, META, CLUSTERS, METRICS, METRICS_CSV, SUMMARY, REPORT);
    private static final List<String> FOLDERS = List.of(CHECKPOINTS, POLICY, TENSORBOARD, REPLAY);
    private static final Pattern CHECKPOINT_FILE = Pattern.compile("checkpoint-\\d{4,}\\.bin(\\.part)?");
    private static final Pattern POLICY_FILE = Pattern.compile("(last\\.npz|policy\\.(npz|onnx))(\\.part)?");
    private static final Pattern TENSORBOARD_FILE = Pattern.compile("events\\.out\\.tfevents\\.\\d+\\.waymark");

    private static final Pattern REPLAY_FILE = Pattern.compile("iteration-\\d{4,}\\.bin(\\.part)?");

    private final Path path;
    private final String configuration;

    /** Where the folder is being prepared or, once it has appeared, {@link #path}. */
    private Path place;

    private RunFolder(Path path, Path place, String configuration) {
        this.path = path;
        this.place = place;
        this.configuration = configuration;
    }

    /**
     * Checks, without changing anything, that a run may be written to {@code path}.
     *
     * @throws RunFolderException if it may not
     */
    public static void requireFree(Path path, boolean overwrite) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw new RunFolderException("--out " + path + ": there is a file of this name");
        }
        if (!overwrite) {
            throw new RunFolderException(
                    "--out " + path + ": exists already; give another folder, or --overwrite to replace the run in it");
        }
        if (holdsDistillation(path)) {
            throw new RunFolderException("--out " + path + ": holds a distillation with a folder for each task, which"
                    + " --overwrite leaves alone; give another folder");
        }
        if (!isRun(path)) {
            List<String> foreign = new ArrayList<>();
            for (Path entry : entries(path)) {
                String name = entry.getFileName().toString();
                if (FILES.contains(name) || FOLDERS.contains(name)) {
                    foreign.add(name);
                }
            }
            if (!foreign.isEmpty()) {
                throw new RunFolderException("--out " + path + ": holds " + String.join(", ", foreign)
                        + ", but was not written by a run (it has no " + META
                        + " of ours), so --overwrite leaves it alone");
            }
        }
    }

    /**
     * Makes the folder, with those above it. Where there is nothing yet, it is prepared under another name until {@link #appear}; otherwise
     * what an earlier run wrote into it, and nothing else, is deleted, but for what marks it as a run's.
     *
     * @param overwrite whether an earlier run may be replaced
     * @throws RunFolderException if there is one and it may not or is still going, or if the folder cannot be written to
     */
    public static RunFolder create(Path path, boolean overwrite) {
        requireFree(path, overwrite);
        boolean isNew = !Files.isDirectory(path);
        RunFolder folder = new RunFolder(path, isNew ? preparation(path) : path, CONFIG);
        folder.make(List.of(CHECKPOINTS, POLICY));
        return folder;
    }

    /**
     * Makes the folder of a distillation, with those above it; it is prepared under another name until {@link #appear}.
     *
     * @throws RunFolderException if there is something already, or if the folder cannot be written to
     */
    public static RunFolder createDistillation(Path path) {
        requireNothing(path);
        RunFolder folder = new RunFolder(path, preparation(path), DISTILLATION);
        folder.make(List.of(CHECKPOINTS));
        return folder;
    }

    /**
     * Checks that there is nothing at {@code path}.
     *
     * @throws RunFolderException if there is
     */
    public static void requireNothing(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new RunFolderException("--out " + path + ": exists already; give another folder");
        }
    }

    private void make(List<String> folders) {
        try {
            Files.createDirectories(place);
            deleteRun();
            for (String folder : folders) {
                Files.createDirectories(resolve(folder));
            }
        } catch (IOException e) {
            throw new RunFolderException("--out " + path + ": cannot be written to (" + reason(e) + ")", e);
        }
        if (!Files.isWritable(place)) {
            throw new RunFolderException("--out " + path + ": cannot be written to");
        }
    }

    private static Path preparation(Path path) {
        return path.resolveSibling(path.getFileName() + AtomicFile.ASIDE + "-"
                + ProcessHandle.current().pid());
    }

    /**
     * The folder takes its name, if it has not done so yet.
     *
     * @throws RunFolderException if that has been taken in the meantime
     */
    void appear() {
        if (place.equals(path)) {
            return;
        }
        try {
            Files.move(place, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new RunFolderException("--out " + path + ": cannot be made (" + reason(e) + ")", e);
        }
        place = path;
        AtomicFile.forceFolder(path.toAbsolutePath().getParent());
    }

    /**
     * Keeps other processes out while this one writes.
     *
     * @throws RunFolderException if another process does
     */
    RunLock lock() {
        return RunLock.of(place, path + ": this run is still going, in another process");
    }

    /**
     * An existing run of an experiment.
     *
     * @throws RunFolderException if there is none at {@code path}
     */
    public static RunFolder open(Path path) {
        RunFolder folder = openAny(path);
        if (folder.isDistillation()) {
            throw new RunFolderException(
                    path + ": is a distillation; for each of its tasks there is a run folder in it");
        }
        return folder;
    }

    /**
     * An existing run, of an experiment or a distillation.
     *
     * @throws RunFolderException if there is none at {@code path}
     */
    static RunFolder openAny(Path path) {
        if (!Files.exists(path)) {
            throw new RunFolderException(path + ": there is no such run folder");
        }
        String configuration = holdsDistillation(path) ? DISTILLATION : CONFIG;
        if (!isRun(path) || !Files.isRegularFile(path.resolve(configuration))) {
            throw new RunFolderException(
                    path + ": is no run folder (it lacks " + META + " or " + CONFIG + " of a run)");
        }
        return new RunFolder(path, path, configuration);
    }

    private static boolean holdsDistillation(Path path) {
        return Files.isRegularFile(path.resolve(DISTILLATION)) && !Files.exists(path.resolve(CONFIG)) && isRun(path);
    }

    /** Whether something in the folder has this name, so that no task's folder can. */
    static boolean isTaken(String name) {
        return FILES.contains(name) || FOLDERS.contains(name) || name.equals(DISTILLATION);
    }

    /** Whether this is the run of a distillation, not of an experiment. */
    public boolean isDistillation() {
        return configuration.equals(DISTILLATION);
    }

    /** The name of the file that tells what the run is about. */
    public String configuration() {
        return configuration;
    }

    /** {@code parent/name} or, if that is taken, the first of {@code parent/name-2}, {@code parent/name-3}, … that is not. */
    public static Path unused(Path parent, String name) {
        Path path = parent.resolve(name);
        for (int i = 2; Files.exists(path, LinkOption.NOFOLLOW_LINKS); i++) {
            path = parent.resolve(name + "-" + i);
        }
        return path;
    }

    private static boolean isRun(Path path) {
        Path meta = path.resolve(META);
        try {
            return Files.isRegularFile(meta)
                    && Files.readString(meta, StandardCharsets.ISO_8859_1).contains("\"" + Meta.PROGRAM + "\"");
        } catch (IOException e) {
            throw new RunFolderException(meta + ": cannot be read (" + reason(e) + ")", e);
        }
    }

    private void deleteRun() throws IOException {
        if (!Files.exists(resolve(META))) {
            return;
        }
        try (RunLock alone = lock()) {
            for (String name : FILES) {
                if (!name.equals(META)) {
                    Files.deleteIfExists(resolve(name));
                }
                Files.deleteIfExists(resolve(name + AtomicFile.ASIDE));
            }
            deleteMatching(resolve(CHECKPOINTS), CHECKPOINT_FILE);
            deleteMatching(resolve(POLICY), POLICY_FILE);
            deleteMatching(resolve(TENSORBOARD), TENSORBOARD_FILE);
            deleteMatching(resolve(REPLAY), REPLAY_FILE);
        }
    }

    /** The names of all files of checkpoints, and of what is left of half-written ones. */
    List<String> checkpoints() {
        return names(CHECKPOINTS, CHECKPOINT_FILE);
    }

    /** The names of all files of recordings, and of what is left of half-written ones. */
    List<String> recordings() {
        return names(REPLAY, REPLAY_FILE);
    }

    private List<String> names(String folder, Pattern pattern) {
        if (!Files.isDirectory(resolve(folder))) {
            return List.of();
        }
        return entries(resolve(folder)).stream()
                .map(entry -> entry.getFileName().toString())
                .filter(pattern.asMatchPredicate())
                .toList();
    }

    /** Deletes {@link #checkpoints} but for some. */
    void deleteCheckpointsBut(Set<String> kept) {
        for (String name : checkpoints()) {
            if (!kept.contains(name)) {
                delete(CHECKPOINTS + "/" + name);
            }
        }
    }

    /** Makes a folder in the folder, unless it is there. */
    void makeFolder(String name) {
        try {
            Files.createDirectories(resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(resolve(name) + ": cannot be made (" + reason(e) + ")", e);
        }
    }

    /** Deletes a file if it is there. */
    void delete(String name) {
        try {
            Files.deleteIfExists(resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(resolve(name) + ": cannot be deleted (" + reason(e) + ")", e);
        }
    }

    private static void deleteMatching(Path folder, Pattern names) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path entry : entries(folder)) {
            if (names.matcher(entry.getFileName().toString()).matches()) {
                Files.delete(entry);
            }
        }
    }

    private static List<Path> entries(Path folder) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            List<Path> entries = new ArrayList<>();
            stream.forEach(entries::add);
            entries.sort(null);
            return entries;
        } catch (IOException e) {
            throw new RunFolderException(folder + ": cannot be read (" + reason(e) + ")", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Where something in the folder lies. */
    public Path resolve(String name) {
        return place.resolve(name);
    }

    /** Reads a text file of the run. */
    public String read(String name) {
        try {
            return Files.readString(resolve(name));
        } catch (IOException e) {
            throw new RunFolderException(resolve(name) + ": cannot be read (" + reason(e) + ")", e);
        }
    }

    /** What {@code meta.json} holds. */
    Map<String, Object> meta() {
        try {
            return Json.object(read(META));
        } catch (IllegalArgumentException e) {
            throw new RunFolderException(resolve(META) + ": is damaged (" + e.getMessage() + ")", e);
        }
    }

    /** Writes a text file of the run: either all of it appears, or nothing changes. */
    void write(String name, String text) {
        write(name, aside -> Files.writeString(aside, text));
    }

    /** Has a file written aside, then puts it into its place. */
    void write(String name, AtomicFile.Writing writing) {
        AtomicFile.write(resolve(name), writing);
    }

    /** The same, and it outlives a power failure when this returns. */
    void writeDurably(String name, AtomicFile.Writing writing) {
        AtomicFile.writeDurably(resolve(name), writing);
    }

    /** What went wrong, without the path, which the caller names. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason().toLowerCase(Locale.ROOT);
        }
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        String words = kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return e instanceof FileSystemException || e.getMessage() == null ? words : e.getMessage();
    }
}
