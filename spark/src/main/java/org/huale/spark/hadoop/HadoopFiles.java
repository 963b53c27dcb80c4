package org.huale.spark.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * All files that Hadoop can read with one configuration. Paths are URLs, always absolute; of what {@code java.nio.file} can do,
 * there is reading of whole files, listing of folders and asking whether files are there and how long they are.
 */
public final class HadoopFiles extends FileSystem {
    private static final String LOCAL = "file";

    private final Configuration configuration;
    private final HadoopProvider provider;

    public HadoopFiles(Configuration configuration) {
        this.configuration = configuration;
        this.provider = new HadoopProvider(this);
    }

    /**
     * What a URL means: a path of this machine where that is {@code file:}.
     *
     * @throws HualeException where it is none
     */
    public Path at(String url) {
        return at(Places.location(url), HadoopPath.UNKNOWN);
    }

    /** @param length in bytes, as a listing says, so that nobody has to ask again */
    public Path at(org.apache.hadoop.fs.Path location, long length) {
        return isOfThisMachine(location) ? Path.of(location.toUri().getPath()) : new HadoopPath(this, location, length);
    }

    /** Whether a place is one of this machine's own files. */
    public static boolean isOfThisMachine(org.apache.hadoop.fs.Path location) {
        return LOCAL.equals(location.toUri().getScheme());
    }

    /**
     * Renames a file, unless one of the new name is there. Of such a file some file systems tell by an exception, as that of S3 does,
     * and others by false.
     */
    public static boolean renamed(
            org.apache.hadoop.fs.FileSystem files, org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
            throws IOException {
        try {
            return files.rename(from, to);
        } catch (IOException e) {
            if (files.exists(to)) {
                return false;
            }
            throw e;
        }
    }

    /** The same path, which knows how long its file is. */
    public Path measured(Path file) throws IOException {
        return file instanceof HadoopPath path ? at(path.location(), Files.size(path)) : file;
    }

    /** The file system of a place. */
    public org.apache.hadoop.fs.FileSystem of(org.apache.hadoop.fs.Path location) throws IOException {
        return of(location, configuration);
    }

    /** The file system of a place, by a configuration of its own. */
    public static org.apache.hadoop.fs.FileSystem of(org.apache.hadoop.fs.Path location, Configuration configuration)
            throws IOException {
        try {
            return location.getFileSystem(configuration);
        } catch (IllegalArgumentException e) { // such as a host that is not there
            throw new IOException(reason(e), e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException missing) {
                throw new IOException(withoutJar(location, missing), e);
            }
            throw e;
        }
    }

    /** Hadoop knows which class reads such files, also where the jar is not there that has it. */
    private static String withoutJar(org.apache.hadoop.fs.Path location, ClassNotFoundException missing) {
        String name = String.valueOf(missing.getMessage()).replaceAll("^Class | not found$", "");
        return "no jar on the class path has " + name + ", which "
                + location.toUri().getScheme() + ": needs; see docs/spark.md";
    }

    private static String reason(IllegalArgumentException e) {
        return e.getCause() instanceof UnknownHostException unknown
                ? "no host is known by the name " + unknown.getMessage()
                : String.valueOf(e.getMessage());
    }

    /** What it is that all of them are read with. */
    public Configuration configuration() {
        return configuration;
    }

    FileStatus status(org.apache.hadoop.fs.Path location) throws IOException {
        try {
            return of(location).getFileStatus(location);
        } catch (FileNotFoundException e) {
            throw missing(location, e);
        }
    }

    static NoSuchFileException missing(org.apache.hadoop.fs.Path location, FileNotFoundException reason) {
        NoSuchFileException missing = new NoSuchFileException(location.toString());
        missing.initCause(reason);
        return missing;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("Hadoop closes its own file systems");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return org.apache.hadoop.fs.Path.SEPARATOR;
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    /** What a URL means, as {@link #at(String)} has it. */
    @Override
    public Path getPath(String first, String... more) {
        String url = String.join(getSeparator(), first, String.join(getSeparator(), more));
        try {
            return at(new org.apache.hadoop.fs.Path(url), HadoopPath.UNKNOWN);
        } catch (IllegalArgumentException e) {
            throw new InvalidPathException(url, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException(pattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
