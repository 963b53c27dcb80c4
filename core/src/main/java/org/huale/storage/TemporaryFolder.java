package org.huale.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.huale.problem.HualeException;

/**
 * A new folder among the system's temporary files, deleted when it is closed. A signal ends the JVM without closing anything: what is
 * left then is deleted at that moment.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final int TRIES = 40;
    private static final long MILLIS_BETWEEN = 50;

    private static final Set<TemporaryFolder> LEFT = ConcurrentHashMap.newKeySet();
    private static final Set<CountDownLatch> WORK = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolder::deleteLeft, "huale-temporary-folders"));
        } catch (IllegalStateException e) { // the JVM is on its way down and takes no more hooks
            ending = true;
        }
    }

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** @param prefix of its name */
    public static TemporaryFolder make(String prefix) throws IOException {
        TemporaryFolder made = new TemporaryFolder(Files.createTempDirectory(prefix));
        LEFT.add(made);
        return made;
    }

    /**
     * Has work that goes on, although the JVM is ending, keep its folders until then.
     *
     * @param ended counted down when the work has ended, or is not waited for any more
     */
    public static void keepUntil(CountDownLatch ended) {
        WORK.removeIf(it -> it.getCount() == 0);
        WORK.add(ended);
    }

    private static void deleteLeft() {
        try {
            for (CountDownLatch work : WORK) {
                work.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ending = true;
        LEFT.forEach(TemporaryFolder::deleteAtLast);
    }

    public Path path() {
        return path;
    }

    /**
     * The path, for whoever puts one more thing in. While what is left is being deleted, this does not return: nothing shall appear
     * there any more, and the JVM is about to be gone.
     */
    public Path toFill() {
        stopWhereItEnds();
        return path;
    }

    private static void stopWhereItEnds() {
        while (ending) {
            LockSupport.park();
        }
    }

    /**
     * It stays for people to look into, also when it is closed. While what is left is being deleted, this does not return: what failed
     * then failed by the same signal.
     */
    public void keep() {
        stopWhereItEnds();
        LEFT.remove(this);
    }

    /**
     * While what is left is being deleted, this does not return: who has read only half of what was in it shall make nothing of that.
     *
     * @throws HualeException where something in it cannot be deleted
     */
    @Override
    public void close() {
        stopWhereItEnds();
        delete();
    }

    private synchronized void delete() {
        if (LEFT.contains(this)) {
            FileTree.delete(path);
            LEFT.remove(this);
        }
    }

    /** Again and again, as somebody may be at the very moment of putting something in. */
    private synchronized void deleteAtLast() {
        for (int i = 0; i < TRIES && Files.exists(path); i++) {
            tryToDelete();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN));
        }
    }

    private void tryToDelete() {
        try {
            FileTree.delete(path);
        } catch (HualeException e) {
            return; // it grew meanwhile
        }
    }
}
