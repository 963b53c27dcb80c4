package org.huale.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Samples;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** COCO files as other tools write them. */
class CocoVariantsTest {
    @TempDir
    private Path folder;

    private DatasetReading read(String images, String annotations, String categories) {
        Path json = Samples.text(
                folder.resolve("x.json"),
                "{\"images\": [" + images + "], \"annotations\": [" + annotations + "], \"categories\": [" + categories
                        + "]}");
        return DatasetLocator.parse("coco:" + json).read();
    }

    private DatasetReading readOne(String fields) {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 0);
        return read(
                "{\"id\": 1, \"file_name\": \"a.png\", \"width\": 64, \"height\": 48}",
                "{\"id\": 5, \"image_id\": 1, \"category_id\": 1, " + fields + "}",
                "{\"id\": 1, \"name\": \"cat\"}, {\"id\": 2, \"name\": \"dog\"}");
    }

    /**
     * Masks from pycocotools 2.0.11 by {@code encode(np.asfortranarray(m))} of a 48x64 mask with
     * {@code m[10:30, 5:25] = 1}; plain counts by hand.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"segmentation\": [[5, 10, 25, 10, 25, 30, 5, 30]]",
                "\"segmentation\": [[5, 10, 15, 10, 15, 30], [20, 12, 25, 12, 25, 30, 20, 29]]",
                "\"segmentation\": [5, 10, 25, 10, 25, 30, 5, 30]",
                "\"bbox\": [], \"segmentation\": [[5, 10, 25, 10, 25, 30, 5, 30]]",
                "\"bbox\": null, \"segmentation\": [[5, 10, 25, 10, 25, 30, 5, 30]]",
                "\"bbox\": [0, 0, 0, 0], \"segmentation\": [[5, 10, 25, 10, 25, 30, 5, 30]]",
                "\"segmentation\": {\"size\": [48, 64], \"counts\": COUNTS}",
                "\"segmentation\": {\"counts\": \"j7d0l00000000000000000000000000000000000000Vj1\","
                        + " \"size\": [48, 64]}"
            })
    void anOutlineWithoutABoxHasItsBounds(String fields) {
        String counts = "[250, 20" + ", 28, 20".repeat(19) + ", 1890]";
        DatasetReading reading = readOne(fields.replace("COUNTS", counts));
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(5, 10, 25, 30));
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.NOTE);
            assertThat(problem.what())
                    .isEqualTo("1 annotations without a bbox; the bounds of their segmentation were taken");
        });
    }

    /** {@code m[2:40, 3] = 1; m[5:7, 60] = 1}, whose box pycocotools says to be [3, 2, 58, 38]. */
    @Test
    void aMaskOfSeveralPartsHasOneBox() {
        String fields = "\"segmentation\": {\"size\": [48, 64], \"counts\": \"b4V1]d2lN\\\\aM\"}";
        assertThat(Samples.only(readOne(fields)).box()).isEqualTo(new Box(3, 2, 61, 40));
    }

    @Test
    void aRunOverSeveralColumnsIsAsHighAsTheMask() {
        Annotation crowd = Samples.only(readOne(
                "\"iscrowd\": 1, \"area\": 7, \"segmentation\": {\"size\": [48, 64], \"counts\": [144, 96, 2832]}"));
        assertThat(crowd).isEqualTo(new Annotation(new Box(3, 0, 5, 48), 0, false, true, 7));
    }

    @Test
    void aBoxWinsOverItsOutline() {
        DatasetReading reading = readOne("\"segmentation\": [[5, 10, 25, 10, 25, 30]], \"bbox\": [1, 2, 3, 4]");
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(1, 2, 4, 6));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void anOutlineIsForItsOwnAnnotationOnly() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 0);
        DatasetReading reading = read(
                "{\"id\": 1, \"file_name\": \"a.png\"}",
                "{\"image_id\": 9, \"category_id\": 1, \"segmentation\": [[5, 10, 25, 10, 25, 30]]},"
                        + "{\"image_id\": 1, \"category_id\": 1}",
                "{\"id\": 1, \"name\": \"cat\"}");
        assertThat(reading.pool().images().get(0).annotations()).isEmpty();
        assertThat(reading.problems()).hasSize(2);
    }

    @Test
    void aRotatedBoxIsItsFrame() {
        DatasetReading reading = readOne("\"bbox\": [30, 20, 20, 10, 90]");
        Box box = Samples.only(reading).box();
        assertThat(box.x1()).isCloseTo(25, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(box.y2()).isCloseTo(30, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(reading.problems()).singleElement().asString().contains("rotated");
    }

    @Test
    void negativeSizesAreSwappedCorners() {
        DatasetReading reading = readOne("\"bbox\": [30, 20, -10, -5]");
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(20, 15, 30, 20));
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.MENDED);
            assertThat(problem.what()).contains("swapped");
        });
    }

    @Test
    void viaNamesImagesByTextsAndDoesNotKnowTheirSizes() {
        Samples.image(folder.resolve("f0.png"), Samples.SIZE, 0);
        DatasetReading reading = read(
                "{\"id\": 0, \"file_name\": \"f0.png\", \"width\": -1, \"height\": -1}",
                "{\"id\": 0, \"image_id\": \"0\", \"category_id\": 1, \"bbox\": [5, 5, 20, 20]},"
                        + "{\"id\": 1, \"image_id\": \"0\", \"category_id\": null, \"bbox\": [6, 5, 20, 20]}",
                "{\"id\": 1, \"name\": \"crab\"}");
        ImageRecord image = reading.dataset().images().get(0);
        assertThat(image.size()).isEqualTo(Samples.SIZE);
        assertThat(image.annotations()).extracting(Annotation::classIndex).containsExactly(0, 0);
        assertThat(reading.problems()).singleElement().asString().contains("'crab'", "1 annotations");
    }

    @Test
    void aMissingCategoryIsNotGuessedAmongSeveral() {
        DatasetReading reading = readOne("\"bbox\": [1, 2, 3, 4], \"category_id\": null");
        assertThat(reading.pool().images().get(0).annotations()).isEmpty();
        assertThat(reading.hasUnusable()).isTrue();
    }

    @Test
    void anEmptyParentOfOthersIsNoClass() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 0);
        String categories = "{\"id\": 0, \"name\": \"fishes\", \"supercategory\": \"none\"},"
                + "{\"id\": 1, \"name\": \"peix\", \"supercategory\": \"fishes\"},"
                + "{\"id\": 2, \"name\": \"taca\", \"supercategory\": \"fishes\"},"
                + "{\"id\": 3, \"name\": \"self\", \"supercategory\": \"self\"}";
        DatasetReading reading = read(
                "{\"id\": 1, \"file_name\": \"a.png\"}",
                "{\"image_id\": 1, \"category_id\": 2, \"bbox\": [1, 2, 3, 4]}",
                categories);
        assertThat(reading.dataset().classes()).isEqualTo(ClassNames.of("peix", "taca", "self"));
        assertThat(Samples.only(reading).classIndex()).isEqualTo(1);
        assertThat(reading.numbering().category(1)).isEqualTo(2);
        assertThat(reading.problems()).singleElement().asString().contains("'fishes'", "[peix, taca]");
        assertThat(DatasetLocator.parse("coco:" + folder.resolve("x.json") + "?classes=*")
                        .read()
                        .dataset()
                        .classes()
                        .count())
                .isEqualTo(4);
        assertThat(read(
                                "{\"id\": 1, \"file_name\": \"a.png\"}",
                                "{\"image_id\": 1, \"category_id\": 0, \"bbox\": [1, 2, 3, 4]}",
                                categories)
                        .dataset()
                        .classes()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void pathsAndAddressesAreFoundByTheirEnd() {
        List<String> files =
                List.of("sub/a b.jpg", "Capture_décran.jpg", "c#1+2.jpg", "d.jpg", "deep/e.jpg", "50%.jpg");
        files.forEach(file -> Samples.image(folder.resolve(file), new ImageSize(9, 9), 0));
        List<String> names = List.of(
                "http://host:8080/data/upload/3/a%20b.jpg?x=1",
                "Capture_d%C3%A9cran.jpg", "c#1+2.jpg", "C:\\\\pics\\\\d.jpg", "/data/deep/e.jpg", "50%.jpg");
        String images = names.stream()
                .map(name -> "{\"id\": " + names.indexOf(name) + ", \"file_name\": \"" + name + "\"}")
                .collect(Collectors.joining(","));
        DatasetReading reading = read(images, "", "{\"id\": 1, \"name\": \"cat\"}");
        assertThat(reading.dataset().images()).extracting(it -> it.id().value()).containsExactlyElementsOf(files);
        assertThat(reading.problems()).singleElement().asString().contains("4 file_names are no files below");
    }

    @ParameterizedTest
    @CsvSource({"/x/a.png, as 1 other", "two/c.png, no such image", "c.png, may be any of", "/x/none.png, no path"})
    void aNameOfSeveralImagesOrInAnotherFolderIsNotGuessed(String name, String fault) {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 0);
        Samples.image(folder.resolve("two/b.png"), Samples.SIZE, 0);
        Samples.image(folder.resolve("three/c.png"), Samples.SIZE, 0);
        Samples.image(folder.resolve("four/c.png"), Samples.SIZE, 0);
        DatasetReading reading = read(
                "{\"id\": 1, \"file_name\": \"a.png\"}, {\"id\": 2, \"file_name\": \"" + name + "\"}",
                "",
                "{\"id\": 1, \"name\": \"cat\"}");
        assertThat(reading.dataset().size()).isEqualTo(1);
        assertThat(reading.problems()).extracting(Problem::toString).anyMatch(problem -> problem.contains(fault));
    }

    private DatasetReading paths(String... names) {
        String images = IntStream.range(0, names.length)
                .mapToObj(
                        i -> "{\"id\": " + i + ", \"file_name\": \"" + names[i] + "\", \"width\": 64, \"height\": 48}")
                .collect(Collectors.joining(", "));
        return read(images, "", "{\"id\": 1, \"name\": \"cat\"}");
    }

    private static List<String> ids(DatasetReading reading) {
        return reading.dataset().images().stream()
                .map(image -> image.id().value())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "images/images/b.png, images/b.png",
        "other/machine/images/b.png, images/b.png",
        "other/b.png, images/b.png",
        "C:\\\\data\\\\images\\\\b.png, images/b.png",
        "x/images/deep/c.png, images/deep/c.png",
        "y/deep/c.png, images/deep/c.png",
        "x/B.PNG, images/b.png",
        "B.png, images/b.png",
        "d%C3%A9.png, images/dé.png"
    })
    void pathsOfAnotherMachineAreFoundByTheirEnds(String name, String id) {
        for (String file :
                List.of("a.png", "images/b.png", "images/deep/c.png", "images/shallow/c.png", "images/dé.png")) {
            Samples.image(folder.resolve(file), Samples.SIZE, 1);
        }
        DatasetReading reading = paths("a.png", name);
        assertThat(ids(reading)).containsExactly("a.png", id);
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.NOTE);
            assertThat(problem.what())
                    .startsWith("1 file_names are no files below")
                    .contains("by the end of the name, such as " + id + " for '");
        });
    }

    @Test
    void whatMayBeSeveralImagesIsRefused() {
        for (String file : List.of("a.png", "train/b.png", "val/b.png", "train/c.png")) {
            Samples.image(folder.resolve(file), Samples.SIZE, 1);
        }
        DatasetReading reading = paths("a.png", "x/b.png", "x/c.png", "y/c.png", "y/a.png", "val/c.png", "z/val/b.png");
        assertThat(ids(reading)).containsExactly("a.png", "val/b.png");
        assertThat(reading.problems().stream()
                        .filter(it -> it.severity() == Problem.Severity.UNUSABLE)
                        .map(Problem::what))
                .containsExactly(
                        "file_name 'x/b.png' may be any of [train/b.png, val/b.png]; left out",
                        "file_name 'x/c.png' is no file and may be 'train/c.png', as 1 other file_names; left out",
                        "file_name 'y/c.png' is no file and may be 'train/c.png', as 1 other file_names; left out",
                        "file_name 'y/a.png' is no file and may be 'a.png', as 1 other file_names; left out",
                        "no such image; left out");
    }
}
