package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.huale.app.score.DetectionPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clusters of one machine, whose executors are processes of their own. */
@Tag("slow")
@Timeout(3600)
class LocalClusterTest {
    private static final Map<String, String> SPECULATION = Map.of(
            "spark.speculation", "true",
            "spark.speculation.interval", "200ms",
            "spark.speculation.quantile", "0.3",
            "spark.speculation.multiplier", "1.2",
            "spark.speculation.efficiency.enabled", "false");

    private static final int IMAGES = 120;

    @TempDir
    private static Path folder;

    private ExecutorSettings settings;

    @BeforeEach
    void set() throws IOException {
        settings = new ExecutorSettings(SPECULATION);
    }

    @AfterEach
    void reset() {
        settings.close();
    }

    @Test
    void theSelectionIsTheLocalOneThoughAnExecutorDies() throws IOException {
        DrawnPool pool = DrawnPool.of(folder.resolve("death"), IMAGES, 3);
        Path local = pool.scored("hua", "local", DetectionPlace.here());
        Files.createFile(pool.death());
        Path out = pool.scored("hua", "cluster", SparkCluster.on("local-cluster[2,1,2048]", null));
        assertThat(pool.death()).as("somebody died").doesNotExist();
        DrawnPool.assertSame(out, local);
    }

    /** The task that hangs is attempted again elsewhere, and the first attempt is ended. */
    @Test
    void theSelectionIsTheLocalOneThoughATaskIsDoneTwice() throws IOException {
        DrawnPool pool = DrawnPool.of(folder.resolve("hanging"), IMAGES, 4);
        Path local = pool.scored("hua", "local", DetectionPlace.here());
        Files.createFile(pool.hanging());
        try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("workers"))) {
            DrawnPool.assertSame(pool.scored("hua", "cluster", SparkCluster.on(cluster.url(), null)), local);
        }
        assertThat(pool.hanging()).as("somebody hung, and another was faster").doesNotExist();
    }

    /** Executors are not told of settings of Hadoop by Spark, and this process alone knows what {@code twin:} is. */
    @Test
    void imagesAndPredictionsMayLieWhereOnlySettingsOfThisProcessLead() throws IOException {
        DrawnPool pool = DrawnPool.of(folder.resolve("settings"), 12, 5);
        Path local = pool.scored("hua", "local", DetectionPlace.here());
        Path out = folder.resolve("settings/cluster");
        Configuration hadoop = SparkHadoopUtil.get().conf();
        hadoop.set(TwinFileSystem.SETTING, TwinFileSystem.class.getName());
        try {
            pool.score(
                    pool.session("twin://" + pool.images().toAbsolutePath(), "hua", out),
                    SparkCluster.on("local-cluster[2,1,2048]", "twin://" + out.toAbsolutePath() + "/parquet"),
                    DrawnPool.NOBODY);
        } finally {
            hadoop.unset(TwinFileSystem.SETTING);
        }
        for (String file : List.of("selection.txt", "scores.csv")) {
            assertThat(out.resolve(file)).as(file).hasSameTextualContentAs(local.resolve(file));
        }
    }
}
