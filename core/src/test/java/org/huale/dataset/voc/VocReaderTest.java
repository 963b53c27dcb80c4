package org.huale.dataset.voc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Samples;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.BoxCounts;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocReaderTest {
    @TempDir
    private Path folder;

    private DatasetReading read() {
        return DatasetLocator.parse("voc:" + folder).read();
    }

    @Test
    void oneBasedInclusiveCornersBecomeContinuous() {
        Samples.voc(folder, Samples.object("dog", 1, 1, 64, 48));
        assertThat(Samples.only(read())).isEqualTo(Annotation.of(new Box(0, 0, 64, 48), 0));
    }

    @Test
    void anImageWithALineBreakInItsNameIsLeftOut() {
        Samples.voc(folder, "");
        Samples.image(folder.resolve("JPEGImages/b\nc.png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("Annotations/b\nc.xml"), "<annotation/>");
        Samples.image(folder.resolve("JPEGImages/d\re.png"), Samples.SIZE, 2);
        DatasetReading reading = read();
        assertThat(reading.dataset().images())
                .extracting(image -> image.id().value())
                .containsExactly("a");
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .contains(
                        "Annotations/b\nc.xml: has a control character in its name, such as a line break; left out,"
                                + " rename it",
                        "Annotations/d\re.xml: has a control character in its name, such as a line break; left out,"
                                + " rename it");
    }

    @Test
    void fractionsAreKept() {
        Samples.voc(folder, Samples.object("dog", 2.5, 3.25, 10.75, 20.5));
        assertThat(Samples.only(read()).box()).isEqualTo(new Box(1.5, 2.25, 10.75, 20.5));
    }

    @Test
    void marksAreReadAndPartsPassedOver() {
        String part =
                "<part><name>head</name><bndbox><xmin>9</xmin><ymin>9</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></part>";
        Samples.voc(
                folder,
                "<object>" + part + "<difficult>1</difficult><name> dog </name><bndbox><ymax>5</ymax><xmax>6</xmax>"
                        + "<ymin>1</ymin><xmin>2</xmin></bndbox>" + part + "</object>");
        assertThat(Samples.only(read())).isEqualTo(new Annotation(new Box(1, 0, 6, 5), 0, true, false, 25));
        assertThat(read().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-1", "", "much"})
    void anAreaThatIsNoneIsThatOfTheBox(String area) {
        Samples.voc(
                folder,
                "<object><name>dog</name><area>" + area + "</area><bndbox><xmin>2</xmin><ymin>1</ymin><xmax>6</xmax>"
                        + "<ymax>5</ymax></bndbox></object>");
        assertThat(Samples.only(read())).isEqualTo(new Annotation(new Box(1, 0, 6, 5), 0, false, false, 25));
        assertThat(read().problems())
                .singleElement()
                .asString()
                .endsWith("<area> must be a number from 0, got '" + area + "'; that of the box is taken");
    }

    @ParameterizedTest
    @CsvSource({"5,5,5,5", "5,5,5,20", "5,5,20,5", "70,5,90,20", "-30,5,-4,9"})
    void boxesWithoutExtentAreDroppedAndListed(double x1, double y1, double x2, double y2) {
        Samples.voc(folder, Samples.object("dog", x1, y1, x2, y2) + Samples.object("dog", 1, 1, 9, 9));
        DatasetReading reading = read();
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(0, 0, 9, 9));
        assertThat(reading.boxes()).isEqualTo(new BoxCounts(0, 1));
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.UNUSABLE);
            assertThat(problem.where()).isEqualTo("Annotations/a.xml: object 1 (line 1)");
            assertThat(problem.what()).endsWith("dropped");
        });
    }

    @ParameterizedTest
    @CsvSource({"20,5,10,9, 9,4,20,9", "5,30,9,10, 4,9,9,30", "20,30,10,10, 9,9,20,30"})
    void swappedCornersArePutRight(
            double xmin, double ymin, double xmax, double ymax, double x1, double y1, double x2, double y2) {
        Samples.voc(folder, Samples.object("dog", xmin, ymin, xmax, ymax));
        DatasetReading reading = read();
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(x1, y1, x2, y2));
        assertThat(reading.problems()).singleElement().asString().contains("corners were swapped");
        assertThat(reading.hasUnusable()).isFalse();
    }

    @Test
    void boxesReachingOutAreClippedAndListed() {
        Samples.voc(folder, Samples.object("dog", -5, 3, 80, 20));
        DatasetReading reading = read();
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(0, 2, 64, 20));
        assertThat(reading.boxes()).isEqualTo(new BoxCounts(1, 0));
        assertThat(reading.problems()).singleElement().asString().contains("(-6, 2, 80, 20)", "64x48", "clipped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<object><name>dog</name></object>",
                "<object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax></bndbox></object>",
                "<object><name>dog</name><bndbox><xmin>a</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object>",
                "<object><name>dog</name><bndbox><xmin>NaN</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object>",
                "<object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>1e999</xmax><ymax>9</ymax></bndbox></object>",
                "<object><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object>"
            })
    void objectsThatSayNothingAreUnusable(String object) {
        Samples.voc(folder, object);
        DatasetReading reading = read();
        assertThat(reading.dataset().images()).as("nobody knows what is in it").isEmpty();
        assertThat(reading.pool().images()).hasSize(1);
        assertThat(reading.hasUnusable()).isTrue();
        assertThat(reading.boxes().dropped()).isEqualTo(1);
    }

    @Test
    void aRepeatedObjectIsNotedAndKept() {
        String dog = Samples.object("dog", 1, 1, 9, 9);
        Samples.voc(folder, dog + dog);
        DatasetReading reading = read();
        assertThat(reading.dataset().images().get(0).annotations()).hasSize(2);
        assertThat(reading.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.NOTE));
    }

    @Test
    void theFilesOwnNameWinsOverFilename() {
        Samples.voc(folder, "");
        Samples.text(folder.resolve("Annotations/a.xml"), "<annotation><filename>other.jpg</filename></annotation>");
        DatasetReading reading = read();
        assertThat(reading.dataset().images().get(0).id()).isEqualTo(new ImageId("a"));
        assertThat(reading.problems()).singleElement().asString().contains("other.jpg", "own name counts");
    }

    /** The file names another image, which is one of its own all the same. */
    @Test
    void anImageThatAFileOfAnotherNamesIsStillThere() {
        Samples.voc(folder, "");
        Samples.image(folder.resolve("JPEGImages/b.png"), Samples.SIZE, 2);
        Samples.text(folder.resolve("Annotations/a.xml"), "<annotation><filename>b.png</filename></annotation>");
        DatasetReading reading = read();
        assertThat(reading.pool().images())
                .extracting(ImageRecord::id)
                .containsExactly(new ImageId("a"), new ImageId("b"));
        assertThat(reading.account().unannotated()).containsExactly(new ImageId("b"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anImageIsNeverThereTwice(boolean listed) {
        Samples.voc(folder, Samples.object("dog", 1, 1, 9, 9));
        Samples.text(
                folder.resolve("Annotations/a.old.xml"),
                "<annotation><filename>a.png</filename>" + Samples.object("dog", 1, 1, 5, 5) + "</annotation>");
        if (listed) {
            Samples.text(folder.resolve("ImageSets/Main/trainval.txt"), "a.old\na\n");
        }
        DatasetReading reading = read();
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(0, 0, 9, 9));
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.UNUSABLE);
            assertThat(problem).asString().contains("a.old.xml: its image a.png is that of Annotations/a.xml");
        });
        assertThat(reading.account().counts().unusedFiles()).isEqualTo(1);
    }

    @Test
    void ofTwoFilesThatNameAnImageOfNeithersNameTheFirstCounts() {
        Samples.voc(folder, "");
        for (String name : List.of("x", "y")) {
            Samples.text(
                    folder.resolve("Annotations/" + name + ".xml"),
                    "<annotation><filename>c.png</filename></annotation>");
        }
        Samples.image(folder.resolve("JPEGImages/c.png"), Samples.SIZE, 2);
        DatasetReading reading = read();
        assertThat(reading.pool().images())
                .extracting(ImageRecord::id)
                .containsExactly(new ImageId("a"), new ImageId("x"));
        assertThat(reading.problems())
                .singleElement()
                .asString()
                .contains("y.xml: its image c.png is that of Annotations/x.xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<size/>", "<size><width>0</width><height>0</height></size>"})
    void aMissingSizeComesFromTheImage(String size) {
        Samples.voc(folder, "");
        Samples.text(folder.resolve("Annotations/a.xml"), "<annotation>" + size + "</annotation>");
        assertThat(read().dataset().images().get(0).size()).isEqualTo(new ImageSize(64, 48));
        assertThat(read().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"30000", "-3", "2.5", "1e30"})
    void absurdSizesAreUnusable(String side) {
        Samples.voc(folder, "");
        Samples.text(
                folder.resolve("Annotations/a.xml"),
                "<annotation><size><width>" + side + "</width><height>30000</height></size></annotation>");
        DatasetReading reading = read();
        assertThat(reading.dataset().size()).isZero();
        assertThat(reading.problems()).singleElement().asString().contains("30000", "left out");
    }

    @Test
    void aDoctypeIsRefused() {
        Samples.voc(folder, "");
        Samples.text(
                folder.resolve("Annotations/a.xml"),
                "<!DOCTYPE annotation [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><annotation><filename>&x;</filename></annotation>");
        assertThat(read().problems()).singleElement().asString().contains("Annotations/a.xml", "DOCTYPE");
        assertThat(read().hasUnusable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<annotation>",
                "<annotation></annotation><more/>",
                "<other/>",
                "<annotation>&x;</annotation>"
            })
    void brokenXmlIsUnusable(String xml) {
        Samples.voc(folder, "");
        Samples.text(folder.resolve("Annotations/a.xml"), xml);
        DatasetReading reading = read();
        assertThat(reading.dataset().size()).isZero();
        assertThat(reading.problems()).singleElement().asString().startsWith("Annotations/a.xml: ");
    }

    @Test
    void deeplyNestedXmlIsNoTrouble() {
        Samples.voc(folder, "<x>".repeat(50_000) + "</x>".repeat(50_000));
        assertThat(read().dataset().size()).isEqualTo(1);
    }

    @Test
    void hugeXmlIsRefusedUnread() throws IOException {
        Samples.voc(folder, "");
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("Annotations/a.xml").toFile(), "rw")) {
            file.setLength(Bounds.XML_BYTES + 1);
        }
        assertThat(read().problems()).singleElement().asString().contains("at most 67108864");
    }

    @Test
    void aLongClassNameIsUnusable() {
        Samples.voc(folder, Samples.object("x".repeat(1_001), 1, 1, 9, 9));
        assertThat(read().problems()).singleElement().asString().contains("1001 characters", "1000");
        assertThat(read().dataset().classes().count()).isZero();
    }

    @Test
    void classesAreThoseOfAllSplits() {
        Samples.voc(folder, Samples.object("dog", 1, 1, 9, 9));
        Samples.text(
                folder.resolve("Annotations/b.xml"),
                "<annotation>" + Samples.object("cat", 1, 1, 9, 9) + "</annotation>");
        Samples.text(folder.resolve("ImageSets/Main/trainval.txt"), "a\n");
        DatasetReading reading = read();
        assertThat(reading.dataset().classes()).isEqualTo(ClassNames.of("cat", "dog"));
        assertThat(Samples.only(reading).classIndex()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XML", "Xml"})
    void anAnnotationFileMayEndInCapitals(String ending) {
        Samples.image(folder.resolve("JPEGImages/b.png"), Samples.SIZE, 1);
        Samples.text(
                folder.resolve("Annotations/b." + ending),
                "<annotation>" + Samples.object("dog", 1, 1, 9, 9) + "</annotation>");
        DatasetReading reading = read();
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(0, 0, 9, 9));
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.account().counts().words()).isEqualTo("1 image: 1 with boxes, 0 without objects");
    }

    /** Where the file system tells them apart. */
    @Test
    void ofTwoFilesWhoseEndingsDifferInCaseTheUsualOneCounts() {
        Samples.voc(folder, Samples.object("dog", 1, 1, 9, 9));
        Path other = folder.resolve("Annotations/a.XML");
        assumeFalse(Files.exists(other));
        Samples.text(other, "<annotation/>");
        DatasetReading reading = read();
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(0, 0, 9, 9));
        assertThat(reading.problems())
                .singleElement()
                .asString()
                .isEqualTo("Annotations/a.XML: is called as Annotations/a.xml but for the case of letters; left out");
        assertThat(reading.account().counts().unusedFiles()).isEqualTo(1);
    }

    @Test
    void aClassListDecidesTheOrder() {
        Samples.voc(folder, Samples.object("cat", 1, 1, 9, 9) + Samples.object("emu", 1, 1, 9, 9));
        Samples.text(folder.resolve("labels.txt"), "dog\ncat\n");
        DatasetReading reading = read();
        assertThat(Samples.only(reading).classIndex()).isEqualTo(1);
        assertThat(reading.problems()).singleElement().asString().contains("'emu'");
        assertThat(reading.account().counts()).isEqualTo(new AnnotationAccount.Counts(1, 1, 0, 0, 0, 0, 1, 1, 0));
    }

    /** As an editor saves it in a code page. */
    @Test
    void aClassListWithLettersThatCannotBeReadIsRefused() throws IOException {
        Samples.voc(folder, Samples.object("Käfer", 1, 1, 9, 9));
        Files.writeString(folder.resolve("labels.txt"), "Käfer\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(this::read)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("labels.txt: class name 'K\uFFFDfer' has characters that could not be decoded");
    }

    @Test
    void imagesThatNobodyHasAnnotatedBelongToThePool() {
        Samples.voc(folder, Samples.object("dog", 1, 1, 9, 9));
        Samples.image(folder.resolve("JPEGImages/b.png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("Annotations/c.xml"), "<annotation/>");
        DatasetReading reading = read();
        assertThat(reading.dataset().images())
                .extracting(image -> image.id().value())
                .containsExactly("a");
        assertThat(reading.pool().images())
                .extracting(image -> image.id().value())
                .containsExactly("a", "b");
        assertThat(reading.account().counts()).isEqualTo(new AnnotationAccount.Counts(2, 1, 0, 1, 0, 1, 0, 1, 1));
        assertThat(reading.account().counts().words())
                .isEqualTo("2 images: 1 with boxes, 0 without objects, 1 not annotated, 1 annotation file of no image");
    }

    @Test
    void filesThatAreNoImagesAreListed() {
        Samples.voc(folder, Samples.object("dog", 1, 1, 9, 9));
        Samples.text(folder.resolve("JPEGImages/b.heic"), "x");
        Samples.text(folder.resolve("JPEGImages/read me.txt"), "x");
        assertThat(read().problems()).extracting(Problem::where).containsExactly("JPEGImages/b.heic");
    }

    @Test
    void aPoolNeedsNoAnnotationAtAll() {
        Samples.image(folder.resolve("JPEGImages/b.png"), Samples.SIZE, 1);
        assertThat(read().pool().size()).isEqualTo(1);
        assertThat(read().dataset().size()).isZero();
    }

    @Test
    void anUnknownSplitListsThoseThatExist() {
        Samples.voc(folder, "");
        Samples.text(folder.resolve("ImageSets/Main/val.txt"), "a\n");
        Samples.text(folder.resolve("ImageSets/Main/test.txt"), "a\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("no split 'trainval'; it has test, val");
        assertThatThrownBy(() -> DatasetLocator.parse("voc:" + folder + ":nope").read())
                .hasMessageContaining("no split 'nope'");
    }

    @Test
    void splitsKeepTheirOrderAndMayCarryClassMarks() {
        Samples.voc(folder, "");
        Samples.image(folder.resolve("JPEGImages/b.jpg"), Samples.SIZE, 0);
        Samples.text(folder.resolve("Annotations/b.xml"), "<annotation/>");
        Samples.text(folder.resolve("ImageSets/Main/dog_val.txt"), "b  1\r\na -1\n\nb 1\n../x 1\n");
        DatasetReading reading =
                DatasetLocator.parse("voc:" + folder + ":dog_val").read();
        assertThat(reading.dataset().images())
                .extracting(image -> image.id().value())
                .containsExactly("b", "a");
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        repeated -> assertThat(repeated).contains("line 4", "occurs before"),
                        outside -> assertThat(outside).contains("line 5", "leaves the folder"));
    }

    private static List<String> ids(Dataset dataset) {
        return dataset.images().stream().map(image -> image.id().value()).toList();
    }

    @Test
    void namesInListsMayBeginOrEndInBlanks() {
        for (String name : List.of("photo ", " photo", "photo")) {
            Samples.image(folder.resolve("JPEGImages/" + name + ".png"), Samples.SIZE, 1);
            Samples.text(
                    folder.resolve("Annotations/" + name + ".xml"),
                    "<annotation><filename>" + name + ".png</filename></annotation>");
        }
        Samples.text(folder.resolve("ImageSets/Main/trainval.txt"), "photo \n photo\r\n  \nphoto\t\n");
        DatasetReading reading = read();
        assertThat(ids(reading.dataset())).containsExactly("photo ", " photo", "photo");
        assertThat(reading.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cam2/a,cam2/a", "cam2/a,./cam2/a.png", "cam2/a,x/cam2/a", "a 1,a 1", "a -1,a -1.png", "a 0,x/a 0"})
    void anImageThatNobodyHasAnnotatedIsNotTakenForItsNamesake(String id, String line) {
        Samples.voc(folder, "");
        Samples.image(folder.resolve("JPEGImages/" + id + ".png"), Samples.SIZE, 1);
        Samples.text(folder.resolve("ImageSets/Main/trainval.txt"), "a\n" + line + "\n");
        DatasetReading reading = read();
        assertThat(ids(reading.dataset())).containsExactly("a");
        assertThat(ids(reading.pool())).containsExactly("a", id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "XML"})
    void anAnnotationFileMayLieOutsideOfTheFoldersOfItsImage(String ending) throws IOException {
        Samples.voc(folder, "");
        Samples.image(folder.resolve("JPEGImages/cam2/b.png"), Samples.SIZE, 1);
        Samples.text(
                folder.resolve("Annotations/b." + ending),
                Files.readString(folder.resolve("Annotations/a.xml")).replace("a.png", "cam2/b.png"));
        Samples.text(folder.resolve("ImageSets/Main/trainval.txt"), "a\ncam2/b.png\n");
        assertThat(read().dataset().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "Jpg", "JPEG", "bmp", "webp", "tif", "TIFF", "gif"})
    void linesNameImagesOfEveryKind(String kind) throws IOException {
        Samples.voc(folder, "");
        Path made = Samples.image(folder.resolve("made.png"), Samples.SIZE, 1);
        Files.move(made, folder.resolve("JPEGImages/b 1." + kind));
        Samples.text(folder.resolve("ImageSets/Main/trainval.txt"), "a\nJPEGImages/b 1\n");
        assertThat(ids(read().pool())).containsExactly("a", "b 1");
    }

    @Test
    void missingFilesAreUnusableAndNamed() throws IOException {
        Samples.voc(folder, "");
        Samples.text(folder.resolve("ImageSets/Main/trainval.txt"), "a\nb\n");
        Files.delete(folder.resolve("JPEGImages/a.png"));
        DatasetReading reading = read();
        assertThat(reading.dataset().size()).isZero();
        assertThat(reading.problems()).extracting(Problem::where).containsExactly("JPEGImages/a", "Annotations/b.xml");
        assertThat(DatasetLocator.parse("voc:" + folder)
                        .readWithoutImages()
                        .dataset()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void commasMayStandForPoints() {
        Samples.voc(
                folder,
                "<object><name>dog</name><bndbox><xmin>2,5</xmin><ymin>3</ymin><xmax>10,75</xmax><ymax>20</ymax></bndbox>"
                        + "</object>");
        assertThat(Samples.only(read()).box()).isEqualTo(new Box(1.5, 2, 10.75, 20));
        assertThat(read().problems()).singleElement().asString().endsWith("2 numbers with commas; read as points");
    }

    /** All objects of a folder are held until its classes are known; their text would take several times the memory. */
    @Test
    void ofAnObjectNumbersAreKeptAndTextOnlyWhereItIsNone() {
        String box = "<bndbox><xmin>1,5</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox>";
        Samples.voc(
                folder,
                "<object><name>dog</name><difficult>0</difficult>" + box.replace(',', '.') + "</object>"
                        + "<object><name>dog</name><difficult>1</difficult><area>0</area>" + box + "</object>");
        Map<String, String> names = new HashMap<>();
        List<VocFile.VocObject> objects = VocFile.read(
                        folder.resolve("Annotations/a.xml"), name -> names.computeIfAbsent(name, own -> own))
                .objects();
        assertThat(objects.get(0).corners()).isEqualTo(new RawBox(1.5, 2, 30, 40));
        assertThat(objects.get(0).values()).isEmpty();
        assertThat(objects.get(1).corners()).as("a comma is told of").isNull();
        assertThat(objects.get(1).values())
                .isEqualTo(
                        Map.of("difficult", "1", "area", "0", "xmin", "1,5", "ymin", "2", "xmax", "30", "ymax", "40"));
        assertThat(objects.get(1).name()).isSameAs(objects.get(0).name());
    }
}
