package org.huale.spark.parquet;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Reads rows here and there, forwards through a file as long as it can, and holds one row at a time. */
public final class RowCursor<T> implements AutoCloseable {
    private final ParquetFolder folder;
    private final RowFormat<T> format;
    private @Nullable PartReader reader;

    public RowCursor(ParquetFolder folder, RowFormat<T> format) {
        this.folder = folder;
        this.format = format;
    }

    /** @throws HualeException where the row is not that of the image */
    public T read(RowIndex.Place place, ImageId image) {
        PartReader positioned = before(place);
        Group row = positioned.read();
        if (row == null || !Rows.image(row).equals(image)) {
            throw new HualeException(place.part() + ": row " + place.row() + " should be image " + image + " and is "
                    + (row == null ? "not there" : Rows.image(row)) + "; delete the file to have it computed anew");
        }
        return format.take(row);
    }

    private PartReader before(RowIndex.Place place) {
        PartReader current = reader;
        if (current == null || !current.part().equals(place.part()) || current.next() > place.row()) {
            close();
            current = new PartReader(folder, place.part(), new GroupReadSupport());
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
