package org.waymark.sim.external;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads what a process complains of, on a thread of its own, and keeps the end of it for error messages. */
final class LastWords implements Runnable {
    private static final int KEPT = 2000;

    private final InputStream stream;
    private final StringBuilder tail = new StringBuilder();

    LastWords(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public void run() {
        char[] buffer = new char[2048];
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                keep(buffer, count);
            }
        } catch (IOException e) {
            // the stream was closed with its process: that is its end
        }
    }

    private synchronized void keep(char[] buffer, int count) {
        tail.append(buffer, 0, count);
        tail.delete(0, Math.max(0, tail.length() - KEPT));
    }

    /** The end of what it said, as the end of a message; empty if it said nothing. */
    synchronized String asSuffix() {
        String said = tail.toString().strip();
        return said.isEmpty() ? "" : "; it wrote to stderr:\n" + said.indent(2).stripTrailing();
    }
}
