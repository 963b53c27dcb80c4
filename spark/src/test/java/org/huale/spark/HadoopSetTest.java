package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.huale.app.data.PoolReading;
import org.huale.app.score.DetectionPlace;
import org.huale.dataset.DatasetHash;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.RelativePath;
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedFolder;
import org.huale.spark.hadoop.HadoopFiles;
import org.huale.spark.images.HadoopSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data sets that only Hadoop can read: those that this machine reads, with their annotations. */
class HadoopSetTest {
    private static final Logger LOG = LoggerFactory.getLogger(HadoopSetTest.class);
    private static final Configuration HADOOP = SparkHadoopUtil.get().conf();
    private static final int IMAGES = 30;

    /** A split of a drawn set in the classes that the detector knows. */
    private static final String LEARNED = ":trainval?classes=disc:cat,square:dog,triangle:hen";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() {
        HADOOP.set(TwinFileSystem.SETTING, TwinFileSystem.class.getName());
        long seed = LawSeeds.fresh();
        LOG.info("images of seed {}", seed);
        RenderOptions usual = RenderOptions.defaults();
        RenderOptions tiny = new RenderOptions(IMAGES, 5, new ImageSize(64, 64), 3, seed, 3, 2, 0, usual.objects());
        RenderedFolder.write(tiny, folder.resolve("set"), Existing.REFUSE, () -> {});
        DatasetReading drawn = DatasetLocator.parse("voc:" + folder.resolve("set") + ":trainval")
                .read();
        for (String target :
                List.of("coco:%/coco/annotations/drawn.json:%/coco/pictures", "yolo:%/yolo/data.yaml:train")) {
            DatasetLocator.target(target.replace("%", folder.toString())).write(drawn, Existing.REFUSE, () -> {});
        }
    }

    @AfterAll
    static void forget() {
        HADOOP.unset(TwinFileSystem.SETTING);
    }

    @ParameterizedTest
    @CsvSource({
        "voc:%/set:trainval, voc:%/set:trainval",
        "voc:%/set:test?classes=disc:thing, voc:%/set:test?classes=disc:thing",
        "coco:%/coco/annotations/drawn.json:%/coco/pictures, coco:%/coco/annotations/drawn.json:%/coco/pictures",
        "coco:%/coco/annotations/drawn.json:../pictures, coco:%/coco/annotations/drawn.json:%/coco/pictures",
        "yolo:%/yolo/data.yaml:train, yolo:%/yolo/data.yaml:train"
    })
    void aSetAtAUrlIsThatOfThisMachine(String url, String here) {
        PoolReading far = new HadoopImages().read(url.replace("%", twin()), folder);
        PoolReading near = PoolReading.read(here.replace("%", folder.toString()));
        assertThat(far.dataset().images())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("file")
                .isEqualTo(near.dataset().images());
        assertThat(far.dataset().classes()).isEqualTo(near.dataset().classes());
        assertThat(far.numbering()).usingRecursiveComparison().isEqualTo(near.numbering());
        assertThat(DatasetHash.of(far.dataset())).isEqualTo(DatasetHash.of(near.dataset()));
        assertThat(far.dataset().images()).extracting(ImageRecord::file).allMatch(Files::isRegularFile);
        assertThat(far.dataset().images())
                .extracting(it -> it.file().toString())
                .allMatch(it -> it.startsWith("twin:"));
    }

    private static String twin() {
        return "twin://" + folder.toAbsolutePath();
    }

    @Test
    void itsImagesAreChosenAsThoseOfThisMachine() throws IOException {
        DrawnPool detector = DrawnPool.of(folder.resolve("detector"), 1, 1);
        detector.score(
                detector.session("voc:" + folder.resolve("set") + LEARNED, "hua", folder.resolve("local")),
                DetectionPlace.here(),
                DrawnPool.NOBODY);
        detector.score(
                detector.session("voc:" + twin() + "/set" + LEARNED, "hua", folder.resolve("spark")),
                SparkCluster.on("local[2]", null),
                DrawnPool.NOBODY);
        for (String file : List.of("selection.txt", "scores.csv")) {
            assertThat(folder.resolve("spark").resolve(file))
                    .as(file)
                    .hasSameTextualContentAs(folder.resolve("local").resolve(file));
        }
    }

    @Test
    void whatLiesBelowARootOrAFolderBeginsWithIt() {
        HadoopFiles files = new HadoopFiles(HADOOP);
        Path image = files.at("s3a://bucket/train/a.jpg");
        assertThat(image.startsWith(files.at("s3a://bucket/"))).isTrue();
        assertThat(image.startsWith(files.at("s3a://bucket/train"))).isTrue();
        assertThat(image.startsWith(image)).isTrue();
        assertThat(image.startsWith(files.at("s3a://bucket/tra"))).isFalse();
        assertThat(image.startsWith(files.at("s3a://bucke/"))).isFalse();
    }

    /** A data set of others names its files. */
    @Test
    void aUrlAmongNamesLeadsNowhereElse() {
        Path set = new HadoopFiles(HADOOP).at("hdfs://host/set");
        for (String name : List.of(
                "file:/home/me/x.jpg",
                "hdfs:/elsewhere/x.jpg",
                "hdfs://other/set/x.jpg",
                "hdfs://host/settled/x.jpg",
                "a:b.jpg")) {
            assertThat(RelativePath.below(set, name)).as(name).isEmpty();
            assertThatThrownBy(() -> set.resolve(name)).as(name).isInstanceOf(InvalidPathException.class);
        }
        for (String name : List.of("a b.jpg", "night/a:b.jpg")) {
            assertThat(RelativePath.below(set, name).map(Path::toString)).hasValue("hdfs://host/set/" + name);
        }
        assertThat(set.resolve("hdfs://host/set/x.jpg")).hasToString("hdfs://host/set/x.jpg");
        assertThat(set.resolve("/images")).as("as a data.yaml may say").hasToString("hdfs://host/images");
    }

    /** Whoever wrote the file says where its images are, as by absolute paths. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train: %/yolo/images/train",
                "train: file:HERE/yolo/images/train",
                "path: %/yolo\ntrain: images/train",
                "path: HERE/yolo\ntrain: %/yolo/images/train"
            })
    void urlsOfADataYamlAreFollowed(String places) throws IOException {
        PoolReading near = PoolReading.read("yolo:" + folder + "/yolo/data.yaml:train");
        String text = places.replace("%", twin())
                .replace("HERE", folder.toAbsolutePath().toString());
        writeYaml("elsewhere", text, near);
        PoolReading far = new HadoopImages().read("yolo:" + twin() + "/elsewhere/data.yaml:train", folder);
        assertThat(far.dataset().images())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("file")
                .isEqualTo(near.dataset().images());
        assertThat(far.dataset().images()).extracting(ImageRecord::file).allMatch(Files::isRegularFile);
    }

    private static void writeYaml(String where, String places, PoolReading classes) throws IOException {
        Files.createDirectories(folder.resolve(where));
        Files.writeString(
                folder.resolve(where).resolve("data.yaml"),
                places + "\nnames: " + classes.dataset().classes().names() + "\n");
    }

    @Test
    void aUrlInAListOfYoloThatLeadsElsewhereIsLeftOut() throws IOException {
        PoolReading near = PoolReading.read("yolo:" + folder + "/yolo/data.yaml:train");
        Path image = near.dataset().images().get(0).file().toAbsolutePath();
        writeYaml("lists", "path: " + twin() + "/yolo\ntrain: " + twin() + "/lists/train.txt", near);
        Files.writeString(folder.resolve("lists/train.txt"), "twin://" + image + "\nfile:" + image + "\n");
        DatasetReading far = HadoopSet.parse("yolo:" + twin() + "/lists/data.yaml:train", HADOOP)
                .read(DatasetLocator::read);
        assertThat(far.dataset().images()).hasSize(1);
        assertThat(far.problems())
                .extracting(Problem::toString)
                .anyMatch(it -> it.contains("train.txt: line 2: 'file:" + image
                        + "' cannot be taken: a URL that does not lie below twin:"));
    }

    @Test
    void whatIsNoUrlIsLeftToThisMachine() {
        HadoopImages images = new HadoopImages();
        assertThat(images.means("voc:hdfs://host:8020/set:trainval")).isTrue();
        assertThat(images.means("coco:s3a://bucket/a.json:s3a://bucket/images")).isTrue();
        assertThat(images.means("yolo:hdfs:/set/data.yaml")).isTrue();
        assertThat(images.means("coco:/a.json:/images")).isFalse();
        assertThat(images.means("coco:a.json:/images")).isFalse();
        assertThat(images.means("voc:C:/set:trainval")).isFalse();
        assertThat(images.means("voc:set")).isFalse();
    }

    @Test
    void whatCannotBeReadIsNamed() {
        refused("voc:" + twin() + "/nowhere", "/nowhere: does not exist; a VOC folder is needed here");
        refused("voc:" + twin() + "/set:val", "has no split 'val'; it has test, trainval");
        refused("coco:" + twin() + "/none.json", "a COCO annotation file is needed here");
        refused("cvat:" + twin() + "/job.xml", "of data sets at URLs, those of voc, coco and yolo are read");
    }

    private static void refused(String data, String words) {
        assertThatThrownBy(() -> new HadoopImages().read(data, folder))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(words);
    }
}
