package org.huale.spark.parquet;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.huale.dataset.ImageId;

/** The columns that rows of every format begin with, and rows as a whole. */
record Rows<T>(MessageType schema, RowFormat<T> format) {
    static final String IMAGE = "image";
    static final String VIEW = "view";
    static final String BATCH = "batch";

    /** Which images are there, in which batches. */
    static final String INDEX = "message index { required binary image (STRING); required binary batch (STRING); }";

    static <T> Rows<T> of(RowFormat<T> format) {
        String schema = "message predictions { required binary image (STRING); required binary view (STRING);"
                + " required binary batch (STRING);" + format.columns() + " }";
        return new Rows<>(MessageTypeParser.parseMessageType(schema), format);
    }

    Group row(ImageId image, String view, long batch, T value) {
        Group row = new SimpleGroup(schema);
        row.append(IMAGE, image.value()).append(VIEW, view).append(BATCH, BatchHash.text(batch));
        format.put(row, value);
        return row;
    }

    static ImageId image(Group row) {
        return new ImageId(row.getString(IMAGE, 0));
    }
}
