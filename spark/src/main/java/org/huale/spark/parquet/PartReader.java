package org.huale.spark.parquet;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InvalidRecordException;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Rows of one file, one after the other. */
final class PartReader implements AutoCloseable {
    /** Of files that a detector at hand computes where they are missing. */
    static final String AS_A_WAY_OUT = "; delete the file to have it computed anew";

    /** Of files that somebody gave, which nobody here can make again. */
    static final String NO_WAY_OUT = "";

    private final Path part;
    private final String wayOut;
    private final ParquetReader<Group> reader;
    private int next;

    /**
     * @param columns chooses those that are read
     * @param wayOut said behind what is wrong
     */
    PartReader(ParquetFolder folder, Path part, ReadSupport<Group> columns, String wayOut) {
        this.part = part;
        this.wayOut = wayOut;
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
        } catch (InvalidRecordException e) {
            throw new HualeException(
                    part + ": its columns are not those of predictions: " + e.getMessage() + wayOut, e);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    /**
     * What is taken from the row that was read last.
     *
     * @throws HualeException with its number, where it is not as HUALE writes rows
     */
    <T> T take(Group row, Function<Group, T> what) {
        try {
            return what.apply(row);
        } catch (RuntimeException e) { // whatever Parquet and those who make something of its numbers stumble on
            String reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
            throw new HualeException(
                    part + ": row " + (next - 1) + " is not one of predictions: " + reason + wayOut, e);
        }
    }

    private HualeException damaged(RuntimeException e) {
        return new HualeException(part + ": damaged: " + e.getMessage() + wayOut, e);
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
