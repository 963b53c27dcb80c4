package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.huale.acquire.store.StoreHeader;
import org.huale.app.score.DetectionPlace;
import org.huale.app.score.ScoreSession;
import org.huale.app.score.Scoring;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.WatchedDetector;
import org.huale.detect.provider.DetectorSource;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.image.format.ImageIoReader;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.huale.spark.parquet.Content;
import org.huale.spark.parquet.DetectionRows;
import org.huale.spark.parquet.ParquetFolder;
import org.huale.spark.parquet.PartHeader;
import org.huale.spark.parquet.PartWriter;
import org.huale.spark.parquet.RowImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scorings on Spark within this process: the same as scorings without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkScoringTest {
    private static final Logger LOG = LoggerFactory.getLogger(SparkScoringTest.class);
    private static final int IMAGES = 60;

    @TempDir
    private static Path folder;

    private DrawnPool pool;
    private Path local;

    @BeforeAll
    void scoreWithout() throws IOException {
        long seed = LawSeeds.fresh();
        LOG.info("images of seed {}", seed);
        pool = DrawnPool.of(folder, IMAGES, seed);
        local = pool.scored("hua", "local", DetectionPlace.here());
    }

    @Test
    void theSelectionIsTheLocalOneOnOneCoreAndOnTwo() throws IOException {
        DrawnPool.assertSame(pool.scored("hua", "one", SparkCluster.on("local[1]", null)), local);
        CompanyProvider.OPENED.set(0);
        Scoring.Result two = pool.score(
                pool.session("hua", folder.resolve("two")), SparkCluster.on("local[2]", null), DrawnPool.NOBODY);
        DrawnPool.assertSame(folder.resolve("two"), local);
        assertThat(CompanyProvider.OPENED)
                .as("detectors: one here, one of the executor")
                .hasValue(2);
        assertThat(two.forwards().get("original")).isEqualTo(IMAGES);
        assertThat(two.forwards().get("flipped"))
                .as("mirrored for candidates alone")
                .isBetween(1, IMAGES - 1);
    }

    @Test
    void theFilesSelectAsTheDetectorDid() throws IOException {
        Path spark = pool.scored("hua", "kept", SparkCluster.on("local[2]", null));
        Path again = folder.resolve("from-parquet");
        pool.session("hua", again).byPredictions(spark.resolve("parquet").toString(), Optional.empty());
        DrawnPool.assertSame(again, local);
        assertThatThrownBy(() -> pool.session("core-set", folder.resolve("core-set-from-parquet"))
                        .byPredictions(spark.resolve("parquet").toString(), Optional.empty()))
                .isInstanceOf(HualeException.class);
    }

    /** Whoever writes such files may write what no detector gives. */
    @Test
    void filesOfOthersAreHeldAgainstWhatDetectionsMayBe() {
        String place = folder.resolve("of-others").toString();
        ImageRecord image = new ImageRecord(new ImageId("a"), Path.of("a"), new ImageSize(4, 3), List.of());
        StoreHeader header = new StoreHeader(
                StoreHeader.FORMAT, "original", Map.of(), List.of(), List.of("cat"), false, Map.of(), true, List.of());
        Content original = Content.of(View.ORIGINAL);
        ParquetFolder files = new ParquetFolder(place, new Configuration());
        files.begin(original);
        PartWriter.Target target = new PartWriter.Target(original, "0", "1", PartHeader.text(header));
        try (PartWriter<Detections> writer = new PartWriter<>(files, target, new DetectionRows())) {
            writer.write(RowImage.of(image, 0), new Detections(new float[4], new int[1], new float[] {7}, null));
            writer.finish();
        }
        PoolDetector found = ParquetDetector.kept(place).found();
        assertThatThrownBy(() -> found.detect(List.of(image), View.ORIGINAL, (id, it) -> {}))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(
                        "part-0.parquet: row 0 (image a): detection 0 has the confidence 7.0, which must be in [0, 1]");
    }

    /** Strategies that compare images as wholes ask for these alone. */
    @Test
    void filesOfVectorsSelectAsTheDetectorDid() throws IOException {
        Path expected = pool.scored("core-set", "vectors-local", DetectionPlace.here());
        Path spark = pool.scored("core-set", "vectors", SparkCluster.on("local[2]", null));
        DrawnPool.assertSame(spark, expected);
        Path place = spark.resolve("parquet");
        assertThat(place.resolve("views")).doesNotExist();
        for (String name : List.of(place.toString(), place.toUri().toString())) {
            Path again = folder.resolve(name.startsWith("file:") ? "vectors-from-url" : "vectors-from-parquet");
            pool.session("core-set", again).byPredictions(name, Optional.empty());
            DrawnPool.assertSame(again, expected);
        }
        assertThatThrownBy(() -> pool.session("hua", folder.resolve("hua-from-vectors"))
                        .byPredictions(place.toString(), Optional.empty()))
                .isInstanceOf(HualeException.class);
    }

    /** As those of a camera that counts from 1 every month. */
    @Test
    void aSecondPoolWithTheSameIdsIsLookedAtItselfAndToldApart() throws IOException {
        DrawnPool other = negative(folder.resolve("other"));
        Path expected = other.scored("hua", "local", DetectionPlace.here());
        assertThat(Files.readString(expected.resolve("scores.csv")))
                .as("the pools differ")
                .isNotEqualTo(Files.readString(local.resolve("scores.csv")));
        String place = folder.resolve("place-of-two").toString();
        DrawnPool.assertSame(pool.scored("hua", "first-of-two", SparkCluster.on("local[2]", place)), local);
        DrawnPool.assertSame(other.scored("hua", "second-of-two", SparkCluster.on("local[2]", place)), expected);
        CompanyProvider.SEEN.set(0);
        DrawnPool.assertSame(pool.scored("hua", "first-again", SparkCluster.on("local[2]", place)), local);
        assertThat(CompanyProvider.SEEN).as("what was there already").hasValue(0);

        pool.session("hua", folder.resolve("first-from-two")).byPredictions(place, Optional.empty());
        DrawnPool.assertSame(folder.resolve("first-from-two"), local);
        other.session("hua", folder.resolve("second-from-two")).byPredictions(place, Optional.empty());
        DrawnPool.assertSame(folder.resolve("second-from-two"), expected);
        DrawnPool third = negative(folder.resolve("third"));
        assertThatThrownBy(() ->
                        third.session("hua", folder.resolve("third-from-two")).byPredictions(place, Optional.empty()))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(
                        "has several images 00",
                        "of other files than " + third.images(),
                        "Keep the predictions of each pool in a folder of its own");
    }

    /** Images of the same ids and sizes, for the same detector. */
    private DrawnPool negative(Path place) throws IOException {
        DrawnPool negative = new DrawnPool(place);
        Files.createDirectories(negative.images());
        for (int i = 0; i < IMAGES; i++) {
            Image image = ImageIoReader.defaults().read(pool.image(i));
            byte[] rgb = image.rgb().clone();
            for (int at = 0; at < rgb.length; at++) {
                rgb[at] = (byte) ~rgb[at];
            }
            ImageWriter.write(new Image(image.size(), rgb), negative.image(i));
        }
        Files.copy(pool.weights(), negative.weights());
        return negative;
    }

    @Test
    void theFilesCountInTheClassesOfTheDataSetToo() throws IOException {
        assertFilesSelectAsTheDetectorDid(pool, "[hen, owl, cat]");
    }

    @Test
    void theFilesOfADetectorThatNamesNoClassesDoNotNameThemEither() throws IOException {
        DrawnPool unnamed = negative(folder.resolve("unnamed"));
        Files.write(
                unnamed.weights(),
                List.of(unnamed.death().toString(), unnamed.hanging().toString(), "class 1", "class 2", "class 3"));
        assertFilesSelectAsTheDetectorDid(unnamed, "[cat, dog, hen]");
    }

    private static void assertFilesSelectAsTheDetectorDid(DrawnPool pool, String classes) throws IOException {
        Path yaml = Files.writeString(pool.folder().resolve("data.yaml"), "train: images\nnames: " + classes + "\n");
        String data = "yolo:" + yaml;
        Path expected = pool.folder().resolve("classes-local");
        pool.score(pool.session(data, "hua", expected), DetectionPlace.here(), DrawnPool.NOBODY);
        Path spark = pool.folder().resolve("classes-spark");
        pool.score(pool.session(data, "hua", spark), SparkCluster.on("local[2]", null), DrawnPool.NOBODY);
        DrawnPool.assertSame(spark, expected);
        Path again = pool.folder().resolve("classes-from-parquet");
        pool.session(data, "hua", again).byPredictions(spark.resolve("parquet").toString(), Optional.empty());
        DrawnPool.assertSame(again, expected);
    }

    @Test
    void anInterruptedJobGoesOnWithWhatIsThere() throws IOException {
        Path out = folder.resolve("interrupted");
        AtomicInteger handed = new AtomicInteger();
        WatchedDetector.Watcher impatient = (what, images) -> () -> {
            if (handed.incrementAndGet() == 20) {
                throw new IllegalStateException("enough");
            }
        };
        ScoreSession session = pool.session("hua", out);
        assertThatThrownBy(() -> pool.score(session, SparkCluster.on("local[2]", null), impatient))
                .hasMessage("enough");
        long files = parts(out);
        assertThat(files).isPositive();
        CompanyProvider.SEEN.set(0);
        Scoring.Result result =
                pool.score(pool.session("hua", out), SparkCluster.on("local[2]", null), DrawnPool.NOBODY);
        DrawnPool.assertSame(out, local);
        int all = result.forwards().values().stream().mapToInt(it -> it).sum();
        assertThat(CompanyProvider.SEEN.get()).isLessThanOrEqualTo(all - 20);
        assertThat(parts(out)).isGreaterThan(files);
    }

    /** Which forms are looked at before is another matter. */
    @ParameterizedTest
    @ValueSource(strings = {"foo", "local[0]", "spark://one"})
    void whatSparkItselfRefusesIsTheUsersMistake(String url) {
        DetectionPlace nowhere = SparkCluster.on(url, null);
        assertThatThrownBy(() -> pool.score(pool.session("hua", folder.resolve("none")), nowhere, DrawnPool.NOBODY))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(url + ": cannot be used as a cluster of Spark: ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> new SparkCluster().at(url, null))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(url + ": is no cluster that this Spark knows");
    }

    /** Not only when the whole pool has been looked at as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"cald", "ls-c", "ssm"})
    void viewsThatSparkDoesNotLookAtAreRefusedBeforeAnythingIsDetected(String strategy) {
        CompanyProvider.SEEN.set(0);
        assertThatThrownBy(() -> pool.scored(strategy, "views of " + strategy, SparkCluster.on("local[2]", null)))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("strategy " + strategy + " asks for images in the views [")
                .hasMessageContaining("a cluster looks at them in [flipped, original] alone")
                .hasMessageEndingWith("or detect without Spark");
        assertThat(CompanyProvider.SEEN).hasValue(0);
        assertThat(folder.resolve("views of " + strategy)).doesNotExist();
    }

    @Test
    void aProgramOfTheUsersOwnDoesNotTravel() throws IOException {
        Path file = Files.writeString(folder.resolve("detector.command.json"), "{}");
        DetectorSource own =
                new DetectorSource(file, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1));
        assertThatThrownBy(() -> SparkCluster.on("local[2]", null)
                        .open(new DetectionPlace.Work(own, 1, Set.of(), Map.of(), folder)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(
                        "detector.command.json: detectors of the kind command work on this machine alone");
    }

    /** Spark would hand on the file alone, and the workers would not find it. */
    @Test
    void weightsInAFolderOfTheirOwnDoNotTravel() throws IOException {
        Path file = Files.writeString(folder.resolve("model.nested"), "");
        DetectorSource nested =
                new DetectorSource(file, null, DetectorSource.Changes.none(), new DetectorSource.Place("cpu", 1));
        assertThatThrownBy(() -> SparkCluster.on("local[2]", null)
                        .open(new DetectionPlace.Work(nested, 1, Set.of(), Map.of(), folder)))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(file + ": keeps weights in " + folder.resolve("inner/weights.bin"))
                .hasMessageEndingWith("or detect without Spark");
    }

    private static long parts(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out.resolve("parquet"))) {
            return files.filter(it -> it.toString().endsWith(".parquet")).count();
        }
    }

    @Test
    void imagesThatCannotBeReadAreNamedAllAtOnceAndTheRestIsKept() throws IOException {
        DrawnPool broken = DrawnPool.of(folder.resolve("broken"), IMAGES, 7);
        Path expected = broken.scored("hua", "local", DetectionPlace.here());
        Map<Path, byte[]> whole = Map.of(
                broken.image(11), Files.readAllBytes(broken.image(11)),
                broken.image(42), Files.readAllBytes(broken.image(42)));
        Path out = broken.folder().resolve("spark");
        WatchedDetector.Watcher breaking = (what, images) -> {
            spoil(whole);
            return () -> {};
        };
        assertThatThrownBy(() -> broken.score(broken.session("hua", out), SparkCluster.on("local[2]", null), breaking))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("0011.png")
                .hasMessageContaining("0042.png")
                .hasMessageContaining("All other parts are done and kept");
        for (Map.Entry<Path, byte[]> image : whole.entrySet()) {
            Files.write(image.getKey(), image.getValue());
        }
        CompanyProvider.SEEN.set(0);
        broken.score(broken.session("hua", out), SparkCluster.on("local[2]", null), DrawnPool.NOBODY);
        DrawnPool.assertSame(out, expected);
        assertThat(CompanyProvider.SEEN.get()).isLessThan(IMAGES);
    }

    /** More than there are parts, so that some are of one part. */
    @Test
    void everyImageOfAPartThatCannotBeReadIsNamed() throws IOException {
        DrawnPool broken = DrawnPool.of(folder.resolve("much-broken"), IMAGES, 8);
        List<Path> gone = IntStream.range(20, 40).mapToObj(broken::image).toList();
        WatchedDetector.Watcher breaking = (what, images) -> {
            gone.forEach(SparkScoringTest::delete);
            return () -> {};
        };
        String[] names = gone.stream().map(it -> it.getFileName().toString()).toArray(String[]::new);
        assertThatThrownBy(() -> broken.score(
                        broken.session("hua", broken.folder().resolve("spark")),
                        SparkCluster.on("local[2]", null),
                        breaking))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(names)
                .hasMessageNotContaining(" more\n")
                .hasMessageContaining("All other parts are done and kept");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One is cut short, the others are gone. */
    private static void spoil(Map<Path, byte[]> images) {
        try {
            for (Map.Entry<Path, byte[]> image : images.entrySet()) {
                if (image.getKey().endsWith("0042.png")) {
                    Files.write(image.getKey(), Arrays.copyOf(image.getValue(), 50));
                } else {
                    Files.delete(image.getKey());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void clustersThatStartProgramsScoreTheSame() throws IOException {
        System.setProperty("spark.master", "local[2]");
        try {
            ScorePool.score(List.of(
                    "data=" + pool.images(),
                    "weights=" + pool.weights(),
                    "out=" + folder.resolve("submitted"),
                    "parquet=" + folder.resolve("shared").toUri(),
                    "batch=3",
                    "threads=1",
                    "budget=" + DrawnPool.BUDGET,
                    "seed=5",
                    "strategy=hua",
                    "selection.nearDuplicates.avoid=never"));
        } finally {
            System.clearProperty("spark.master");
        }
        DrawnPool.assertSame(folder.resolve("submitted"), local);
        assertThat(folder.resolve("shared/views/original")).isNotEmptyDirectory();
        assertThatThrownBy(() -> ScorePool.score(List.of("weights=w", "buget=3")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("buget: unknown key; did you mean budget?");
    }
}
