package org.waymark.gps.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file that grows at its end, piece by piece.
 *
 * <p>It is opened with what it is to begin with: where it holds that already, what comes after is cut off, and readers that follow it
 * notice nothing; otherwise it is written anew.
 */
final class GrowingFile implements AutoCloseable {
    private final Path file;
    private final FileOutputStream stream;

    /** @param beginning the content from which it grows; not modified */
    GrowingFile(Path file, byte[] beginning) {
        this.file = file;
        try {
            int same = Files.exists(file) ? common(Files.readAllBytes(file), beginning) : 0;
            this.stream = open(same == beginning.length ? same : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written (" + RunFolder.reason(e) + ")", e);
        }
        if (file.toFile().length() < beginning.length) {
            append(beginning);
        }
    }

    /** Opened at its end, which is moved to {@code length}. */
    private FileOutputStream open(int length) throws IOException {
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(length);
        }
        // no channel: an interrupt closes channels
        return new FileOutputStream(file.toFile(), true);
    }

    private static int common(byte[] a, byte[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? b.length : mismatch;
    }

    /** A piece is given to the operating system when this returns, and so outlives this process. */
    void append(byte[] piece) {
        try {
            stream.write(piece);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** All of it is on the disk itself when this returns. Any thread may call this. */
    void force() {
        try {
            stream.getFD().sync();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(file + ": cannot be written (" + RunFolder.reason(e) + ")", e);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
