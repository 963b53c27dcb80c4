package org.huale.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Keeps a second process out of a folder; the system lets go when a process dies. */
public final class FolderLock implements AutoCloseable {
    public static final String NAME = ".lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param deed what the other process would be doing, for the message: {@code training in it}
     * @throws HualeException where another process, or this one, holds the lock
     */
    public static FolderLock take(Path folder, String deed) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (locked(channel) == null) {
            channel.close();
            throw new HualeException(folder + ": another process is " + deed);
        }
        return new FolderLock(channel);
    }

    /** Whether some process holds the lock of the folder at the moment. */
    public static boolean isHeld(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.WRITE)) {
            return locked(channel) == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new HualeException("a folder's lock cannot be released: " + e.getMessage(), e);
        }
    }
}
