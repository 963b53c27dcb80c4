package org.huale.spark.parquet;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.huale.dataset.ImageId;
import org.jspecify.annotations.Nullable;

/** The columns that rows of every format begin with, and rows as a whole. */
record Rows<T>(MessageType schema, RowFormat<T> format) {
    static final String IMAGE = "image";
    static final String FILE = "file";
    static final String VIEW = "view";
    static final String BATCH = "batch";

    static <T> Rows<T> of(RowFormat<T> format) {
        String schema =
                "message predictions {" + text(IMAGE) + text(FILE) + text(VIEW) + text(BATCH) + format.columns() + " }";
        return new Rows<>(MessageTypeParser.parseMessageType(schema), format);
    }

    /**
     * The columns that say which images are there, in which batches.
     *
     * @param withFiles whether there is a column of files, which earlier versions did not write
     */
    static MessageType index(boolean withFiles) {
        return MessageTypeParser.parseMessageType(
                "message index {" + text(IMAGE) + (withFiles ? text(FILE) : "") + text(BATCH) + " }");
    }

    private static String text(String column) {
        return " required binary " + column + " (STRING);";
    }

    Group row(RowImage image, String view, T value) {
        Group row = new SimpleGroup(schema);
        row.append(IMAGE, image.id().value())
                .append(FILE, image.file())
                .append(VIEW, view)
                .append(BATCH, BatchHash.text(image.batch()));
        format.put(row, value);
        return row;
    }

    static ImageId image(Group row) {
        return new ImageId(row.getString(IMAGE, 0));
    }

    /** Null in files of earlier versions. */
    static @Nullable String file(Group row) {
        return row.getType().containsField(FILE) ? row.getString(FILE, 0) : null;
    }

    static long batch(Group row) {
        return BatchHash.parse(row.getString(BATCH, 0));
    }
}
