package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
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
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.huale.render.RenderOptions;
import org.huale.render.RenderedFolder;
import org.huale.spark.hadoop.HadoopFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
