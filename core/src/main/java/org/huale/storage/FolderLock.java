package org.huale.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process out of a folder; the system lets go when a process dies. Two files are locked, so that who removes the
 * one that looks left over lets nobody in. Neither is ever read: a process that closes a file gives up its locks of it.
 */
public final class FolderLock implements AutoCloseable {
    public static final String NAME = ".lock";
    private static final String SECOND = ".lock-of-huale";

    /** The files, which hold nothing. */
    public static final Set<String> NAMES = Set.of(NAME, SECOND);

    /** Whoever asks {@link #isHeld} has the lock for a moment; it is asked for so often before it counts as another's. */
    private static final int TRIES = 20;

    private static final long MILLIS_BETWEEN = 10;

    private final List<FileChannel> channels;

    private FolderLock(List<FileChannel> channels) {
        this.channels = channels;
    }

    /**
     * @param deed what the other process would be doing, for the message: {@code training in it}
     * @throws HualeException where another process, or this one, holds the lock
     */
    public static FolderLock take(Path folder, String deed) throws IOException {
        List<FileChannel> channels = new ArrayList<>();
        for (String name : List.of(NAME, SECOND)) {
            FileChannel channel =
                    InputFile.toChange(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channels.add(channel);
            if (!isTaken(channel)) {
                new FolderLock(channels).close();
                throw new HualeException(folder + ": another process is " + deed);
            }
        }
        return new FolderLock(channels);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        for (int i = 1; i < TRIES; i++) {
            if (locked(channel) != null) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN));
        }
        return locked(channel) != null;
    }

    /** Whether some process holds the lock of the folder at the moment. */
    public static boolean isHeld(Path folder) {
        return isHeld(folder, NAME) || isHeld(folder, SECOND);
    }

    private static boolean isHeld(Path folder, String name) {
        try (FileChannel channel = InputFile.toChange(folder.resolve(name), StandardOpenOption.WRITE)) {
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
            for (FileChannel channel : channels) {
                channel.close();
            }
        } catch (IOException e) {
            throw new HualeException("a folder's lock cannot be released: " + e.getMessage(), e);
        }
    }
}
