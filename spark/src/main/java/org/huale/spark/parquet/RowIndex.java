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

/** Where the rows of some images are; 16 bytes an image beside arrays of them, as there may be millions. */
public final class RowIndex {
    private static final long ABSENT = -1;
    private static final int NOT_TAKEN = -1;

    private final ImageId[] images;
    private final RowChoice choice;
    private final String wayOut;
    private final long[] places;
    private final List<Path> parts = new ArrayList<>();

    /** A row of a file, from 0. */
    public record Place(Path part, int row) {}

    /**
     * @param images ascending
     * @param wayOut of files that cannot be read, as {@link PartReader} says it
     */
    private RowIndex(ImageId[] images, RowChoice choice, String wayOut) {
        this.images = images;
        this.choice = choice;
        this.wayOut = wayOut;
        this.places = new long[images.length];
        Arrays.fill(places, ABSENT);
    }

    /**
     * Looks through finished files that somebody gave for images, whatever batches they were in.
     *
     * @param check hears of every file first, and refuses those that do not fit
     */
    public static RowIndex ofImages(
            ParquetFolder folder, Content content, List<ImageRecord> wanted, Consumer<Path> check) {
        ImageRecord[] sorted =
                wanted.stream().sorted(Comparator.comparing(ImageRecord::id)).toArray(ImageRecord[]::new);
        RowIndex index = new RowIndex(
                Arrays.stream(sorted).map(ImageRecord::id).toArray(ImageId[]::new),
                new FileChoice(sorted),
                PartReader.NO_WAY_OUT);
        index.look(folder, content, check);
        return index;
    }

    /**
     * Looks through the finished files for batches, each of which is known by its first image alone. What is missing is computed.
     *
     * @param wanted of which those are found whose images went through the network together
     * @param check hears of every file first, and refuses those that do not fit
     */
    public static RowIndex ofBatches(
            ParquetFolder folder, Content content, Iterable<List<ImageRecord>> wanted, Consumer<Path> check) {
        List<RowImage> firsts = new ArrayList<>();
        wanted.forEach(batch -> firsts.add(RowImage.of(batch.get(0), BatchHash.of(batch))));
        firsts.sort(Comparator.comparing(RowImage::id));
        long[] batches = firsts.stream().mapToLong(RowImage::batch).toArray();
        RowIndex index = new RowIndex(
                firsts.stream().map(RowImage::id).toArray(ImageId[]::new),
                (position, row) -> batches[position] == Rows.batch(row),
                PartReader.AS_A_WAY_OUT);
        index.look(folder, content, check);
        return index;
    }

    private void look(ParquetFolder folder, Content content, Consumer<Path> check) {
        for (FileStatus status : folder.parts(content)) {
            check.accept(status.getPath());
            add(folder, status.getPath());
        }
    }

    private void add(ParquetFolder folder, Path part) {
        try (PartReader reader = new PartReader(folder, part, new IndexColumns(), wayOut)) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                int position = reader.take(row, this::taken);
                if (position >= 0) {
                    places[position] = (long) parts.size() << Integer.SIZE | (reader.next() - 1);
                }
            }
        }
        parts.add(part);
    }

    /** The position of a row's image; below 0 where the row does not count. */
    private int taken(Group row) {
        int position = Arrays.binarySearch(images, Rows.image(row));
        return position >= 0 && choice.takes(position, row) ? position : NOT_TAKEN;
    }

    /** Null where no file has the image, or the batch that begins with it. */
    public @Nullable Place of(ImageId image) {
        int position = Arrays.binarySearch(images, image);
        return position < 0 || places[position] == ABSENT ? null : place(places[position]);
    }

    /** Whether the files have several images of this id, and nothing says which of them is meant. */
    public boolean isUnclear(ImageId image) {
        int position = Arrays.binarySearch(images, image);
        return position >= 0 && choice.isUnclear(position);
    }

    private Place place(long packed) {
        return new Place(requireNonNull(parts.get((int) (packed >>> Integer.SIZE))), (int) packed);
    }
}
