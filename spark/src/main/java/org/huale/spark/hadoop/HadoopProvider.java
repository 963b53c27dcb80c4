package org.huale.spark.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/** Reads whole files, lists folders and says how long files are; whatever else is asked for is refused. */
final class HadoopProvider extends FileSystemProvider {
    private final HadoopFiles files;

    HadoopProvider(HadoopFiles files) {
        this.files = files;
    }

    @Override
    public String getScheme() {
        return "hadoop";
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        org.apache.hadoop.fs.Path location = ((HadoopPath) path).location();
        try {
            return files.of(location).open(location);
        } catch (FileNotFoundException e) {
            throw HadoopFiles.missing(location, e);
        }
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        HadoopPath asked = (HadoopPath) path;
        return type.cast(
                asked.length() == HadoopPath.UNKNOWN
                        ? HadoopAttributes.of(files.status(asked.location()))
                        : HadoopAttributes.ofFile(asked.length()));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        files.status(((HadoopPath) path).location());
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    @Override
    public Path getPath(URI url) {
        return files.at(url.toString());
    }

    @Override
    public FileSystem getFileSystem(URI url) {
        return files;
    }

    @Override
    public FileSystem newFileSystem(URI url, Map<String, ?> settings) {
        return files;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        throw new UnsupportedOperationException(path + ": files of Hadoop are read from their beginning");
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> inside = new ArrayList<>();
        for (FileStatus status : listed(((HadoopPath) folder).location())) {
            Path path = files.at(status.getPath(), status.isFile() ? status.getLen() : HadoopPath.UNKNOWN);
            if (filter.accept(path)) {
                inside.add(path);
            }
        }
        return new Listing(inside);
    }

    private FileStatus[] listed(org.apache.hadoop.fs.Path folder) throws IOException {
        try {
            return files.of(folder).listStatus(folder);
        } catch (FileNotFoundException e) {
            throw HadoopFiles.missing(folder, e);
        }
    }

    /** What a folder held when it was looked at. */
    private record Listing(List<Path> inside) implements DirectoryStream<Path> {

        @Override
        public Iterator<Path> iterator() {
            return inside.iterator();
        }

        @Override
        public void close() {}
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void delete(Path path) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new ReadOnlyFileSystemException();
    }
}
