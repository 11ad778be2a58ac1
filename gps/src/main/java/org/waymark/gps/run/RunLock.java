package org.waymark.gps.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One process at a time in a folder; the lock vanishes with the process, however that ends. */
final class RunLock implements AutoCloseable {
    /** The file that is locked. It stays: to delete it would let two processes lock two files of one name. */
    static final String NAME = ".lock";

    private final Path folder;
    private final Optional<FileChannel> channel;

    private RunLock(Path folder, Optional<FileChannel> channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @param complaint what to say if another process has
     * @throws RunFolderException if another process has
     */
    static RunLock of(Path folder, String complaint) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel).isEmpty()) {
                channel.close();
                throw new RunFolderException(complaint);
            }
            return new RunLock(folder, Optional.of(channel));
        } catch (IOException e) {
            return new RunLock(folder, Optional.empty()); // some network file systems know no locks
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /** Lets others work in the folder. */
    @Override
    public void close() {
        if (channel.isPresent()) {
            try {
                channel.get().close();
            } catch (IOException e) {
                throw new RunFolderException(folder + ": cannot be unlocked (" + RunFolder.reason(e) + ")", e);
            }
        }
    }
}
