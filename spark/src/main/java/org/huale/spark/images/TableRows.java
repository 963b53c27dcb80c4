package org.huale.spark.images;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.parquet.Groups;

/** The rows of a table, one after the other, of which one at a time is in memory. */
final class TableRows {

    private TableRows() {}

    /** What is done with a row. */
    interface Use {
        void of(Group row) throws IOException;
    }

    static void forEach(HadoopFiles files, List<Path> parts, TableColumns columns, Use use) throws IOException {
        for (Path part : parts) {
            Configuration configuration = new Configuration(files.configuration());
            configuration.set(ReadSupport.PARQUET_READ_SCHEMA, columns.schema().toString());
            try (ParquetReader<Group> reader = new Groups(HadoopInputFile.fromPath(part, configuration))
                    .withConf(configuration)
                    .build()) {
                for (Group row = reader.read(); row != null; row = reader.read()) {
                    use.of(row);
                }
            } catch (HualeException e) {
                throw e;
            } catch (RuntimeException e) { // Parquet throws whatever its arithmetic stumbles on
                throw new HualeException(part + ": damaged, or no Parquet file: " + e.getMessage(), e);
            }
        }
    }
}
