package org.huale.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
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

    /** Folders that this process has: to open and close a file of theirs would give up its locks. */
    private static final Set<Path> OWN = new HashSet<>();

    private final Path folder;
    private final List<FileChannel> channels = new ArrayList<>();

    private FolderLock(Path folder) {
        this.folder = folder;
    }

    /**
     * @param deed what the other process would be doing, for the message: {@code training in it}
     * @throws FolderInUse where another process, or this one, holds the lock
     */
    public static FolderLock take(Path folder, String deed) throws IOException {
        synchronized (OWN) {
            Path own = folder.toRealPath();
            if (OWN.contains(own)) {
                throw refusal(folder, deed);
            }
            FolderLock lock = new FolderLock(own);
            try {
                lock.takeAll(folder, deed);
            } catch (IOException | HualeException failed) {
                lock.close(); // the first of the two files may be locked already
                throw failed;
            }
            OWN.add(own);
            return lock;
        }
    }

    private void takeAll(Path folder, String deed) throws IOException {
        for (String name : List.of(NAME, SECOND)) {
            FileChannel channel =
                    InputFile.toChange(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channels.add(channel);
            if (!isTaken(channel)) {
                throw refusal(folder, deed);
            }
        }
    }

    private static FolderInUse refusal(Path folder, String deed) {
        return new FolderInUse(folder + ": another process is " + deed);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        for (int i = 1; i < TRIES; i++) {
            if (locked(channel, false) != null) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN));
        }
        return locked(channel, false) != null;
    }

    /** Whether some process holds the lock of the folder at the moment. */
    public static boolean isHeld(Path folder) {
        synchronized (OWN) {
            return isOwn(folder) || isHeld(folder, NAME) || isHeld(folder, SECOND);
        }
    }

    private static boolean isOwn(Path folder) {
        try {
            return OWN.contains(folder.toRealPath());
        } catch (IOException e) {
            return false; // is not there, or what is wrong with it is said where the lock is looked at
        }
    }

    private static boolean isHeld(Path folder, String name) {
        Path file = folder.resolve(name);
        try (FileChannel channel = InputFile.toChange(file, StandardOpenOption.WRITE)) {
            return locked(channel, false) == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new HualeException(folder + ": cannot be used: " + e.getMessage(), e);
            }
            return isHeldByOthers(file);
        }
    }

    /**
     * Of a file that may not be written to, as another user's or on a disk that is read-only: a lock that many may have meets that
     * of whoever works there. Who may not even read it learns nothing, and says so when they want to work there themselves.
     */
    private static boolean isHeldByOthers(Path file) {
        try (FileChannel channel = InputFile.channel(file)) {
            return locked(channel, true) == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable FileLock locked(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    @Override
    public void close() {
        try {
            synchronized (OWN) {
                if (channels.stream().anyMatch(FileChannel::isOpen)) { // else somebody may have it by now
                    OWN.remove(folder);
                }
                for (FileChannel channel : channels) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new HualeException("a folder's lock cannot be released: " + e.getMessage(), e);
        }
    }
}
