package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.huale.app.data.PoolReading;
import org.huale.app.score.DetectionPlace;
import org.huale.app.score.ScoreSession;
import org.huale.image.ImageReader;
import org.huale.image.format.ImageIoReader;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.huale.spark.parquet.ParquetFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that only Hadoop can read: the same selections as of images of this machine. */
class HadoopImagesTest {
    private static final Configuration HADOOP = SparkHadoopUtil.get().conf();
    private static final int IMAGES = 24;

    @TempDir
    private static Path folder;

    private static DrawnPool pool;
    private static Path local;

    @BeforeAll
    static void scoreWithout() throws IOException {
        HADOOP.set(TwinFileSystem.SETTING, TwinFileSystem.class.getName());
        pool = DrawnPool.of(folder, IMAGES, LawSeeds.fresh());
        local = pool.scored("hua", "local", DetectionPlace.here());
    }

    @AfterEach
    void renameAsInHdfs() {
        TwinFileSystem.AS_IN_S3.set(false);
    }

    @AfterAll
    static void forget() {
        HADOOP.unset(TwinFileSystem.SETTING);
    }

    private static String twin(Path path) {
        return "twin://" + path.toAbsolutePath();
    }

    private static List<Path> files() {
        return IntStream.range(0, IMAGES).mapToObj(pool::image).toList();
    }

    private static List<String> names() {
        return files().stream().map(it -> it.getFileName().toString()).toList();
    }

    private static void assertChosenAsHere(String data, String name, DetectionPlace place) throws IOException {
        Path out = folder.resolve(name);
        pool.score(pool.session(data, "hua", out), place, DrawnPool.NOBODY);
        for (String file : List.of("selection.txt", "scores.csv")) {
            assertThat(out.resolve(file)).as(file).hasSameTextualContentAs(local.resolve(file));
        }
    }

    @Test
    void aFolderIsReadHereAndOnTheExecutors() throws IOException {
        assertChosenAsHere(twin(pool.images()), "folder-here", DetectionPlace.here());
        assertChosenAsHere(
                twin(pool.images()),
                "folder-spark",
                SparkCluster.on("local[2]", twin(folder.resolve("parquet-of-folder"))));
        assertThat(Files.readString(folder.resolve("folder-spark/selection.json")))
                .contains("twin:");
    }

    @Test
    void aUrlOfThisMachineIsAPath() throws IOException {
        assertChosenAsHere(pool.images().toUri().toString(), "file-url", DetectionPlace.here());
        assertThat(Files.readString(folder.resolve("file-url/selection.json")))
                .isEqualTo(Files.readString(local.resolve("selection.json")));
    }

    @Test
    void aListNamesImagesFromWhereItLies() throws IOException {
        Path list = Files.write(
                pool.images().resolveSibling("list.txt"),
                names().stream().map(it -> "images/" + it).toList());
        ScoreSession session = pool.session(twin(list), "hua", folder.resolve("list"));
        pool.score(session, SparkCluster.on("local[2]", null), DrawnPool.NOBODY);
        assertThat(Files.readAllLines(folder.resolve("list/selection.txt")))
                .isEqualTo(Files.readAllLines(local.resolve("selection.txt")).stream()
                        .map(it -> "images/" + it)
                        .toList());
    }

    @Test
    void aListMayBeginWithAByteOrderMark() throws IOException {
        Path list = Files.writeString(
                pool.images().resolveSibling("marked.txt"), "\uFEFFimages/0000.png\r\nimages/0001.png\r\n");
        PoolReading reading = new HadoopImages().read(twin(list), folder);
        assertThat(reading.dataset().images().stream().map(it -> it.id().value()))
                .containsExactly("images/0000.png", "images/0001.png");
    }

    @Test
    void aTableHasAColumnOfPaths() throws IOException {
        String table = twin(pool.images().resolve("table.parquet"));
        ImageRows.ofPaths(table, names(), HADOOP);
        assertChosenAsHere("parquet:" + table, "paths", SparkCluster.on("local[2]", null));
    }

    @Test
    void aTableHasAColumnOfBytes() throws IOException {
        String table = twin(folder.resolve("rows/part-0.parquet"));
        ImageRows.ofBytes(table, files().subList(0, 10), HADOOP);
        ImageRows.ofBytes(twin(folder.resolve("rows/part-1.parquet")), files().subList(10, IMAGES), HADOOP);
        Files.createFile(folder.resolve("rows/_SUCCESS"));
        String data = "parquet:" + folder.resolve("rows") + "?bytes=image.bytes&name=image.path";
        assertChosenAsHere(data, "bytes", SparkCluster.on("local[2]", null));
        assertChosenAsHere(
                data + "&to=" + twin(folder.resolve("unpacked")), "bytes-to", SparkCluster.on("local[2]", null));
        try (Stream<Path> unpacked = Files.walk(folder.resolve("unpacked"))) {
            assertThat(unpacked.filter(Files::isRegularFile)).hasSizeBetween(1, IMAGES);
        }
    }

    /** As two scorings of one table do. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void imagesOfATableMayBeWrittenByTwoAtOnce(boolean asInS3) throws IOException {
        TwinFileSystem.AS_IN_S3.set(asInS3);
        Path place = folder.resolve("shared-" + asInS3);
        String table = twin(folder.resolve("shared-" + asInS3 + ".parquet"));
        ImageRows.ofBytes(table, files().subList(0, 3), HADOOP);
        String data = "parquet:" + table + "?bytes=image.bytes&name=image.path&to=";
        String shared = data + twin(place);
        List<String> meanwhile = new ArrayList<>();
        TwinFileSystem.BEFORE_RENAME.set(() -> {
            TwinFileSystem.BEFORE_RENAME.set(() -> meanwhile.addAll(filesIn(place)));
            assertThat(new HadoopImages()
                            .read(shared, folder.resolve("work"))
                            .dataset()
                            .size())
                    .isEqualTo(3);
        });
        PoolReading reading = new HadoopImages().read(shared, folder.resolve("work"));
        assertThat(reading.dataset().size()).isEqualTo(3);
        assertThat(meanwhile)
                .as("each writes a file of its own")
                .hasSize(2)
                .allMatch(it -> it.startsWith(".unfinished-"));
        assertThat(filesIn(place)).hasSize(3).noneMatch(it -> it.startsWith("."));
        refused(data + twin(pool.weights()), ": cannot be written: ");
    }

    private static List<String> filesIn(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .map(it -> it.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whichOfSeveralColumnsOfBytesCountsHasToBeSaid() throws IOException {
        String table = "parquet:" + twin(pool.images().resolve("beside.parquet"));
        ImageRows.ofPathsBesideBytes(table.substring("parquet:".length()), names(), HADOOP);
        refused(
                table,
                "several columns may hold bytes: [hash, thumbnail]; say which with ?bytes=, or which one has paths"
                        + " with ?path=");
        PoolReading reading = new HadoopImages().read(table + "?path=path", folder.resolve("work"));
        assertThat(reading.dataset().size()).isEqualTo(IMAGES);
    }

    @Test
    void pathsOfHadoopAreReadAsPathsOfThisMachineAre() {
        PoolReading reading = new HadoopImages().read(twin(pool.images()), folder);
        ImageReader reader = ImageIoReader.defaults();
        Path far = reading.dataset().images().get(3).file();
        assertThat(reader.read(far).rgb()).isEqualTo(reader.read(pool.image(3)).rgb());
        assertThat(Files.isRegularFile(far)).isTrue();
        assertThat(far.getFileName()).isEqualTo(pool.image(3).getFileName());
        assertThat(far.resolveSibling("0004.png"))
                .isEqualTo(reading.dataset().images().get(4).file());
        assertThat(Files.exists(far.resolveSibling("none.png"))).isFalse();
        assertThatThrownBy(() -> reader.read(far.resolveSibling("none.png")))
                .hasMessageContaining("none.png: does not exist");
    }

    @Test
    void whatIsNotThereOrUnclearIsSaid() throws IOException {
        HadoopImages images = new HadoopImages();
        assertThat(images.means("voc://x")).isFalse();
        assertThat(images.means("coco:/x.json")).isFalse();
        assertThat(images.means(pool.images().toString())).isFalse();
        refused("twin:///nowhere", "twin:///nowhere: does not exist");
        refused("nobody://host/x", "nobody");
        refused("hdfs://nobody.invalid:8020/x", "nobody.invalid");
        String withoutJar = "cannot be read: no jar on the class path has org.apache.hadoop.fs.s3a.S3AFileSystem,"
                + " which s3a: needs; see docs/spark.md";
        refused("s3a://bucket/x", "s3a://bucket/x: " + withoutJar);
        refused("parquet:s3a://bucket/x", "parquet:s3a://bucket/x: " + withoutJar);
        refused("parquet:twin:///my table", "twin:///my table: does not exist");
        refused("parquet:twin:/my%zz", "twin:/my%zz: does not exist");
        refused("parquet:twin:my", "twin:my: not a URL");
        refused(twin(pool.weights()), "neither a folder nor a list");
        refused("parquet:" + pool.weights(), "no Parquet file");
        refused("parquet:" + pool.weights() + "?row=3", "'row=3' is no option of tables");
        String table = twin(folder.resolve("unclear.parquet"));
        ImageRows.ofBytes(table, files().subList(0, 2), HADOOP);
        refused("parquet:" + table, "no column of text with the path of each image");
        refused("parquet:" + table + "?path=label", "column label is not there or of another type");
        Path list = Files.write(folder.resolve("twice.txt"), List.of("images/0001.png", "images/0001.png"));
        refused(twin(list), "image images/0001.png is named twice");
    }

    @Test
    void predictionsGoToFoldersOfAnyNameAndToHostsThatAreThere() {
        Path blank = folder.resolve("my predictions");
        assertThat(new ParquetFolder(twin(blank), HADOOP)).hasToString("twin:" + blank.toAbsolutePath());
        assertThatThrownBy(() -> new ParquetFolder("hdfs://nobody.invalid:8020/x", HADOOP))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("hdfs://nobody.invalid:8020/x: no file system", "nobody.invalid");
    }

    private static void refused(String data, String words) {
        assertThatThrownBy(() -> new HadoopImages().read(data, folder.resolve("work")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(words);
    }
}
