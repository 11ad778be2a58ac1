package org.waymark.sim.external;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads what a process answers, on a thread of its own, so that the one who waits for it may give up. */
final class LineReader implements Runnable {
    /** A line that is longer is cut there; it is no answer anyway. */
    private static final int LONGEST_LINE = 1 << 22;

    private static final int MOST_WAITING = 64;

    private final InputStream stream;
    /** An empty entry stands for the end of the stream. */
    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(MOST_WAITING);

    LineReader(InputStream stream) {
        this.stream = stream;
    }

    BlockingQueue<Optional<String>> lines() {
        return lines;
    }

    @Override
    public void run() {
        try {
            readAll();
            lines.put(Optional.empty());
        } catch (InterruptedException e) {
            // nobody is interested any more
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() throws InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n' || line.size() >= LONGEST_LINE) {
                        put(line);
                    } else {
                        line.write(buffer[i]);
                    }
                }
            }
        } catch (IOException e) {
            // the stream was closed with its process: that is its end
        }
        if (line.size() > 0) {
            put(line);
        }
    }

    private void put(ByteArrayOutputStream line) throws InterruptedException {
        lines.put(Optional.of(line.toString(StandardCharsets.UTF_8).stripTrailing()));
        line.reset();
    }
}
