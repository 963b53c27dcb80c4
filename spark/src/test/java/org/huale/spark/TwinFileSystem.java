package org.huale.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The files of this machine under {@code twin:}, so that nobody takes them for files of this machine. */
public final class TwinFileSystem extends RawLocalFileSystem {
    static final String SETTING = "fs.twin.impl";

    @Override
    public String getScheme() {
        return "twin";
    }

    @Override
    public URI getUri() {
        return URI.create("twin:///");
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
