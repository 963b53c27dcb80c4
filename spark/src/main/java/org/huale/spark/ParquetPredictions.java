package org.huale.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.app.score.PredictionFiles;
import org.huale.problem.HualeException;
import org.huale.spark.hadoop.Places;
import org.huale.spark.parquet.Content;
import org.huale.spark.parquet.ParquetFolder;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;

/** Folders of Parquet files that a scoring on Spark left, and URLs of such folders. */
public final class ParquetPredictions implements PredictionFiles {

    @Override
    public boolean mean(String name) {
        return Places.isUrl(name)
                || holdsParquet(Path.of(name).resolve(Content.VIEWS))
                || holdsParquet(Path.of(name).resolve(Content.VECTORS));
    }

    private static boolean holdsParquet(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            return FileTree.walk(folder, 2).stream()
                    .anyMatch(it -> it.toString().endsWith(ParquetFolder.ENDING));
        } catch (IOException e) {
            throw new HualeException(folder + ": " + FileFaults.unread(e), e);
        }
    }

    @Override
    public Kept open(String name) {
        SparkJars.require("--predictions " + name + ", which holds Parquet files,");
        return ParquetDetector.kept(name);
    }
}
