package org.huale.spark.parquet;

import org.apache.parquet.example.data.Group;

/**
 * How what is known of an image stands in a row, beside the image's id.
 *
 * @param <T> what that is; put and taken it is the same bits
 */
public interface RowFormat<T> {

    /** The columns, as Parquet's own text of a schema. */
    String columns();

    void put(Group row, T value);

    T take(Group row);
}
