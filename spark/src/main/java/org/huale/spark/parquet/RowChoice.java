package org.huale.spark.parquet;

import org.apache.parquet.example.data.Group;

/** Which row of an image counts, where there may be several. */
@FunctionalInterface
interface RowChoice {

    /**
     * Whether the row counts, in place of those that counted before.
     *
     * @param position of its image among those that are wanted
     */
    boolean takes(int position, Group row);

    /** Whether there are rows of the image of which nothing says which to take. */
    default boolean isUnclear(int position) {
        return false;
    }
}
