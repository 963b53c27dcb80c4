package org.huale.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The files of this machine under {@code twin:}, so that nobody takes them for files of this machine. */
public final class TwinFileSystem extends RawLocalFileSystem {
    static final String SETTING = "fs.twin.impl";

    /** Happens once, before the next file gets its name: what another process may do just then. */
    static final AtomicReference<Runnable> BEFORE_RENAME = new AtomicReference<>(TwinFileSystem::nothing);

    /** Whether a name that is taken is said by an exception. */
    public static final AtomicBoolean AS_IN_S3 = new AtomicBoolean();

    @Override
    public String getScheme() {
        return "twin";
    }

    @Override
    public URI getUri() {
        return URI.create("twin:///");
    }

    private static void nothing() {}

    /** As in HDFS or S3, no file is replaced. */
    @Override
    public boolean rename(Path from, Path to) throws IOException {
        BEFORE_RENAME.getAndSet(TwinFileSystem::nothing).run();
        if (exists(to) && AS_IN_S3.get()) {
            throw new FileAlreadyExistsException(
                    "Failed to rename " + from + " to " + to + "; destination file exists");
        }
        return !exists(to) && super.rename(from, to);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        return Arrays.stream(super.listStatus(folder))
                .map(TwinFileSystem::plain)
                .toArray(FileStatus[]::new);
    }

    /** Without owners and rights, which Hadoop asks the machine for by a path of {@code file:}. */
    private static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                1,
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }
}
