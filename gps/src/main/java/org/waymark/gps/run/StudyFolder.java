package org.waymark.gps.run;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that a study leaves behind: its file, its tables, its plot, and below {@code runs/} an ordinary run folder for each of its
 * cells, with a note in it. Only one process at a time works in it.
 */
public final class StudyFolder implements AutoCloseable {
    /** The study as it was given. */
    public static final String STUDY = "study.yaml";
    /** The result, and the mark of such a folder. */
    public static final String RESULT = "study.json";

    public static final String TABLE = "study.md";
    public static final String TABLE_CSV = "study.csv";
    public static final String SEEDS_CSV = "seeds.csv";
    public static final String PLOT = "study.svg";
    public static final String RUNS = "runs";
    private static final String NOTE = "cell.json";

    private final Path path;
    private final RunLock lock;

    private StudyFolder(Path path, RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder, or goes on in one that the same study made before.
     *
     * @param study name of the study
     * @throws RunFolderException if there is something else at {@code path}, another process works in it, or it cannot be written to
     */
    public static StudyFolder open(Path path, String study) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)) {
            throw new RunFolderException("--out " + path + ": there is a file of this name");
        }
        try {
            requireOurs(path, study);
            Files.createDirectories(path.resolve(RUNS));
            if (!Files.isWritable(path)) {
                throw new RunFolderException("--out " + path + ": cannot be written to");
            }
        } catch (IOException e) {
            throw new RunFolderException("--out " + path + ": cannot be written to (" + RunFolder.reason(e) + ")", e);
        }
        return new StudyFolder(path, RunLock.of(path, "--out " + path + ": another process runs a study in it"));
    }

    private static void requireOurs(Path path, String study) throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        Path mark = path.resolve(RESULT);
        if (!Files.exists(mark)) {
            try (Stream<Path> entries = Files.list(path)) {
                if (entries.anyMatch(entry -> !List.of(RunLock.NAME, RUNS)
                        .contains(entry.getFileName().toString()))) {
                    throw new RunFolderException("--out " + path + ": exists already and is not the folder of a study;"
                            + " give another folder");
                }
            }
            return;
        }
        Object owner = Json.object(Files.readString(mark)).get("study");
        if (!study.equals(owner)) {
            throw new RunFolderException(
                    "--out " + path + ": is the folder of the study '" + owner + "'; give another folder");
        }
    }

    public Path path() {
        return path;
    }

    /** Where the run folder of a cell lies. */
    public Path cell(String variant, long seed) {
        return path.resolve(RUNS).resolve(variant).resolve("seed-" + seed);
    }

    /** Whether there is a folder with something in it. */
    public static boolean holdsAnything(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        } catch (IOException e) {
            throw new RunFolderException(folder + ": cannot be read (" + RunFolder.reason(e) + ")", e);
        }
    }

    /** Writes a text file: either all of it appears, or nothing changes. */
    public void write(String name, String text) {
        AtomicFile.write(path.resolve(name), aside -> Files.writeString(aside, text));
    }

    /** What was noted about a cell; empty if nothing was. */
    public Optional<Map<String, Object>> note(Path cell) {
        try {
            return Optional.of(Json.object(Files.readString(cell.resolve(NOTE))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Notes something about a cell, in place of what was noted before. */
    public void note(Path cell, Map<String, Object> note) {
        AtomicFile.write(cell.resolve(NOTE), aside -> Files.writeString(aside, Json.pretty(note)));
    }

    /** Makes an empty run folder for a cell, after deleting what an earlier run of it left. */
    public RunFolder renew(Path cell) {
        try {
            if (!Files.exists(cell, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(cell); // the note is put there before the run begins
            }
            Files.deleteIfExists(cell.resolve(NOTE));
            if (!Files.exists(cell.resolve(RunFolder.META))) {
                // stopped before it had written anything
                deleteIfEmpty(cell.resolve(RunFolder.CHECKPOINTS));
                deleteIfEmpty(cell.resolve(RunFolder.POLICY));
                deleteIfEmpty(cell.resolve(RunFolder.TENSORBOARD));
                deleteIfEmpty(cell.resolve(RunFolder.REPLAY));
            }
        } catch (IOException e) {
            throw new RunFolderException(cell + ": cannot be written to (" + RunFolder.reason(e) + ")", e);
        }
        return RunFolder.create(cell, true);
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // not what we left: creating the run folder will refuse it
        }
    }

    /** Lets others work in the folder. */
    @Override
    public void close() {
        lock.close();
    }
}
