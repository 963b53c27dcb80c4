package org.huale.spark.parquet;

import java.util.Optional;
import java.util.function.Function;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Reads rows here and there, forwards through a file as long as it can, and holds one row at a time. */
public final class RowCursor<T> implements AutoCloseable {
    private final ParquetFolder folder;
    private final RowFormat<T> format;
    private final String wayOut;
    private @Nullable PartReader reader;

    /** Of files that somebody gave. */
    public RowCursor(ParquetFolder folder, RowFormat<T> format) {
        this(folder, format, PartReader.NO_WAY_OUT);
    }

    private RowCursor(ParquetFolder folder, RowFormat<T> format, String wayOut) {
        this.folder = folder;
        this.format = format;
        this.wayOut = wayOut;
    }

    /** Of files that a detector at hand computes where they are missing, so that a damaged one may be deleted. */
    public static <T> RowCursor<T> ofComputed(ParquetFolder folder, RowFormat<T> format) {
        return new RowCursor<>(folder, format, PartReader.AS_A_WAY_OUT);
    }

    /** @throws HualeException where the row is not that of the image, or none of the format */
    public T read(RowIndex.Place place, ImageId image) {
        PartReader positioned = before(place);
        Group row = positioned.read();
        ImageId there = row == null ? null : positioned.take(row, Rows::image);
        if (row == null || !image.equals(there)) {
            throw new HualeException(place.part() + ": row " + place.row() + " should be image " + image + " and is "
                    + (there == null ? "not there" : there) + wayOut);
        }
        return positioned.take(row, format::take);
    }

    /**
     * The same of a file that others may have written.
     *
     * @param fault what is wrong with a value; empty where all is well
     * @throws HualeException also where something is wrong
     */
    public T read(RowIndex.Place place, ImageId image, Function<T, Optional<String>> fault) {
        T value = read(place, image);
        fault.apply(value).ifPresent(it -> {
            throw new HualeException(place.part() + ": row " + place.row() + " (image " + image + "): " + it);
        });
        return value;
    }

    private PartReader before(RowIndex.Place place) {
        PartReader current = reader;
        if (current == null || !current.part().equals(place.part()) || current.next() > place.row()) {
            close();
            current = new PartReader(folder, place.part(), new GroupReadSupport(), wayOut);
            reader = current;
        }
        while (current.next() < place.row()) {
            current.read();
        }
        return current;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
