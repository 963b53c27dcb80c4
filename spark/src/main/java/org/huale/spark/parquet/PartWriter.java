package org.huale.spark.parquet;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/** Writes one file, which appears when it is finished; one that is closed before leaves nothing. */
public final class PartWriter<T> implements AutoCloseable {
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private final ParquetFolder folder;
    private final Target target;
    private final Rows<T> rows;
    private final Path unfinished;
    private final ParquetWriter<Group> writer;
    private boolean open = true;

    /**
     * Which file.
     *
     * @param name of the part
     * @param attempt no other attempt at the same part has the same, in this application or another
     * @param header what begins it, as {@link PartHeader} reads it
     */
    public record Target(Content content, String name, String attempt, String header) {}

    public PartWriter(ParquetFolder folder, Target target, RowFormat<T> format) {
        this.folder = folder;
        this.target = target;
        this.rows = Rows.of(format);
        this.unfinished = folder.unfinished(target.content(), target.name(), target.attempt());
        try {
            this.writer = writer();
        } catch (IOException e) {
            throw ParquetFolder.unusable(unfinished, e);
        }
    }

    private ParquetWriter<Group> writer() throws IOException {
        return ExampleParquetWriter.builder(HadoopOutputFile.fromPath(unfinished, folder.configuration()))
                .withType(rows.schema())
                .withConf(folder.configuration())
                .withExtraMetaData(Map.of(PartHeader.KEY, target.header()))
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build();
    }

    public void write(RowImage image, T value) {
        try {
            writer.write(rows.row(image, target.content().name(), value));
        } catch (IOException e) {
            throw ParquetFolder.unusable(unfinished, e);
        }
    }

    /** All rows are written. */
    public void finish() {
        try {
            open = false;
            writer.close();
            folder.finish(unfinished, folder.part(target.content(), target.name()));
        } catch (IOException e) {
            throw ParquetFolder.unusable(unfinished, e);
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        try {
            writer.close();
        } catch (IOException e) {
            throw ParquetFolder.unusable(unfinished, e);
        } finally {
            folder.delete(unfinished);
        }
    }
}
