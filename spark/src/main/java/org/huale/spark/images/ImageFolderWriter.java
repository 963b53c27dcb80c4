package org.huale.spark.images;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.huale.dataset.pool.PlainImages;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.hadoop.Places;
import org.huale.storage.Sha256;

/** Writes image files to a folder, each whole or not at all; those that are there are not written again. */
final class ImageFolderWriter {
    private static final int FOLDER_LENGTH = 2;
    private static final String UNFINISHED = ".unfinished-";

    private final HadoopFiles files;
    private final Path folder;

    /** @param folder path or URL */
    ImageFolderWriter(HadoopFiles files, String folder) {
        this.files = files;
        this.folder = new Path(Places.url(folder));
    }

    /** Under a name of the hash of the bytes, since names of images may be anything. */
    PlainImages.Named kept(String name, byte[] image) throws IOException {
        String hash = Sha256.of(image);
        Path file = new Path(new Path(folder, hash.substring(0, FOLDER_LENGTH)), hash);
        FileSystem system = files.of(file);
        if (!system.exists(file)) {
            write(system, file, image);
        }
        return new PlainImages.Named(name, files.at(file, image.length));
    }

    private static void write(FileSystem system, Path file, byte[] image) throws IOException {
        Path unfinished = new Path(file.getParent(), UNFINISHED + file.getName());
        try (OutputStream out = system.create(unfinished, true)) {
            out.write(image);
        }
        if (!system.rename(unfinished, file) && !system.exists(file)) {
            throw new IOException(unfinished + " could not be renamed to " + file);
        }
    }
}
