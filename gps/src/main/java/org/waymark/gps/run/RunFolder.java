package org.waymark.gps.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The folder that a run leaves behind.
 *
 * <p>{@code config.yaml}, {@code meta.json}, {@code metrics.jsonl}, {@code summary.json}, {@code report.html}, {@code checkpoints/},
 * {@code policy/} and, sometimes, {@code clusters.json}. All files but the growing {@code metrics.jsonl} are written aside and renamed, so that none is ever half there.
 */
public final class RunFolder {
    public static final String CONFIG = "config.yaml";
    public static final String META = "meta.json";
    /** How the number of clusters was found; only there if it was to be found. */
    public static final String CLUSTERS = "clusters.json";

    public static final String METRICS = "metrics.jsonl";
    public static final String SUMMARY = "summary.json";
    public static final String REPORT = "report.html";
    public static final String CHECKPOINTS = "checkpoints";
    public static final String POLICY = "policy";

    private static final List<String> FILES = List.of(CONFIG, META, CLUSTERS, METRICS, SUMMARY, REPORT);
    private static final Pattern CHECKPOINT_FILE = Pattern.compile("checkpoint-\\d{4,}\\.bin(\\.part)?");
    private static final Pattern POLICY_FILE = Pattern.compile("policy\\.(npz|onnx)(\\.part)?");

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
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
        if (!isRun(path)) {
            List<String> foreign = new ArrayList<>();
            for (Path entry : entries(path)) {
                String name = entry.getFileName().toString();
                if (FILES.contains(name) || name.equals(CHECKPOINTS) || name.equals(POLICY)) {
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
     * Makes the folder, with those above it, after deleting what an earlier run wrote into it, and nothing else.
     *
     * @param overwrite whether an earlier run may be replaced
     * @throws RunFolderException if there is one and it may not, or if the folder cannot be written to
     */
    public static RunFolder create(Path path, boolean overwrite) {
        requireFree(path, overwrite);
        RunFolder folder = new RunFolder(path);
        try {
            Files.createDirectories(path);
            folder.deleteRun();
            Files.createDirectories(path.resolve(CHECKPOINTS));
            Files.createDirectories(path.resolve(POLICY));
        } catch (IOException e) {
            throw new RunFolderException("--out " + path + ": cannot be written to (" + reason(e) + ")", e);
        }
        if (!Files.isWritable(path)) {
            throw new RunFolderException("--out " + path + ": cannot be written to");
        }
        return folder;
    }

    /**
     * An existing run.
     *
     * @throws RunFolderException if there is none at {@code path}
     */
    public static RunFolder open(Path path) {
        if (!Files.exists(path)) {
            throw new RunFolderException(path + ": there is no such run folder");
        }
        if (!isRun(path) || !Files.isRegularFile(path.resolve(CONFIG))) {
            throw new RunFolderException(
                    path + ": is no run folder (it lacks " + META + " or " + CONFIG + " of a run)");
        }
        return new RunFolder(path);
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
        for (String name : FILES) {
            Files.deleteIfExists(path.resolve(name));
            Files.deleteIfExists(path.resolve(name + AtomicFile.ASIDE));
        }
        deleteMatching(path.resolve(CHECKPOINTS), CHECKPOINT_FILE);
        deleteMatching(path.resolve(POLICY), POLICY_FILE);
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
        return path.resolve(name);
    }

    /** Reads a text file of the run. */
    public String read(String name) {
        try {
            return Files.readString(path.resolve(name));
        } catch (IOException e) {
            throw new RunFolderException(path.resolve(name) + ": cannot be read (" + reason(e) + ")", e);
        }
    }

    /** Writes a text file of the run: either all of it appears, or nothing changes. */
    void write(String name, String text) {
        write(name, aside -> Files.writeString(aside, text));
    }

    /** Has a file written aside, then puts it into its place. */
    void write(String name, AtomicFile.Writing writing) {
        AtomicFile.write(path.resolve(name), writing);
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
