package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are written aside and renamed, so that none is ever half there. */
final class AtomicFile {
    /** What is appended to the name while it is being written. */
    static final String ASIDE = ".part";

    /** Writes one file. */
    @FunctionalInterface
    interface Writing {
        void to(Path file) throws IOException;
    }

    private AtomicFile() {}

    /** Has a file written aside, then puts it into its place: either all of it appears, or nothing changes. */
    static void write(Path target, Writing writing) {
        Path aside = target.resolveSibling(target.getFileName() + ASIDE);
        try {
            writing.to(aside);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(target + ": cannot be written (" + RunFolder.reason(e) + ")", e);
        }
    }
}
