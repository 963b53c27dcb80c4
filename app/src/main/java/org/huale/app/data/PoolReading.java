package org.huale.app.data;

import java.io.File;
import java.nio.file.Path;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;

/**
 * The images that a user names to choose from: a data set, also those of its images that nobody has annotated, or a plain
 * folder.
 *
 * @param numbering by which COCO files speak of them; images of a plain folder have no numbers, for nobody could know them
 */
public record PoolReading(Dataset dataset, CocoNumbering numbering) {
    /** @param data a folder of images, or a data set such as {@code voc:DIR:SPLIT} */
    public static PoolReading read(String data) {
        return isPlain(data) ? plain(Path.of(data)) : located(data);
    }

    /**
     * The same, also at places that other modules know.
     *
     * @param work folder for what has to be made of it first
     */
    public static PoolReading read(String data, Path work) {
        return PoolSource.of(data).map(it -> it.read(data, work)).orElseGet(() -> read(data));
    }

    /** Whether the word names a folder of images that nobody has annotated. */
    public static boolean isPlain(String data) {
        return !data.isBlank() && new File(data).isDirectory();
    }

    private static PoolReading plain(Path folder) {
        return new PoolReading(NamedData.readPlain(folder), CocoNumbering.none());
    }

    private static PoolReading located(String data) {
        DatasetReading reading = NamedData.read(DatasetLocator.parse(data));
        return new PoolReading(reading.pool(), reading.numbering());
    }
}
