package org.huale.spark;

import java.nio.file.Path;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.huale.app.data.NamedData;
import org.huale.app.data.PoolReading;
import org.huale.app.data.PoolSource;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.pool.PlainImages;
import org.huale.spark.hadoop.Places;
import org.huale.spark.images.HadoopPool;
import org.huale.spark.images.HadoopSet;
import org.huale.spark.images.ImageTable;

/** Images and data sets by URLs that Hadoop knows, and tables of images. */
public final class HadoopImages implements PoolSource {
    @Override
    public boolean means(String data) {
        return data.startsWith(ImageTable.PREFIX)
                || HadoopSet.isName(data)
                || data.matches("(" + Places.OF_ONE_SLASH + "):/.*")
                || (data.matches("[A-Za-z][A-Za-z0-9+.-]+://.*") && !beginsWithFormat(data));
    }

    private static boolean beginsWithFormat(String data) {
        return HadoopSet.isFormat(data.substring(0, data.indexOf(':')));
    }

    @Override
    public PoolReading read(String data, Path work) {
        SparkJars.require("'" + data + "', which Hadoop reads,");
        if (HadoopSet.isName(data)) {
            return annotated(HadoopSet.parse(data, SparkHadoopUtil.get().conf()));
        }
        HadoopPool pool = new HadoopPool(SparkHadoopUtil.get().conf());
        PlainImages.Reading reading = data.startsWith(ImageTable.PREFIX)
                ? pool.read(ImageTable.parse(data), work.resolve("images"))
                : pool.read(data);
        return new PoolReading(NamedData.told(data, reading), CocoNumbering.none());
    }

    private static PoolReading annotated(HadoopSet set) {
        DatasetReading reading = set.read(NamedData::read);
        return new PoolReading(set.measured(reading.pool()), reading.numbering());
    }
}
