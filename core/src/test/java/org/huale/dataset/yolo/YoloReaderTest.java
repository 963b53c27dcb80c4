package org.huale.dataset.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.Samples;
import org.huale.dataset.file.BoxCounts;
import org.huale.geometry.Box;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class YoloReaderTest {
    @TempDir
    private Path folder;

    private DatasetReading read(String yaml) {
        Path file = Samples.text(folder.resolve("data.yaml"), yaml);
        return DatasetLocator.parse("yolo:" + file).read();
    }

    private DatasetReading readLabels(String labels) {
        Samples.image(folder.resolve("images/train/a.png"), Samples.SIZE, 0x998877);
        Samples.text(folder.resolve("labels/train/a.txt"), labels);
        return read("train: images/train\nnames: [cat, dog]\n");
    }

    @Test
    void normalizedCentreAndSizeBecomePixels() {
        DatasetReading reading = readLabels("\n1 0.5 0.5 0.25 0.5\r\n");
        assertThat(Samples.only(reading)).isEqualTo(Annotation.of(new Box(24, 12, 40, 36), 1));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void polygonsBecomeTheirBounds() {
        assertThat(Samples.only(readLabels("0 0.25 0.5 0.5 0.25 0.75 0.75")).box())
                .isEqualTo(new Box(16, 12, 48, 36));
    }

    @Test
    void classesAreWrittenOut() {
        assertThatThrownBy(() -> read("train: images/train\nfirst: &first cat\nnames: [*first, dog]\n"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("data.yaml: *first (line 3, column 9): aliases are not read");
    }

    @Test
    void anImageWithALineBreakInItsNameIsLeftOut() {
        Samples.image(folder.resolve("images/train/b\nc.png"), Samples.SIZE, 1);
        DatasetReading reading = readLabels("0 0.5 0.5 0.1 0.1");
        assertThat(reading.dataset().images())
                .extracting(image -> image.id().value())
                .containsExactly("train/a.png");
        assertThat(reading.problems())
                .extracting(Problem::what)
                .containsExactly("has a control character in its name, such as a line break; left out, rename it");
    }

    @Test
    void aMissingLabelFileIsAnImageWithoutObjects() {
        Samples.image(folder.resolve("images/train/b.png"), Samples.SIZE, 1);
        DatasetReading reading = readLabels("0 0.5 0.5 0.1 0.1");
        assertThat(reading.dataset().images())
                .extracting(image -> image.annotations().size())
                .containsExactly(1, 0);
        assertThat(reading.problems()).extracting(Problem::severity).containsExactly(Problem.Severity.NOTE);
    }

    @ParameterizedTest
    @CsvSource({
        "2 0.5 0.5 0.1 0.1, 'from 0 to 1, got ''2'''",
        "-1 0.5 0.5 0.1 0.1, got '-1'",
        "0.5 0.5 0.5 0.1 0.1, got '0.5'",
        "cat 0.5 0.5 0.1 0.1, got 'cat'",
        "0 0.5 0.5 0.1, got 4 values",
        "0 0.5 0.5 0.1 0.1 0.9, got 6 values",
        "0 1.5 0.5 0.1 0.1, 'cx must be in [0, 1], got 1.5'",
        "0 0.5 NaN 0.1 0.1, 'cy must be in [0, 1], got NaN'",
        "0 0.5 0.5 x 0.1, w must be a number",
        "0 100 20 30 40, 'must be in [0, 1]'",
        "0 0.1 0.1 0.2 0.2 0.3 7, 'y must be in [0, 1], got 7'"
    })
    void badRowsAreUnusableAndNumbered(String row, String reason) {
        DatasetReading reading = readLabels("0 0.5 0.5 0.1 0.1\n" + row);
        assertThat(reading.dataset().images().get(0).annotations()).hasSize(1);
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.UNUSABLE);
            assertThat(problem.where()).isEqualTo("labels/train/a.txt: line 2");
            assertThat(problem.what()).contains(reason).endsWith("dropped");
        });
        assertThat(reading.boxes().dropped()).isEqualTo(1);
    }

    @Test
    void smallOverflowIsClippedAndCounted() {
        DatasetReading reading = readLabels("0 0.5 0.5 1.005 0.5\n0 0.9 0.5 0.4 0.5\n0 0.1 0.1 0 0.1");
        assertThat(reading.dataset().images().get(0).annotations())
                .extracting(Annotation::box)
                .containsExactly(new Box(0, 12, 64, 36), new Box((0.9 - 0.2) * 64, 12, 64, 36));
        assertThat(reading.boxes()).isEqualTo(new BoxCounts(2, 1));
        assertThat(reading.problems())
                .extracting(Problem::severity)
                .containsExactly(Problem.Severity.MENDED, Problem.Severity.MENDED, Problem.Severity.UNUSABLE);
    }

    @Test
    void roundingOfSixDigitsIsNoFinding() {
        DatasetReading reading = readLabels("0 0.833333 0.5 0.333335 0.5");
        assertThat(reading.problems()).isEmpty();
        assertThat(Samples.only(reading).box().x2()).isEqualTo(64);
    }

    @Test
    void aRepeatedRowIsNotedAndKept() {
        DatasetReading reading = readLabels("0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1");
        assertThat(reading.dataset().images().get(0).annotations()).hasSize(2);
        assertThat(reading.problems()).extracting(Problem::severity).containsExactly(Problem.Severity.NOTE);
    }

    @Test
    void namesMayBeAMapAndPathARoot() {
        Samples.image(folder.resolve("sub/train/images/b.png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("sub/train/labels/b.txt"), "10 0.5 0.5 0.5 0.5");
        StringBuilder names = new StringBuilder("path: sub\ntrain: ../train/images\nnames:\n");
        for (int i = 10; i >= 0; i--) {
            names.append("  ").append(i).append(": c").append(i).append('\n');
        }
        DatasetReading reading = read(names.toString());
        assertThat(reading.dataset().classes().name(10)).isEqualTo("c10");
        assertThat(reading.dataset().images().get(0).id()).isEqualTo(new ImageId("train/b.png"));
        assertThat(Samples.only(reading).classIndex()).isEqualTo(10);
    }

    @Test
    void splitsMayBeListsOfFoldersAndFiles() {
        Samples.image(folder.resolve("images/a/1.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("images/b/2.png"), Samples.SIZE, 2);
        Samples.image(folder.resolve("images/c/3.png"), Samples.SIZE, 3);
        Samples.text(
                folder.resolve("lists/more.txt"),
                "images/c/3.png\n./../images/b/2.png\n../../x.png\nimages/c/no.png\n");
        DatasetReading reading = read("train: [images/b, lists/more.txt]\nnames: [x]\n");
        assertThat(reading.dataset().images())
                .extracting(image -> image.id().value())
                .containsExactly("b/2.png", "c/3.png");
        assertThat(reading.problems())
                .extracting(Problem::where)
                .contains("lists/more.txt: line 3", "images/b/2.png", "images/c/no.png");
    }

    /** As programs on Windows write lists. */
    @Test
    void linesOfAListMayHaveBackslashes() {
        Samples.image(folder.resolve("images/train/a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("lists/b.png"), Samples.SIZE, 2);
        Samples.text(folder.resolve("lists/train.txt"), "images\\train\\a.png\n.\\b.png\n..\\..\\x.png\n");
        DatasetReading reading = read("train: lists/train.txt\nnames: [x]\n");
        assertThat(reading.dataset().images())
                .extracting(image -> image.id().value())
                .containsExactly("train/a.png", "lists/b.png");
        assertThat(reading.problems())
                .filteredOn(it -> it.what().contains("lies outside"))
                .extracting(Problem::where)
                .containsExactly("lists/train.txt: line 3");
    }

    @ParameterizedTest
    @CsvSource({
        "train.txt, ./data.yaml",
        "train.txt, x/../data.yaml",
        "train/images, ./data.yaml",
        "train/images, x/../data.yaml",
        "empty, x/../data.yaml"
    })
    void theFolderOfTheFileIsTheSameHoweverItIsNamed(String train, String yaml) throws IOException {
        Files.createDirectories(folder.resolve("x"));
        Files.createDirectories(folder.resolve("empty"));
        Samples.image(folder.resolve("train/images/1.png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("train.txt"), "train/images/1.png\n");
        DatasetReading plain = read("train: " + train + "\nnames: [x]\n");
        DatasetReading other =
                DatasetLocator.parse("yolo:" + folder.resolve(yaml)).read();
        assertThat(other.dataset().images()).isEqualTo(plain.dataset().images());
        assertThat(other.problems()).isEqualTo(plain.problems());
    }

    @Test
    void equalIdsFallBackToWholePaths() {
        Samples.image(folder.resolve("images/train/1.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("train/images/1.png"), Samples.SIZE, 2);
        DatasetReading reading = read("train: [images/train, train/images]\nnames: [x]\n");
        assertThat(reading.dataset().images())
                .extracting(image -> image.id().value())
                .containsExactly("images/train/1.png", "train/images/1.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "a: [",
                "names: [x]",
                "train: nowhere\nnames: [x]",
                "train: images/train",
                "train: images/train\nnames: x",
                "train: images/train\nnames: {0: a, 2: b}",
                "train: images/train\nnames: [a, a]",
                "train: images/train\nnames: [a]\nnc: 2",
                "train: images/train\nnames: [a]\nnames: [b]",
                "train: images/train\nnames: {0: a, 0: b}",
                "train: {a: b}\nnames: [a]",
                "train: /etc\nnames: [a]",
                "train: ../../etc\nnames: [a]",
                "path: nowhere\ntrain: x\nnames: [a]",
                "val: images/train\nnames: [a]"
            })
    void brokenConfigurationsAreRefusedByName(String yaml) {
        Samples.image(folder.resolve("images/train/1.png"), Samples.SIZE, 1);
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(HualeException.class).hasMessageContaining("data.yaml");
    }

    @Test
    void labelsMayLieBesideTheirImages() {
        Samples.image(folder.resolve("other/images/a.png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("other/images/a.txt"), "1 0.5 0.5 0.25 0.5");
        Samples.image(folder.resolve("some/b.png"), Samples.SIZE, 2);
        Samples.text(folder.resolve("some/b.txt"), "0 0.5 0.5 0.25 0.5");
        DatasetReading reading = read("train: [other/images, some]\nnames: [cat, dog]\n");
        assertThat(reading.dataset().images())
                .extracting(image -> image.annotations().get(0).classIndex())
                .containsExactly(1, 0);
        Samples.text(folder.resolve("other/labels/a.txt"), "");
        assertThat(read("train: [other/images, some]\nnames: [cat, dog]\n")
                        .dataset()
                        .images()
                        .get(0)
                        .annotations())
                .isEmpty();
    }

    private DatasetReading readPose(String shape, String labels) {
        Samples.image(folder.resolve("images/train/a.png"), Samples.SIZE, 0x998877);
        Samples.text(folder.resolve("labels/train/a.txt"), labels);
        return read("train: images/train\nnames: [cat, dog]\n" + shape);
    }

    @ParameterizedTest
    @CsvSource({
        "'kpt_shape: [2, 2]', 1 0.5 0.5 0.25 0.5 0.1 0.2 0.3 0.4",
        "'kpt_shape: [2, 3]', 1 0.5 0.5 0.25 0.5 0.1 0.2 2 7 0.4 0",
        "'kpt_shape: [2, 3]', 1 0.5 0.5 0.25 0.5",
        "'', '1,0.5,0.5,0.25,0.5'",
        "'', '1, 0.5, 0.5, 0.25, 0.5,'",
        "'', '1 0,5 0,5 0,25 0,5'",
        "'', 1 0.375 0.25 0.625 0.25 0.625 0.75 0.375 0.75"
    })
    void aBoxMayComeWithOthersAndWithCommas(String shape, String row) {
        assertThat(Samples.only(readPose(shape, row))).isEqualTo(Annotation.of(new Box(24, 12, 40, 36), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "'kpt_shape: [5, 2]', 0 0.9 0.25 0.1 0.1 0.92 0.25 1 0.88 0.26 1, 'by kpt_shape, 15, got 11 values'",
        "'kpt_shape: [5, 2]', 0 0.9 0.25 0.1 0.1 0.92 0.25 1, got 8 values",
        "'', 0 0.9 0.25 0.1 0.1 0.92 0.25 1 0.88 0.26 1, 'say kpt_shape: [2, 3]'",
        "'', 0 0.9 0.25 0.1 0.1 0.92 0.25 1, got 8 values",
        "'', 0 0.5 0.5 0.6 0.6 0.4 0.4 2 0.6 0.6 1, 'say kpt_shape: [2, 3]'",
        "'', 0 0.5 0.5 0.3 0.3 0.9, 'got 6 values, as detections with a confidence have'"
    })
    void rowsThatCanBeNoPolygonAreRefused(String shape, String row, String reason) {
        DatasetReading reading = readPose(shape, row);
        assertThat(reading.pool().images().get(0).annotations()).isEmpty();
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.UNUSABLE);
            assertThat(problem.what()).contains(reason);
        });
    }

    @Test
    void aPolygonThatIsCutAtACornerOfTheImageIsNoBoxWithKeypoints() {
        Box box = Samples.only(readLabels("0 .7 .8 .8 .7 .9 .72 1 .75 1 1")).box();
        assertThat(box.x1()).isCloseTo(.7 * 64, within(1e-9));
        assertThat(box.y1()).isCloseTo(.7 * 48, within(1e-9));
        assertThat(box.x2()).isEqualTo(64);
        assertThat(box.y2()).isEqualTo(48);
    }

    /** Nothing in a single row tells, all rows together do. */
    @Test
    void boxesWithKeypointsAreNoPolygonsAlsoWithoutMarksOfVisibility() {
        SplittableRandom random = seeded();
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> pose(random))
                .collect(Collectors.joining("\n", "", "\n0 0.1 0.1 0.8 0.2 0.7 0.8 0.2 0.9\n"));
        assertThatThrownBy(() -> readLabels(rows))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("of 21 rows that would be polygons are boxes with keypoints in them")
                .hasMessageContaining("say kpt_shape: [5, 2]");
        assertThat(readPose("kpt_shape: [5, 2]\n", rows.substring(0, rows.indexOf('\n')))
                        .dataset()
                        .images()
                        .get(0)
                        .annotations())
                .hasSize(1);
    }

    @Test
    void polygonsOfAnySizeAndPlaceArePolygons() {
        SplittableRandom random = seeded();
        String rows = IntStream.range(0, 20).mapToObj(i -> polygon(random)).collect(Collectors.joining("\n"));
        assertThat(readLabels(rows).dataset().images().get(0).annotations()).hasSize(20);
    }

    private static SplittableRandom seeded() {
        long seed = LawSeeds.fresh();
        LoggerFactory.getLogger(YoloReaderTest.class).info("seed {}", seed);
        return new SplittableRandom(seed);
    }

    /** A box and five points in it, the last of which nobody has seen. */
    private static String pose(SplittableRandom random) {
        double w = random.nextDouble(0.05, 0.3);
        double h = random.nextDouble(0.05, 0.3);
        double cx = random.nextDouble(w, 1 - w);
        double cy = random.nextDouble(h, 1 - h);
        String points = IntStream.range(0, 4)
                .mapToObj(i ->
                        " " + (cx + w * random.nextDouble(-0.5, 0.5)) + " " + (cy + h * random.nextDouble(-0.5, 0.5)))
                .collect(Collectors.joining());
        return "0 " + cx + " " + cy + " " + w + " " + h + points + " 0 0";
    }

    /** Seven points around a centre. */
    private static String polygon(SplittableRandom random) {
        double radius = random.nextDouble(0.02, 0.4);
        double cx = random.nextDouble(radius, 1 - radius);
        double cy = random.nextDouble(radius, 1 - radius);
        double turn = random.nextDouble(7);
        return "0"
                + IntStream.range(0, 7)
                        .mapToDouble(i -> turn + i * 2 * Math.PI / 7)
                        .mapToObj(
                                angle -> " " + (cx + radius * Math.cos(angle)) + " " + (cy + radius * Math.sin(angle)))
                        .collect(Collectors.joining());
    }

    @Test
    void aBoxDrawnBackwardsIsPutRight() {
        DatasetReading reading = readLabels("1 0.5 0.5 -0.25 0.5");
        assertThat(Samples.only(reading)).isEqualTo(Annotation.of(new Box(24, 12, 40, 36), 1));
        assertThat(reading.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.MENDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void labelFilesMayBeOfEditorsThatMarkTheirEncoding(String encoding) throws IOException {
        Samples.image(folder.resolve("images/train/a.png"), Samples.SIZE, 0x998877);
        Path labels = Files.createDirectories(folder.resolve("labels/train")).resolve("a.txt");
        Files.write(labels, "\uFEFF1 0.5 0.5 0.25 0.5\r\n".getBytes(Charset.forName(encoding)));
        DatasetReading reading = read("train: images/train\nnames: [cat, dog]\n");
        assertThat(Samples.only(reading)).isEqualTo(Annotation.of(new Box(24, 12, 40, 36), 1));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void whatIsReadOtherwiseIsCounted() {
        DatasetReading reading = readLabels("0,0.5,0.5,0.3,0.3\n1,0.2,0.2,0.2,0.2\n0 .1 .1 .5 .2 .5 .6 .1 .5");
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "data.yaml: 1 rows of four corners, as of oriented boxes; their upright frames were taken",
                        "data.yaml: 2 rows with commas; read as blanks");
    }

    @Test
    void pixelsArePointedOutAndReadOnRequest() {
        Samples.image(folder.resolve("images/train/a.png"), Samples.SIZE, 0x998877);
        Samples.text(folder.resolve("labels/train/a.txt"), "0 32 24 16 24\n1 20 20 10 10\n");
        Path yaml = Samples.text(folder.resolve("data.yaml"), "train: images/train\nnames: [cat, dog]\n");
        DatasetLocator locator = DatasetLocator.parse("yolo:" + yaml);
        assertThatThrownBy(locator::read)
                .hasMessageContaining("2 of 2 boxes reach beyond their image as cxcywh-normalized")
                .hasMessageContaining("boxes=cxcywh");
        assertThat(DatasetLocator.parse(locator + "?boxes=cxcywh")
                        .read()
                        .dataset()
                        .images()
                        .get(0)
                        .annotations()
                        .get(0)
                        .box())
                .isEqualTo(new Box(24, 12, 40, 36));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train: ../ds/images/train",
                "path: ../ds\ntrain: images/train",
                "path: ../ds\ntrain: ../ds/images/train",
                "path: ../ds\ntrain: ABSOLUTE/images/train",
                "train: ../ds/list.txt",
                "train: ..\\ds\\images\\train"
            })
    void pathsAreTakenAsWritten(String text) {
        Samples.image(folder.resolve("ds/images/train/a.png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("ds/labels/train/a.txt"), "0 0.5 0.5 0.2 0.2");
        Samples.text(folder.resolve("ds/list.txt"), folder.resolve("ds/images/train/a.png") + "\n");
        String yaml = text.replace("ABSOLUTE", folder.resolve("ds").toString()) + "\nnames: [cat]\n";
        Path file = Samples.text(folder.resolve("cfg/data.yaml"), yaml);
        DatasetReading reading = DatasetLocator.parse("yolo:" + file).read();
        assertThat(reading.dataset().images()).singleElement().satisfies(image -> {
            assertThat(image.id()).isEqualTo(new ImageId("train/a.png"));
            assertThat(image.annotations()).hasSize(1);
        });
    }

    @Test
    void allPlacesThatWereTriedAreTold() {
        Samples.image(folder.resolve("ds/images/train/a.png"), Samples.SIZE, 1);
        Path file = Samples.text(
                folder.resolve("cfg/data.yaml"), "path: ../ds\ntrain: ../gone/train\nval: x\nnames: [cat]\n");
        assertThatThrownBy(() -> DatasetLocator.parse("yolo:" + file).read())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(
                        "train: '../gone/train' does not exist; looked for " + folder.resolve("gone/train"))
                .hasMessageContaining(folder.resolve("ds/gone/train").toString())
                .hasMessageContaining(
                        Path.of("../gone/train").toAbsolutePath().normalize().toString());
    }

    @Test
    void anAliasBombIsNoTrouble() {
        StringBuilder yaml = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'k'; c++) {
            String last = "*" + (char) (c - 1);
            yaml.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append((last + ",").repeat(8))
                    .append(last)
                    .append("]\n");
        }
        assertThatThrownBy(() -> read(yaml.toString())).isInstanceOf(HualeException.class);
    }

    @Test
    void anUnreadableImageIsUnusable() {
        Samples.text(folder.resolve("images/train/b.jpg"), "no image");
        DatasetReading reading = readLabels("");
        assertThat(reading.dataset().size()).isEqualTo(1);
        assertThat(reading.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.where()).isEqualTo("images/train/b.jpg"));
    }

    @Test
    void anImageWhoseRowsAreAllUnusableIsNoNegative() {
        Samples.image(folder.resolve("images/train/b.png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("labels/train/b.txt"), "");
        DatasetReading reading = readLabels("7 0.5 0.5 0.3 0.3\n0 0.5 0.5 0.3 0.3 0.9");
        assertThat(reading.dataset().images())
                .extracting(image -> image.id().value())
                .containsExactly("train/b.png");
        assertThat(reading.pool().size()).isEqualTo(2);
        assertThat(reading.account().counts()).isEqualTo(new AnnotationAccount.Counts(2, 0, 1, 0, 1, 0, 2, 2, 0));
        assertThat(reading.account().counts().words())
                .isEqualTo("2 images: 0 with boxes, 1 without objects, 1 whose annotations are all unusable,"
                        + " 2 annotations unusable");
    }

    @Test
    void filesThatAreNoImagesAreListed() {
        Samples.text(folder.resolve("images/train/b.heic"), "x");
        assertThat(readLabels("0 0.5 0.5 0.3 0.3").problems())
                .extracting(Problem::where)
                .containsExactly("images/train/b.heic");
    }

    @Test
    void imagesWithoutLabelFilesAndLabelFilesWithoutImagesAreListed() {
        Samples.image(folder.resolve("images/val/v.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("images/train/b.png"), Samples.SIZE, 2);
        for (String file : List.of("a", "train/c", "val/v", "classes")) {
            Samples.text(folder.resolve("labels/" + file + ".txt"), "0 0.5 0.5 0.3 0.3");
        }
        DatasetReading reading = readLabels("0 0.5 0.5 0.3 0.3");
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "images/train/b.png: has no label file labels/train/b.txt",
                        "labels/a.txt: is the label file of no image; not used",
                        "labels/train/c.txt: is the label file of no image; not used");
        assertThat(reading.account().counts()).isEqualTo(new AnnotationAccount.Counts(2, 1, 1, 0, 0, 1, 0, 1, 2));
        assertThat(reading.dataset().size())
                .as("no label file says that there are no objects")
                .isEqualTo(2);
    }

    @Test
    void labelFilesBesideImagesOrNearThemThatNoImageHasAreListed() {
        String row = "0 0.5 0.5 0.1 0.1\n";
        Samples.image(folder.resolve("pics/a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("pics/deep/c.png"), Samples.SIZE, 2);
        Samples.text(folder.resolve("pics/a.txt"), row);
        Samples.text(folder.resolve("pics/b.txt"), "\n0,0.5,0.5,0.1,0.1");
        Samples.text(folder.resolve("pics/readme.txt"), "0 is a cat");
        Samples.text(folder.resolve("pics/classes.txt"), "cat\ndog");
        Samples.text(folder.resolve("pics_labels/c.txt"), row);
        Samples.text(folder.resolve("pics/txt/d.txt"), row);
        Samples.text(folder.resolve("other/e.txt"), row);
        DatasetReading reading = read("train: pics\nnames: [cat, dog]\n");
        assertThat(reading.account().unused()).containsExactly("pics/b.txt", "pics/txt/d.txt", "pics_labels/c.txt");
        assertThat(reading.problems())
                .filteredOn(problem -> problem.severity() == Problem.Severity.UNUSABLE)
                .extracting(Problem::what)
                .containsOnly("is the label file of no image; not used")
                .hasSize(3);
    }

    @Test
    void labelsOfAnotherSplitBesideItsImagesAreNotListed() {
        for (String image : List.of("train/a.png", "val/b.png")) {
            Samples.image(folder.resolve(image), Samples.SIZE, 1);
            Samples.text(folder.resolve(image.replace("png", "txt")), "0 0.5 0.5 0.1 0.1\n");
        }
        assertThat(read("train: train\nval: val\nnames: [cat, dog]\n").problems())
                .isEmpty();
        assertThat(read("train: .\nnames: [cat, dog]\n").problems()).isEmpty();
    }

    @Test
    void extensionsOfLabelFilesMayBeInCapitals() {
        Samples.image(folder.resolve("images/a.PNG"), Samples.SIZE, 1);
        Samples.text(folder.resolve("labels/a.TXT"), "0 0.5 0.5 0.1 0.1\n");
        DatasetReading reading = read("train: images\nnames: [cat]\n");
        assertThat(Samples.only(reading).classIndex()).isZero();
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void aLabelFileOfTwoImagesIsTold() {
        Samples.image(folder.resolve("images/a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("images/a.bmp"), Samples.SIZE, 2);
        Samples.text(folder.resolve("labels/a.txt"), "0 0.5 0.5 0.1 0.1\n");
        assertThat(read("train: images\nnames: [cat]\n").problems())
                .singleElement()
                .asString()
                .isEqualTo(
                        "labels/a.txt: is the label file of 2 images, which all get its boxes: images/a.bmp, images/a.png");
    }

    @Test
    void linksThatLeadNowhereAreMissedAndCirclesRefused() throws IOException {
        Samples.image(folder.resolve("images/a.png"), Samples.SIZE, 1);
        Files.createSymbolicLink(folder.resolve("images/b.png"), Path.of("gone.png"));
        String yaml = "train: images\nnames: [cat]\n";
        assertThat(read(yaml).problems())
                .extracting(Problem::toString)
                .contains("images/b.png: no such image; left out");
        Files.createSymbolicLink(folder.resolve("images/round"), Path.of("."));
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("images/round leads to a folder that it lies in; take it away");
    }

    @ParameterizedTest
    @CsvSource({
        "'[no, null, 1]', 'names: element 1 must be a text, and null is none without quotes: \"null\"'",
        "'{0: no, 1: null}', 'names: 1 must be a text, and null is none without quotes: \"null\"'",
        "'[cat, 0.50]', 'names: element 1: a number with a fraction is text in quotes only'",
        "'{0: 1e3, 1: cat}', 'names: 0: a number with a fraction is text in quotes only'",
        "'{1: a, 2: b}', 'names are numbered from 1 to 2, and YOLO numbers classes from 0.'",
        "'{0: a, 2: b}', 'number 1 is missing'"
    })
    void namesThatAreNoneAreRefused(String names, String message) {
        Samples.image(folder.resolve("images/a.png"), Samples.SIZE, 1);
        assertThatThrownBy(() -> read("train: images\nnames: " + names + "\n"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(message);
    }

    @Test
    void numbersAreTextsAsTheyWereWritten() {
        Samples.image(folder.resolve("images/train/a.png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("labels/train/a.txt"), "0 0.5 0.5 0.1 0.1");
        assertThat(read("train: images/train\nnames: [\"0.50\", '1e3', 10]\n")
                        .dataset()
                        .classes())
                .isEqualTo(ClassNames.of("0.50", "1e3", "10"));
        assertThatThrownBy(() -> read("path: 2024.10\ntrain: images/train\nnames: [cat]\n"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("data.yaml: path: a number with a fraction");
        assertThatThrownBy(() -> read("train: [images/train, 2024.10]\nnames: [cat]\n"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("data.yaml: train: element 1: a number with a fraction");
    }
}
