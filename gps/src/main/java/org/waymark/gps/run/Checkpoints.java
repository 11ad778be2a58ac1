package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.waymark.gps.algorithm.InterruptedRunException;
import org.waymark.gps.learner.StateFormat;

/**
 * Writes down the state after each iteration, while the next one runs; a state never changes, so this is safe.
 *
 * <p>The last two are kept: should one be torn, there is still the other.
 */
final class Checkpoints implements AutoCloseable {
    private static final int KEPT = 2;

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

    /**
     * Begins to write a state, when the one before is on disk.
     *
     * @throws UncheckedIOException if the one before could not be written
     */
    <S> void write(int iteration, S state, StateFormat<S> format) {
        finish();
        pending = executor.submit(() -> {
            folder.write(name(iteration), file -> Files.write(file, StateCodec.encode(state, format)));
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
     * @throws RunFolderException if it is not there, or damaged
     */
    static <S> S read(RunFolder folder, int iteration, StateFormat<S> format) {
        Path file = folder.resolve(name(iteration));
        try {
            return StateCodec.decode(Files.readAllBytes(file), format);
        } catch (IOException e) {
            throw new RunFolderException(file + ": cannot be read (" + RunFolder.reason(e) + ")", e);
        } catch (IllegalArgumentException e) {
            throw new RunFolderException(file + ": " + e.getMessage(), e);
        }
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
