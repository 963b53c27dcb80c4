package org.huale.spark.parquet;

import static java.util.Objects.requireNonNull;

import org.apache.parquet.example.data.Group;

/** A vector of numbers in a row. */
public record VectorRows() implements RowFormat<float[]> {

    @Override
    public String columns() {
        return Lists.column("vector", "float");
    }

    @Override
    public void put(Group row, float[] vector) {
        Lists.put(row, "vector", vector);
    }

    @Override
    public float[] take(Group row) {
        return requireNonNull(Lists.floats(row, "vector"), Lists.NOTHING + "vector");
    }
}
