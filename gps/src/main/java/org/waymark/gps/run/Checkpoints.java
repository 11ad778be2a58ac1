package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import org.waymark.gps.algorithm.State;

/** The state after each of the last two iterations, written down: one may be torn, then there is still the other. */
final class Checkpoints {
    private static final int KEPT = 2;

    private Checkpoints() {}

    static void write(RunFolder folder, State state) {
        folder.write(name(state.iteration()), file -> Files.write(file, StateCodec.encode(state)));
        try {
            Files.deleteIfExists(folder.resolve(name(state.iteration() - KEPT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(int iteration) {
        return RunFolder.CHECKPOINTS + String.format(Locale.ROOT, "/checkpoint-%04d.bin", iteration);
    }
}
