package org.huale.spark.job;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.hadoop.Places;
import org.huale.spark.parquet.BatchHash;
import org.huale.spark.parquet.RowImage;
import org.huale.storage.Sha256;

/**
 * Whole batches that one task detects in, whose predictions are one file.
 *
 * @param name the same for the same batches
 * @param images of all batches, batch after batch
 */
public record Part(String name, List<PartImage> images) implements Serializable {
    private static final int NAME_LENGTH = 16;

    /**
     * An image as it travels.
     *
     * @param file as {@link RowImage#fileOf} says it
     * @param batch hash of its batch
     */
    public record PartImage(String id, String file, int width, int height, long batch) implements Serializable {

        static PartImage of(ImageRecord image, long batch) {
            return new PartImage(
                    image.id().value(),
                    RowImage.fileOf(image),
                    image.size().width(),
                    image.size().height(),
                    batch);
        }

        RowImage row() {
            return new RowImage(new ImageId(id), file, batch);
        }

        ImageRecord record(HadoopFiles files) {
            Path place = Places.isUrl(file) ? files.at(file) : Path.of(file);
            return new ImageRecord(new ImageId(id), place, new ImageSize(width, height), List.of());
        }
    }

    public Part {
        images = List.copyOf(images);
    }

    public static Part of(List<List<ImageRecord>> batches) {
        List<PartImage> images = new ArrayList<>();
        for (List<ImageRecord> batch : batches) {
            long hash = BatchHash.of(batch);
            batch.forEach(image -> images.add(PartImage.of(image, hash)));
        }
        String company = images.stream().map(it -> BatchHash.text(it.batch())).collect(Collectors.joining());
        return new Part(Sha256.of(company).substring(0, NAME_LENGTH), images);
    }

    /** @param files of Hadoop's file systems */
    List<ImageRecord> records(HadoopFiles files) {
        return images.stream().map(it -> it.record(files)).toList();
    }
}
