package org.huale.spark.parquet;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.jspecify.annotations.Nullable;

/** Where the rows of some images are; 16 bytes an image beside an array of their ids, as there may be millions. */
public final class RowIndex {
    private static final long ABSENT = -1;

    private final ImageId[] images;
    private final long[] places;
    private final long[] batches;
    private final List<Path> parts = new ArrayList<>();

    /** A row of a file, from 0. */
    public record Place(Path part, int row) {}

    private RowIndex(List<ImageRecord> wanted) {
        images = wanted.stream()
                .map(ImageRecord::id)
                .sorted(Comparator.naturalOrder())
                .toArray(ImageId[]::new);
        places = new long[images.length];
        batches = new long[images.length];
        Arrays.fill(places, ABSENT);
    }

    /**
     * Looks through the finished files.
     *
     * @param check hears of every file first, and refuses those that do not fit
     */
    public static RowIndex of(ParquetFolder folder, Content content, List<ImageRecord> wanted, Consumer<Path> check) {
        RowIndex index = new RowIndex(wanted);
        for (FileStatus status : folder.parts(content)) {
            check.accept(status.getPath());
            index.add(folder, status.getPath());
        }
        return index;
    }

    private void add(ParquetFolder folder, Path part) {
        try (PartReader reader = new PartReader(folder, part, Rows.INDEX)) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                int position = Arrays.binarySearch(images, Rows.image(row));
                if (position >= 0) {
                    places[position] = (long) parts.size() << Integer.SIZE | (reader.next() - 1);
                    batches[position] = BatchHash.parse(row.getString(Rows.BATCH, 0));
                }
            }
        }
        parts.add(part);
    }

    /** Null where no file has the image. */
    public @Nullable Place of(ImageId image) {
        int position = Arrays.binarySearch(images, image);
        return position < 0 || places[position] == ABSENT ? null : place(places[position]);
    }

    /** Where a batch begins; null where not all of it went through the network together. */
    public @Nullable Place of(List<ImageRecord> batch) {
        int position = Arrays.binarySearch(images, batch.get(0).id());
        return position < 0 || places[position] == ABSENT || batches[position] != BatchHash.of(batch)
                ? null
                : place(places[position]);
    }

    private Place place(long packed) {
        return new Place(requireNonNull(parts.get((int) (packed >>> Integer.SIZE))), (int) packed);
    }
}
