package org.huale.spark.parquet;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.huale.acquire.store.StoreHeader;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What a file says of its detector, as JSON among the key-value pairs at its end. */
public final class PartHeader {
    static final String KEY = "huale.predictions";

    private PartHeader() {}

    public static String text(StoreHeader header) {
        return ConfigJson.write(header);
    }

    /** @throws HualeException where the file is damaged or no file of predictions */
    public static StoreHeader read(ParquetFolder folder, Path part) {
        String json = pair(folder, part);
        if (json == null) {
            throw new HualeException(part + ": a Parquet file, but none of predictions: it has no " + KEY);
        }
        try {
            return ConfigJson.read(json, StoreHeader.class);
        } catch (JacksonException e) {
            throw new HualeException(part + ": what it says of its detector is of another version of HUALE", e);
        }
    }

    private static @Nullable String pair(ParquetFolder folder, Path part) {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(part, folder.configuration()))) {
            return reader.getFileMetaData().getKeyValueMetaData().get(KEY);
        } catch (IOException e) {
            throw ParquetFolder.unusable(part, e);
        } catch (RuntimeException e) {
            throw new HualeException(part + ": not a whole Parquet file: " + e.getMessage(), e);
        }
    }
}
