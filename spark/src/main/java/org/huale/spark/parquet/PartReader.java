package org.huale.spark.parquet;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Rows of one file, one after the other. */
final class PartReader implements AutoCloseable {
    private final Path part;
    private final ParquetReader<Group> reader;
    private int next;

    /** @param columns chooses those that are read */
    PartReader(ParquetFolder folder, Path part, ReadSupport<Group> columns) {
        this.part = part;
        try {
            this.reader = new Groups(HadoopInputFile.fromPath(part, folder.configuration()), columns)
                    .withConf(folder.configuration())
                    .build();
        } catch (IOException e) {
            throw ParquetFolder.unusable(part, e);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    Path part() {
        return part;
    }

    /** The number of the row that comes next, from 0. */
    int next() {
        return next;
    }

    /** Null at the end. */
    @Nullable
    Group read() {
        try {
            next++;
            return reader.read();
        } catch (IOException e) {
            throw ParquetFolder.unusable(part, e);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    private HualeException damaged(RuntimeException e) {
        return new HualeException(
                part + ": damaged: " + e.getMessage() + "; delete the file to have it computed anew", e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw ParquetFolder.unusable(part, e);
        }
    }
}
