package org.huale.spark.parquet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.hadoop.Places;

/**
 * A folder with predictions: {@code views/NAME} for the detections in a view, {@code vectors/NAME} for a vector, and Parquet
 * files in these. A file is there whole or not at all.
 */
public final class ParquetFolder {
    /** What names of finished files end in. */
    public static final String ENDING = ".parquet";

    private static final String UNFINISHED = ".unfinished-";
    /** No part takes so long. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path root;
    private final Configuration configuration;
    private final FileSystem files;

    /**
     * @param place a folder of this machine, or a URL of a file system that Hadoop knows
     * @param configuration of Hadoop
     */
    public ParquetFolder(String place, Configuration configuration) {
        this.root = new Path(Places.url(place));
        this.configuration = checking(configuration, root);
        try {
            this.files = HadoopFiles.of(root, this.configuration);
        } catch (IOException e) {
            throw new HualeException(place + ": no file system that Hadoop can use here: " + e.getMessage(), e);
        }
    }

    /**
     * Parquet has checksums of its own, which its readers compare where they are told to. Beside a file of this machine
     * Hadoop would keep another with checksums, so that it could not appear in one step. Other file systems stay as Hadoop
     * has them: that of S3 keeps what it writes in files of this machine first, and wants their checksums.
     */
    private static Configuration checking(Configuration given, Path root) {
        Configuration checking = new Configuration(given);
        checking.setBoolean(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, true);
        if (HadoopFiles.isOfThisMachine(root)) {
            checking.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
            checking.setBoolean("fs.file.impl.disable.cache", true);
        }
        return checking;
    }

    Configuration configuration() {
        return configuration;
    }

    /** Names of the views that are there. */
    public Set<String> views() {
        return names(Content.VIEWS);
    }

    /** Names of the vectors that are there. */
    public Set<String> vectors() {
        return names(Content.VECTORS);
    }

    private Set<String> names(String folder) {
        Set<String> names = new TreeSet<>();
        for (FileStatus status : list(new Path(root, folder))) {
            if (status.isDirectory()) {
                names.add(status.getPath().getName());
            }
        }
        return names;
    }

    /** Finished files, by name. */
    public List<FileStatus> parts(Content content) {
        List<FileStatus> parts = new ArrayList<>();
        for (FileStatus status : list(folder(content))) {
            if (status.getPath().getName().endsWith(ENDING)) {
                parts.add(status);
            }
        }
        parts.sort(Comparator.comparing(it -> it.getPath().getName()));
        return parts;
    }

    public Path part(Content content, String name) {
        return new Path(folder(content), "part-" + name + ENDING);
    }

    public boolean has(Path part) {
        try {
            return files.exists(part);
        } catch (IOException e) {
            throw unusable(part, e);
        }
    }

    /** Where a part is written before it is whole; names that begin with a dot are passed over by all who read Parquet. */
    Path unfinished(Content content, String name, String attempt) {
        return new Path(folder(content), UNFINISHED + name + "-" + attempt);
    }

    /** Makes a part appear; where another attempt was faster, its part stays or is replaced by the same. */
    void finish(Path unfinished, Path part) throws IOException {
        if (HadoopFiles.renamed(files, unfinished, part)) {
            return;
        }
        if (!files.exists(part)) {
            throw new IOException(unfinished + " could not be renamed to " + part);
        }
        files.delete(unfinished, false);
    }

    void delete(Path file) {
        try {
            files.delete(file, false);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * Makes the folder, and clears away what was left unfinished so long ago that nobody is at work on it: others may be writing
     * into the folder at the same time.
     */
    public void begin(Content content) {
        long abandoned = System.currentTimeMillis() - ABANDONED.toMillis();
        try {
            files.mkdirs(folder(content));
            for (FileStatus status : list(folder(content))) {
                if (status.getPath().getName().startsWith(UNFINISHED) && status.getModificationTime() < abandoned) {
                    files.delete(status.getPath(), false);
                }
            }
        } catch (IOException e) {
            throw unusable(folder(content), e);
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }

    private Path folder(Content content) {
        return new Path(root, content.folder());
    }

    private FileStatus[] list(Path folder) {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    static HualeException unusable(Path file, IOException reason) {
        return new HualeException(file + ": cannot be used: " + reason.getMessage(), reason);
    }
}
