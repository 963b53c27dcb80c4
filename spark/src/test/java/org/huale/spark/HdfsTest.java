package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.huale.app.score.DetectionPlace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images, tables and predictions in HDFS: a name node and a data node of Hadoop's own in this process. */
@Tag("slow")
@Timeout(3600)
class HdfsTest {
    private static final int IMAGES = 60;

    @TempDir
    private static Path folder;

    private static MiniDFSCluster hdfs;
    private static DrawnPool pool;
    private static Path local;

    @BeforeAll
    static void fill() throws IOException {
        pool = DrawnPool.of(folder.resolve("pool"), IMAGES, 9);
        local = pool.scored("hua", "local", DetectionPlace.here());
        Configuration settings = new Configuration();
        settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
        hdfs.waitActive();
        try (FileSystem files = FileSystem.newInstance(hdfs.getURI(), settings)) {
            for (int i = 0; i < IMAGES; i++) {
                files.copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(pool.image(i).toUri()),
                        new org.apache.hadoop.fs.Path(
                                url("/images/" + pool.image(i).getFileName())));
            }
        }
    }

    @AfterAll
    static void stop() {
        hdfs.shutdown();
    }

    private static String url(String path) {
        return hdfs.getURI() + path;
    }

    private static void assertChosenAsHere(String data, String name) throws IOException {
        Path out = folder.resolve(name);
        pool.score(
                pool.session(data, "hua", out),
                SparkCluster.on("local[2]", url("/predictions/" + name)),
                DrawnPool.NOBODY);
        for (String file : List.of("selection.txt", "scores.csv")) {
            assertThat(out.resolve(file)).as(file).hasSameTextualContentAs(local.resolve(file));
        }
        try (FileSystem files = FileSystem.newInstance(hdfs.getURI(), new Configuration())) {
            assertThat(files.listStatus(new org.apache.hadoop.fs.Path(url("/predictions/" + name + "/views/original"))))
                    .isNotEmpty();
        }
    }

    @Test
    void aFolder() throws IOException {
        assertChosenAsHere(url("/images"), "folder");
        assertThat(Files.readString(folder.resolve("folder/selection.json"))).contains("hdfs://");
    }

    /** In the layout of VOC, without an annotation; the ids of its images have no extension. */
    @Test
    void aDataSet() throws IOException {
        try (FileSystem files = FileSystem.newInstance(hdfs.getURI(), new Configuration())) {
            for (int i = 0; i < IMAGES; i++) {
                files.copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(pool.image(i).toUri()),
                        new org.apache.hadoop.fs.Path(
                                url("/set/JPEGImages/" + pool.image(i).getFileName())));
            }
        }
        Path out = folder.resolve("set");
        pool.score(
                pool.session("voc:" + url("/set"), "hua", out),
                SparkCluster.on("local[2]", url("/predictions/set")),
                DrawnPool.NOBODY);
        assertThat(Files.readAllLines(out.resolve("selection.txt")))
                .isEqualTo(Files.readAllLines(local.resolve("selection.txt")).stream()
                        .map(it -> it.replace(".png", ""))
                        .toList());
    }

    @Test
    void aTableOfPaths() throws IOException {
        ImageRows.ofPaths(
                url("/images/paths.parquet"),
                IntStream.range(0, IMAGES)
                        .mapToObj(it -> pool.image(it).getFileName().toString())
                        .toList(),
                new Configuration());
        assertChosenAsHere("parquet:" + url("/images/paths.parquet"), "paths");
    }

    @Test
    void aTableOfBytes() throws IOException {
        ImageRows.ofBytes(
                url("/tables/bytes.parquet"),
                IntStream.range(0, IMAGES).mapToObj(pool::image).toList(),
                new Configuration());
        assertChosenAsHere(
                "parquet:" + url("/tables") + "?bytes=image.bytes&name=image.path&to=" + url("/unpacked"), "bytes");
    }
}
