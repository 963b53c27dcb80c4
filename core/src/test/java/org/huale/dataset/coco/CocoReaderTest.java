package org.huale.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Samples;
import org.huale.dataset.file.BoxCounts;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoReaderTest {
    private static final String IMAGES =
            "\"images\": [{\"id\": 77, \"file_name\": \"a.png\", \"width\": 64, \"height\": 48}]";
    private static final String CATEGORIES =
            "\"categories\": [{\"id\": 90, \"name\": \"dog\"}, {\"id\": 3, \"name\": \"cat\"}]";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeImage() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 0x445566);
    }

    private DatasetReading read(String... parts) {
        Path json = Samples.text(folder.resolve("x.json"), "{" + String.join(", ", parts) + "}");
        return DatasetLocator.parse("coco:" + json).read();
    }

    private DatasetReading readAnnotations(String annotations) {
        return read(IMAGES, "\"annotations\": [" + annotations + "]", CATEGORIES);
    }

    private static String annotation(String rest) {
        return "{\"id\": 1, \"image_id\": 77, \"category_id\": 90, " + rest + "}";
    }

    @Test
    void boxesAreCornerAndSize() {
        DatasetReading reading = readAnnotations(annotation(
                "\"bbox\": [1.5, 2, 10, 20.25], \"area\": 33.5, \"iscrowd\": 1, \"segmentation\": [[1, 2, 3]]"));
        assertThat(Samples.only(reading)).isEqualTo(new Annotation(new Box(1.5, 2, 11.5, 22.25), 1, false, true, 33.5));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void classesFollowTheCategoryIds() {
        DatasetReading reading = readAnnotations(annotation("\"bbox\": [1, 2, 10, 20]"));
        assertThat(reading.dataset().classes()).isEqualTo(ClassNames.of("cat", "dog"));
        assertThat(reading.numbering().category(1)).isEqualTo(90);
        assertThat(reading.numbering().classIndex(3)).isEqualTo(OptionalInt.of(0));
        assertThat(reading.numbering().classIndex(1)).isEmpty();
        assertThat(reading.numbering().image(77)).contains(new ImageId("a.png"));
        assertThat(reading.numbering().imageNumber(new ImageId("a.png"))).isEqualTo(77);
        assertThat(reading.numbering().image(1)).isEmpty();
    }

    @Test
    void aMissingAreaIsThatOfTheBox() {
        assertThat(Samples.only(readAnnotations(annotation("\"bbox\": [1, 2, 10, 20]")))
                        .area())
                .isEqualTo(200);
    }

    @Test
    void annotationsMayComeFirst() {
        String annotations = "\"annotations\": [" + annotation("\"bbox\": [1, 2, 10, 20]") + "]";
        assertThat(Samples.only(read(annotations, CATEGORIES, IMAGES)).box()).isEqualTo(new Box(1, 2, 11, 22));
    }

    @Test
    void imagesWithoutObjectsStay() {
        DatasetReading reading = readAnnotations("");
        assertThat(reading.dataset().images()).singleElement().satisfies(image -> {
            assertThat(image.annotations()).isEmpty();
            assertThat(image.size()).isEqualTo(new ImageSize(64, 48));
        });
    }

    @Test
    void aFileWithoutAnnotationsIsRead() {
        assertThat(read(IMAGES, CATEGORIES).dataset().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1, \"image_id\": 78, \"category_id\": 90, \"bbox\": [1,2,3,4]} | image_id 78 is none",
                "{\"id\":1, \"image_id\": \"a\", \"category_id\": 90, \"bbox\": [1,2,3,4]} | image_id \"a\" is none",
                "{\"id\":1, \"category_id\": 90, \"bbox\": [1,2,3,4]} | image_id (missing",
                "{\"id\":1, \"image_id\": 77, \"category_id\": 91, \"bbox\": [1,2,3,4]} | category_id 91 is none",
                "{\"id\":1, \"image_id\": 77, \"category_id\": 1e300, \"bbox\": [1,2,3,4]} | category_id (missing",
                "{\"id\":1, \"image_id\": 77, \"category_id\": 90} | no bbox",
                "{\"id\":1, \"image_id\": 77, \"category_id\": 90, \"bbox\": [1,2,3]} | no bbox",
                "{\"id\":1, \"image_id\": 77, \"category_id\": 90, \"bbox\": null} | no bbox",
                "{\"id\":1, \"image_id\": 77, \"category_id\": 90, \"bbox\": [1,2,3,\"4\"]} | not finite",
                "{\"id\":1, \"image_id\": 77, \"category_id\": 90, \"bbox\": [1,2,3,1e999]} | not finite",
                "{\"id\":1, \"image_id\": 99999999999999999999, \"category_id\": 90, \"bbox\": [1,2,3,4]} | image_id \"99999999999999999999\" is none"
            })
    void annotationsThatSayNothingAreUnusable(String annotation, String reason) {
        DatasetReading reading = readAnnotations(annotation);
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.UNUSABLE);
            assertThat(problem.where()).isEqualTo("x.json: annotations[0] (id 1)");
            assertThat(problem.what()).contains(reason).endsWith("dropped");
        });
        assertThat(reading.boxes().dropped()).isEqualTo(1);
    }

    @Test
    void boxesAreClippedAndDroppedInTheOpen() {
        DatasetReading reading = readAnnotations(annotation("\"bbox\": [60, 2, 10, 20]") + ","
                + "{\"id\": 2, \"image_id\": 77, \"category_id\": 90, \"bbox\": [1, 2, 0, 20]}");
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(60, 2, 64, 22));
        assertThat(reading.boxes()).isEqualTo(new BoxCounts(1, 1));
        assertThat(reading.problems())
                .extracting(Problem::severity)
                .containsExactly(Problem.Severity.MENDED, Problem.Severity.UNUSABLE);
        assertThat(reading.account().counts().lost()).isEqualTo(1);
    }

    @Test
    void anImageWhoseAnnotationsAreAllUnusableIsNoNegative() {
        DatasetReading reading =
                readAnnotations("{\"id\": 2, \"image_id\": 77, \"category_id\": 90, \"bbox\": [1, 2, 0, 20]},"
                        + "{\"id\": 3, \"image_id\": 77, \"category_id\": 4, \"bbox\": [1, 2, 9, 20]}");
        assertThat(reading.dataset().images()).isEmpty();
        assertThat(reading.pool().images()).hasSize(1);
        assertThat(reading.account().counts()).isEqualTo(new AnnotationAccount.Counts(1, 0, 0, 0, 1, 0, 2, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"77\"", "\"img-7\"", "1180591620717411303424", "-3", "77.0"})
    void idsMayBeTextsOrOfAnySize(String id) {
        DatasetReading reading = read(
                IMAGES.replace("77", id),
                CATEGORIES.replace("90", id),
                "\"annotations\": ["
                        + annotation("\"bbox\": [1, 2, 10, 20]")
                                .replace("77", id)
                                .replace("90", id) + "]");
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(1, 2, 11, 22));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void numbersThatAreNotNeededMayBeNone() {
        DatasetReading reading = readAnnotations(
                annotation("\"bbox\": [1, 2, 10, 20], \"area\": NaN, \"score\": -Infinity, \"x\": [Infinity]"));
        assertThat(Samples.only(reading).area()).isEqualTo(200);
    }

    @Test
    void repeatedIdsAndObjectsAreNoted() {
        String one = annotation("\"bbox\": [1, 2, 10, 20]");
        DatasetReading reading = readAnnotations(one + "," + one + "," + one);
        assertThat(reading.dataset().images().get(0).annotations()).hasSize(3);
        assertThat(reading.problems())
                .extracting(Problem::what)
                .satisfiesExactly(
                        ids -> assertThat(ids).contains("annotation id 1 occurs more than once"),
                        object -> assertThat(object).contains("same object"),
                        object -> assertThat(object).contains("same object"));
    }

    @Test
    void repeatedImagesAreUnusable() {
        String images = "\"images\": [{\"id\": 77, \"file_name\": \"a.png\", \"width\": 64, \"height\": 48},"
                + "{\"id\": 77, \"file_name\": \"./a.png\", \"width\": 64, \"height\": 48},"
                + "{\"id\": 78, \"file_name\": \"a.png\", \"width\": 64, \"height\": 48}]";
        DatasetReading reading =
                read(images, CATEGORIES, "\"annotations\": [" + annotation("\"bbox\": [1, 2, 10, 20]") + "]");
        assertThat(reading.dataset().images()).extracting(ImageRecord::id).containsExactly(new ImageId("a.png"));
        assertThat(reading.problems())
                .extracting(Problem::where)
                .containsExactly("x.json: images[1]", "x.json: images[2]");
        assertThat(Samples.only(reading).classIndex()).isEqualTo(1);
    }

    /** As of two files that were joined as they are, each of which counts from 1; also where only one of the images is here. */
    @ParameterizedTest
    @CsvSource({"a.png, b.png", "b.png, a.png", "a.png, none.png", "none.png, a.png"})
    void anIdOfTwoImagesIsRefused(String first, String second) {
        Samples.image(folder.resolve("b.png"), Samples.SIZE, 0);
        String images = "\"images\": [{\"id\": 77, \"file_name\": \"" + first + "\"}, {\"id\": 77, \"file_name\": \""
                + second + "\"}]";
        assertThatThrownBy(() -> read(images, CATEGORIES))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(
                        "x.json: images[1]: id 77 is both '" + first + "' and '" + second + "', so that nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../z.png", "/etc/z.png", "C:\\\\z.png", "b/../../z.png", ""})
    void fileNamesStayInTheirFolder(String name) {
        String images = "\"images\": [{\"id\": 1, \"file_name\": \"" + name + "\", \"width\": 64, \"height\": 48},"
                + IMAGES.substring(IMAGES.indexOf('[') + 1);
        DatasetReading reading = read(images, CATEGORIES);
        assertThat(reading.dataset().size()).isEqualTo(1);
        assertThat(reading.problems()).singleElement().asString().contains("no path below the image folder");
    }

    @Test
    void imagesAreMatchedByRelativePath() {
        Samples.image(folder.resolve("one/a.png"), new ImageSize(10, 11), 0);
        String images =
                "\"images\": [{\"id\": 1, \"file_name\": \"one/a.png\"}, {\"id\": 2, \"file_name\": \"a.png\"}]";
        DatasetReading reading = read(images, CATEGORIES);
        assertThat(reading.dataset().images())
                .extracting(ImageRecord::size)
                .containsExactly(new ImageSize(10, 11), Samples.SIZE);
    }

    @Test
    void absurdSizesAreUnusable() {
        String images =
                IMAGES.replace("]", ", {\"id\": 2, \"file_name\": \"a.png\", \"width\": 30000, \"height\": 30000}]");
        assertThat(read(images, CATEGORIES).problems())
                .singleElement()
                .asString()
                .contains("30000x30000");
    }

    @Test
    void aWrongImageFolderIsOneError() {
        Path json = Samples.text(folder.resolve("y/x.json"), "{" + IMAGES + ", " + CATEGORIES + "}");
        assertThatThrownBy(() -> DatasetLocator.parse("coco:" + json).read())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("none of its 1 images")
                .hasMessageContaining("IMAGES_DIR");
        assertThat(DatasetLocator.parse("coco:" + json + ":" + folder)
                        .read()
                        .dataset()
                        .size())
                .isEqualTo(1);
        assertThat(DatasetLocator.parse("coco:" + json)
                        .readWithoutImages()
                        .dataset()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theOfficialLayoutIsFound() {
        Samples.image(folder.resolve("val2017/a.png"), Samples.SIZE, 0);
        Path json = Samples.text(
                folder.resolve("annotations/instances_val2017.json"), "{" + IMAGES + ", " + CATEGORIES + "}");
        assertThat(DatasetLocator.parse("coco:" + json)
                        .read()
                        .dataset()
                        .images()
                        .get(0)
                        .file())
                .isEqualTo(folder.resolve("val2017/a.png"));
    }

    @Test
    void categoriesOfOneNameAreToldApart() {
        DatasetReading reading =
                read(IMAGES, "\"categories\": [{\"id\": 0, \"name\": \"fish\"}, {\"id\": 5, \"name\": \"fish\"}]");
        assertThat(reading.dataset().classes()).isEqualTo(ClassNames.of("fish", "fish (id 5)"));
        assertThat(reading.problems()).singleElement().asString().contains("category 5", "'fish'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"images\": [",
                "{\"images\": {}, \"categories\": []}",
                "{\"images\": [1], \"categories\": []}",
                "{\"annotations\": []}",
                "{\"images\": [], \"categories\": [{\"id\": 1}]}",
                "{\"images\": [], \"categories\": [{\"id\": 1, \"name\": \"a\"}, {\"id\": 1, \"name\": \"b\"}]}",
                "{\"images\": [], \"categories\": []} x"
            })
    void brokenFilesAreRefusedByName(String text) {
        Path json = Samples.text(folder.resolve("x.json"), text);
        assertThatThrownBy(() -> DatasetLocator.parse("coco:" + json).read())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("x.json");
    }

    @Test
    void longStringsAndDeepNestingAreRefused() {
        String name = "\"categories\": [{\"id\": 1, \"name\": \"%s\"}]";
        assertThatThrownBy(() -> read(IMAGES, name.replace("%s", "x".repeat(1_001))))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("1001 characters");
        assertThatThrownBy(() -> read(IMAGES, name.replace("%s", "x".repeat(2 << 20))))
                .isInstanceOf(HualeException.class);
        assertThatThrownBy(() -> read(IMAGES, CATEGORIES, "\"x\": " + "[".repeat(5_000) + "]".repeat(5_000)))
                .isInstanceOf(HualeException.class);
    }

    @Test
    void namesThatATextFileWouldLoseAreRefused() {
        String name = "\"categories\": [{\"id\": 1, \"name\": \"%s\"}]";
        assertThatThrownBy(() -> read(IMAGES, name.replace("%s", "\\ufeffcar")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("x.json")
                .hasMessageContaining("class name '\\uFEFFcar' has a byte order mark");
        assertThatThrownBy(() -> read(IMAGES, name.replace("%s", "car\\ud83d")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("x.json")
                .hasMessageContaining("class name 'car?' has half of a character, an unpaired surrogate");
        assertThat(read(IMAGES, name.replace("%s", "\\ud83d\\ude00")).dataset().classes())
                .isEqualTo(ClassNames.of("\uD83D\uDE00"));
    }

    @Test
    void manyAnnotationsKeepFileOrderWithinTheirImages() {
        Samples.image(folder.resolve("b.png"), Samples.SIZE, 0);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            rows.append(i == 0 ? "" : ",")
                    .append("{\"id\": ")
                    .append(i)
                    .append(", \"image_id\": ")
                    .append(i % 2);
            rows.append(", \"category_id\": 90, \"bbox\": [0, 0, 1, ")
                    .append((i + 1) / 1000.0)
                    .append("]}");
        }
        String images = "\"images\": [{\"id\": 1, \"file_name\": \"a.png\"}, {\"id\": 0, \"file_name\": \"b.png\"}]";
        DatasetReading reading = read(images, "\"annotations\": [" + rows + "]", CATEGORIES);
        for (int image = 0; image < 2; image++) {
            for (int i = 0; i < 5_000; i++) {
                double expected = (2 * i + 1 - image + 1) / 1000.0;
                assertThat(reading.dataset()
                                .images()
                                .get(image)
                                .annotations()
                                .get(i)
                                .box()
                                .y2())
                        .isEqualTo(expected);
            }
        }
    }
}
