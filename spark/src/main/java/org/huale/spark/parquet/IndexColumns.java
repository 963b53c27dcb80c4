package org.huale.spark.parquet;

import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;

/** Reads no more of rows than of which images they are, in which batches. */
final class IndexColumns extends GroupReadSupport {

    @Override
    public ReadContext init(InitContext context) {
        MessageType there = context.getFileSchema();
        return new ReadContext(getSchemaForRead(there, Rows.index(there.containsField(Rows.FILE))));
    }
}
