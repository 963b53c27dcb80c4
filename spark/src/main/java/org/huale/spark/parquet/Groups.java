package org.huale.spark.parquet;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;

/** A reader of the rows of a Parquet file, to be configured. */
public final class Groups extends ParquetReader.Builder<Group> {
    private final ReadSupport<Group> columns;

    public Groups(InputFile file) {
        this(file, new GroupReadSupport());
    }

    /** @param columns chooses those that are read */
    Groups(InputFile file, ReadSupport<Group> columns) {
        super(file);
        this.columns = columns;
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
        return columns;
    }
}
