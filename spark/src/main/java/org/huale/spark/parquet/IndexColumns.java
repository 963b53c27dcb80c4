package org.huale.spark.parquet;

import java.util.List;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InvalidRecordException;
import org.apache.parquet.schema.MessageType;

/** Reads no more of rows than of which images they are, in which batches. */
final class IndexColumns extends GroupReadSupport {

    @Override
    public ReadContext init(InitContext context) {
        MessageType there = context.getFileSchema();
        for (String column : List.of(Rows.IMAGE, Rows.BATCH)) {
            if (!there.containsField(column)) {
                throw new InvalidRecordException("there is no column " + column);
            }
        }
        return new ReadContext(getSchemaForRead(there, Rows.index(there.containsField(Rows.FILE))));
    }
}
