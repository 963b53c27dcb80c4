package org.huale.spark.hadoop;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A place in one of Hadoop's file systems. Its text is its URL. Names of its parts are relative paths of this machine. */
final class HadoopPath implements Path {
    static final long UNKNOWN = -1;

    private final HadoopFiles files;
    private final org.apache.hadoop.fs.Path location;
    private final long length;

    /** @param length in bytes; {@link #UNKNOWN} where nobody has asked */
    HadoopPath(HadoopFiles files, org.apache.hadoop.fs.Path location, long length) {
        this.files = files;
        this.location = location;
        this.length = length;
    }

    org.apache.hadoop.fs.Path location() {
        return location;
    }

    long length() {
        return length;
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public Path getRoot() {
        return new HadoopPath(files, new org.apache.hadoop.fs.Path(toUri().resolve("/")), UNKNOWN);
    }

    @Override
    public Path getFileName() {
        return Path.of(location.getName());
    }

    @Override
    public @Nullable Path getParent() {
        org.apache.hadoop.fs.Path parent = location.getParent();
        return parent == null ? null : new HadoopPath(files, parent, UNKNOWN);
    }

    private Path names() {
        return Path.of(toUri().getPath());
    }

    @Override
    public int getNameCount() {
        return names().getNameCount();
    }

    @Override
    public Path getName(int index) {
        return names().getName(index);
    }

    @Override
    public Path subpath(int begin, int end) {
        return names().subpath(begin, end);
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof HadoopPath folder && asFolder().startsWith(folder.asFolder());
    }

    private String asFolder() {
        return location.isRoot() ? toString() : this + "/"; // a root ends in a slash already
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof HadoopPath ? equals(other) : names().endsWith(other);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        return other instanceof HadoopPath ? other : resolve(other.toString());
    }

    /** Hadoop would follow a URL given as a name anywhere, also to files of this machine. Only URLs below this place are taken. */
    @Override
    public Path resolve(String other) {
        HadoopPath resolved = other.isEmpty() ? this : new HadoopPath(files, joined(other), UNKNOWN);
        if (isUrl(other) && !resolved.startsWith(this)) {
            throw new InvalidPathException(other, "a URL that does not lie below " + this);
        }
        return resolved;
    }

    private org.apache.hadoop.fs.Path joined(String name) {
        try {
            return new org.apache.hadoop.fs.Path(location, name);
        } catch (IllegalArgumentException e) {
            throw new InvalidPathException(name, String.valueOf(e.getMessage()));
        }
    }

    /** As Hadoop tells them from names: these may have colons behind a slash. */
    private static boolean isUrl(String text) {
        int colon = text.indexOf(':');
        return colon >= 0 && text.lastIndexOf('/', colon) < 0;
    }

    @Override
    public Path resolveSibling(String other) {
        org.apache.hadoop.fs.Path parent = location.getParent();
        return parent == null ? resolve(other) : new HadoopPath(files, parent, UNKNOWN).resolve(other);
    }

    @Override
    public Path relativize(Path other) {
        if (!other.startsWith(this)) {
            throw new IllegalArgumentException(other + " does not lie below " + this);
        }
        return names().relativize(((HadoopPath) other).names());
    }

    @Override
    public URI toUri() {
        return location.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return this;
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return this;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HadoopPath path && path.location.equals(location);
    }

    @Override
    public int hashCode() {
        return location.hashCode();
    }

    @Override
    public String toString() {
        return location.toString();
    }
}
