package org.huale.spark.parquet;

import static java.util.Objects.requireNonNull;

import org.apache.parquet.example.data.Group;

/** A vector of numbers in a row. */
public record VectorRows() implements RowFormat<float[]> {
    private static final String VECTOR = "vector";

    @Override
    public String columns() {
        return Lists.column(VECTOR, "float");
    }

    @Override
    public void put(Group row, float[] vector) {
        Lists.put(row, VECTOR, vector);
    }

    @Override
    public float[] take(Group row) {
        return requireNonNull(Lists.floats(row, VECTOR), Lists.NOTHING + VECTOR);
    }
}
