package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.waymark.gps.algorithm.InterruptedRunException;
import org.waymark.gps.learner.StateFormat;

/**
 * Writes down the state after each iteration, while the next one runs; a state never changes, so this is safe.
 *
 * <p>The last two are kept: should one be torn, there is still the other.
 */
final class Checkpoints implements AutoCloseable {
    private static final int KEPT = 2;
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{4,9})\\.bin");

    private final RunFolder folder;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "waymark-checkpoints");
        thread.setDaemon(true);
        return thread;
    });
    private Future<?> pending;

    Checkpoints(RunFolder folder) {
        this.folder = folder;
    }

    /** @param iteration after which the state was written down */
    record Found<S>(int iteration, S state) {}

    /**
     * Begins to write a state, when the one before is on disk.
     *
     * @param before what is to be done before the checkpoint appears
     * @throws UncheckedIOException if the one before could not be written
     */
    <S> void write(int iteration, S state, StateFormat<S> format, Runnable before) {
        finish();
        pending = executor.submit(() -> {
            before.run();
            folder.writeDurably(name(iteration), file -> Files.write(file, StateCodec.encode(state, format)));
            try {
                Files.deleteIfExists(folder.resolve(name(iteration - KEPT)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * The state after an iteration.
     *
     * @throws DamagedCheckpointException if it is not whole
     * @throws RunFolderException if it cannot be read, or is of another version
     */
    static <S> S read(RunFolder folder, int iteration, StateFormat<S> format) {
        Path file = folder.resolve(name(iteration));
        try {
            return StateCodec.decode(Files.readAllBytes(file), format);
        } catch (IOException e) {
            throw new RunFolderException(file + ": cannot be read (" + RunFolder.reason(e) + ")", e);
        } catch (DamagedCheckpointException e) {
            throw new DamagedCheckpointException(file + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new RunFolderException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The last state from which a run can go on; empty if there is none.
     *
     * @param lines how many lines of metrics there are: without its line, an iteration is not complete
     * @param remarks gets a sentence for each checkpoint that cannot be taken
     * @throws RunFolderException if one cannot be read, or is of another version
     */
    static <S> Optional<Found<S>> newest(RunFolder folder, StateFormat<S> format, int lines, List<String> remarks) {
        for (int iteration : iterations(folder)) {
            if (iteration > lines) {
                remarks.add(folder.resolve(name(iteration)) + ": is left out, for " + RunFolder.METRICS + " has only "
                        + lines + " whole lines");
                continue;
            }
            try {
                return Optional.of(new Found<>(iteration, read(folder, iteration, format)));
            } catch (DamagedCheckpointException e) {
                remarks.add(e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The last one first. */
    private static List<Integer> iterations(RunFolder folder) {
        List<Integer> iterations = new ArrayList<>();
        for (String name : folder.checkpoints()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                iterations.add(Integer.valueOf(matcher.group(1)));
            }
        }
        iterations.sort(Comparator.reverseOrder());
        return iterations;
    }

    /** Deletes all but those that would be there had the run just done an iteration. */
    static void tidy(RunFolder folder, int iteration) {
        Set<String> kept = IntStream.rangeClosed(iteration - KEPT + 1, iteration)
                .mapToObj(i -> Path.of(name(i)).getFileName().toString())
                .collect(Collectors.toSet());
        folder.deleteCheckpointsBut(kept);
    }

    private void finish() {
        if (pending == null) {
            return;
        }
        try {
            pending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException(e);
        } catch (ExecutionException e) {
            throw TrainingRun.rethrown(e.getCause());
        } finally {
            pending = null;
        }
    }

    private static String name(int iteration) {
        return RunFolder.CHECKPOINTS + String.format(Locale.ROOT, "/checkpoint-%04d.bin", iteration);
    }

    /** Waits until the last state is on disk. */
    @Override
    public void close() {
        try {
            finish();
        } finally {
            executor.shutdown();
        }
    }
}
