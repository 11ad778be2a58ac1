package org.waymark.gps.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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
        write(target, writing, false);
    }

    /** The same, and it is on the disk itself when this returns: it outlives a power failure, too. */
    static void writeDurably(Path target, Writing writing) {
        write(target, writing, true);
    }

    private static void write(Path target, Writing writing, boolean durably) {
        Path aside = target.resolveSibling(target.getFileName() + ASIDE);
        try {
            try {
                writing.to(aside);
                if (durably) {
                    force(aside, StandardOpenOption.WRITE);
                }
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside); // a full disk has no room for half a file
            }
        } catch (IOException e) {
            throw new UncheckedIOException(target + ": cannot be written (" + RunFolder.reason(e) + ")", e);
        }
        if (durably) {
            forceFolder(target.toAbsolutePath().getParent());
        }
    }

    /** Brings the names in a folder to the disk, where the system lets one. */
    static void forceFolder(Path folder) {
        try {
            force(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            // Windows opens no folders, and needs no such thing
        }
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
