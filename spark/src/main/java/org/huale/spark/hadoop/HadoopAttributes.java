package org.huale.spark.hadoop;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file or folder.
 *
 * @param changed milliseconds since 1970; 0 where nobody asked
 */
record HadoopAttributes(boolean isRegularFile, long size, long changed) implements BasicFileAttributes {

    static HadoopAttributes of(FileStatus status) {
        return new HadoopAttributes(status.isFile(), status.getLen(), status.getModificationTime());
    }

    static HadoopAttributes ofFile(long length) {
        return new HadoopAttributes(true, length, 0);
    }

    @Override
    public boolean isDirectory() {
        return !isRegularFile;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.fromMillis(changed);
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }

    @Override
    public @Nullable Object fileKey() {
        return null;
    }
}
