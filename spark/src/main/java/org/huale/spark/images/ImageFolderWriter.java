package org.huale.spark.images;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.huale.dataset.pool.PlainImages;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.hadoop.Places;
import org.huale.storage.Sha256;

/**
 * Writes image files to a folder, each whole or not at all; those that are there are not written again. Others may write
 * into the folder at the same time.
 */
final class ImageFolderWriter {
    private static final int FOLDER_LENGTH = 2;
    private static final String UNFINISHED = ".unfinished-";

    private final HadoopFiles files;
    private final Path folder;
    private final String writer = UUID.randomUUID().toString(); // drawn; no result depends on it

    /** @param folder path or URL */
    ImageFolderWriter(HadoopFiles files, String folder) {
        this.files = files;
        this.folder = new Path(Places.url(folder));
    }

    /**
     * Under a name of the hash of the bytes, since names of images may be anything.
     *
     * @throws HualeException where it cannot be written
     */
    PlainImages.Named kept(String name, byte[] image) {
        String hash = Sha256.of(image);
        Path file = new Path(new Path(folder, hash.substring(0, FOLDER_LENGTH)), hash);
        try {
            FileSystem system = files.of(file);
            if (!system.exists(file)) {
                write(system, file, image);
            }
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be written: " + e.getMessage(), e);
        }
        return new PlainImages.Named(name, files.at(file, image.length));
    }

    /** Where another process was faster, its file stays: it holds the same. */
    private void write(FileSystem system, Path file, byte[] image) throws IOException {
        Path unfinished = new Path(file.getParent(), UNFINISHED + file.getName() + "-" + writer);
        boolean renamed = false;
        try {
            try (OutputStream out = system.create(unfinished, true)) {
                out.write(image);
            }
            renamed = HadoopFiles.renamed(system, unfinished, file);
        } finally {
            if (!renamed) {
                system.delete(unfinished, false);
            }
        }
        if (!renamed && !system.exists(file)) {
            throw new IOException(unfinished + " could not be renamed to " + file);
        }
    }
}
