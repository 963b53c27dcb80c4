package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.dataset.pool.DatasetUnion;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.OrientationPolicy;
import org.huale.image.SampleImages;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of a data set's name do, whatever the format. */
class AskedReadingTest {
    @TempDir
    private Path folder;

    private Dataset made;

    @BeforeEach
    void makeDataset() {
        Path file = Samples.image(folder.resolve("in/a.png"), Samples.SIZE, 0x223344);
        List<Annotation> boxes = List.of(
                Annotation.of(new Box(1, 2, 11, 12), 0),
                Annotation.of(new Box(20, 2, 31, 12), 1),
                Annotation.of(new Box(40, 2, 51, 22), 2));
        ImageRecord image = new ImageRecord(new ImageId("a.png"), file, Samples.SIZE, boxes);
        made = new Dataset("made", ClassNames.of("cat", "dog", "kitten"), List.of(image));
    }

    private DatasetLocator written(String format) {
        String place = format + ":" + folder.resolve("out");
        DatasetLocator target =
                DatasetLocator.target(format.equals("coco") ? place + "/instances_val.json" : place + ":val");
        return written(target);
    }

    private DatasetLocator written(DatasetLocator target) {
        target.write(
                DatasetReading.of(AnnotationAccount.of(made), CocoNumbering.ofPositions(made), new Findings()),
                Existing.REFUSE,
                () -> {});
        return target;
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc", "coco", "yolo"})
    void classesAreKeptRenamedAndMergedInEveryFormat(String format) {
        DatasetReading reading = DatasetLocator.parse(written(format) + "?classes=kitten:feline,cat:feline")
                .read();
        assertThat(reading.dataset().classes()).isEqualTo(ClassNames.of("feline"));
        assertThat(reading.dataset().images().get(0).annotations())
                .extracting(Annotation::classIndex)
                .containsExactly(0, 0);
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.NOTE);
            assertThat(problem.what()).contains("'dog'", "1 boxes");
        });
    }

    @Test
    void mergedClassesKeepAllTheirNumbers() {
        CocoNumbering numbering = DatasetLocator.parse(written("coco") + "?classes=dog,kitten:feline,cat:feline")
                .read()
                .numbering();
        assertThat(numbering.classIndex(1)).hasValue(1);
        assertThat(numbering.classIndex(2)).hasValue(0);
        assertThat(numbering.classIndex(3)).hasValue(1);
        assertThat(numbering.category(1)).isEqualTo(1);
        assertThat(LongStream.range(-10, 1000)
                        .filter(it -> numbering.classIndex(it).isPresent()))
                .hasSize(3);
    }

    @Test
    void positionsAreCountedAnew() {
        CocoNumbering numbering = DatasetLocator.parse(written("voc") + "?classes=kitten,cat")
                .read()
                .numbering();
        assertThat(numbering.classIndex(1)).hasValue(0);
        assertThat(numbering.category(1)).isEqualTo(2);
        assertThat(numbering.classIndex(3)).isEmpty();
    }

    @Test
    void theNameOfTheDataSetSaysHowItIsRead() {
        DatasetLocator locator = DatasetLocator.parse(written("voc") + "?classes=cat");
        assertThat(locator.read().dataset().name()).endsWith(":val?classes=cat");
    }

    @Test
    void aClassThatIsNotThereIsRefusedWithTheDataSet() {
        DatasetLocator locator = DatasetLocator.parse(written("voc") + "?classes=bird");
        assertThatThrownBy(locator::read)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(locator + ": classes: 'bird'");
    }

    @Test
    void namesWithOptionsAndQuestionMarksAreReadBack() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("a?boxes=voc"));
        DatasetLocator plain = DatasetLocator.parse("voc:" + odd);
        assertThat(plain.path()).isEqualTo(odd);
        DatasetLocator asked =
                plain.with(DatasetLocator.parse("voc:x?boxes=xyxy").options());
        assertThat(DatasetLocator.parse(asked.toString())).isEqualTo(asked);
        assertThat(DatasetLocator.parse(plain.toString())).isEqualTo(plain);
        assertThat(asked.absolute().options()).isEqualTo(asked.options());
    }

    @Test
    void aPlaceToWriteToTakesNoOptions() {
        assertThatThrownBy(() -> DatasetLocator.target("voc:x:val?classes=a")).hasMessageContaining("no options");
    }

    @Test
    void unionsKeepTheOptionsOfTheirParts() {
        String text = "voc:a:x?classes=c+coco:b.json?boxes=xyxy";
        assertThat(DatasetUnion.parse(text)).hasToString(text);
    }

    private DatasetLocator xyxy() {
        Samples.image(folder.resolve("a.png"), new ImageSize(640, 480), 0);
        Path json = Samples.text(folder.resolve("x.json"), """
                {"images": [{"id": 1, "file_name": "a.png", "width": 640, "height": 480}],
                 "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [100, 100, 600, 300]},
                                 {"id": 2, "image_id": 1, "category_id": 1, "bbox": [400, 200, 500, 400]}],
                 "categories": [{"id": 1, "name": "cat"}]}""");
        return DatasetLocator.parse("coco:" + json);
    }

    @Test
    void boxesThatCannotHaveBeenMeantSoStopTheReadingAndNameTheOption() {
        DatasetLocator locator = xyxy();
        assertThatThrownBy(locator::read)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("2 of 2 boxes reach beyond their image as xywh and none as xyxy")
                .hasMessageContaining(locator + "?boxes=xyxy");
        assertThat(locator.read(OrientationPolicy.APPLY).problems().get(0).severity())
                .isEqualTo(Problem.Severity.UNUSABLE);
    }

    @Test
    void boxesAreReadInTheFormThatIsAskedFor() {
        DatasetReading reading = DatasetLocator.parse(xyxy() + "?boxes=xyxy").read();
        assertThat(reading.dataset().images().get(0).annotations())
                .extracting(Annotation::box)
                .containsExactly(new Box(100, 100, 600, 300), new Box(400, 200, 500, 400));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void areasOfBoxesThatAreReadOtherwiseAreThoseOfTheBoxes() throws IOException {
        Path json = xyxy().path();
        Files.writeString(json, Files.readString(json).replace("300]", "300], \"area\": 180000"));
        DatasetReading reading =
                DatasetLocator.parse("coco:" + json + "?boxes=xyxy").read();
        assertThat(reading.dataset().images().get(0).annotations())
                .extracting(Annotation::area)
                .containsExactly(100_000.0, 20_000.0);
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.NOTE);
            assertThat(problem.what()).startsWith("1 annotations with an area");
        });
    }

    @Test
    void whatSomebodyAskedForIsNotRefused() {
        DatasetReading reading = DatasetLocator.parse(xyxy() + "?boxes=xywh").read();
        assertThat(reading.problems().get(0).severity()).isEqualTo(Problem.Severity.NOTE);
        assertThat(reading.problems().get(0).what()).contains("as asked");
    }

    /** Ten in the upper left of a larger image, which may as well be stated in per cents. */
    private DatasetLocator ofSmallBoxes(String format) {
        ImageSize size = new ImageSize(640, 480);
        Path file = Samples.image(folder.resolve("in/large.png"), size, 0);
        List<Annotation> boxes = IntStream.range(0, 10)
                .mapToObj(i -> Annotation.of(new Box(2 + i, 3 + i, 40 + 5 * i, 50 + 4 * i), 0))
                .toList();
        ImageRecord image = new ImageRecord(new ImageId("large.png"), file, size, boxes);
        made = new Dataset("made", ClassNames.of("cat"), List.of(image));
        return written(DatasetLocator.target(format + ":" + folder.resolve("out")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cvat", "labelstudio", "labelme", "createml", "via", "openimages"})
    void aFormatThatStatesItsFormTakesThatOneAlone(String format) {
        DatasetLocator locator = ofSmallBoxes(format);
        assertThatThrownBy(locator::read)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("all 10 boxes lie within the first 100 pixels")
                .hasMessageEndingWith("as in '" + locator + "?boxes=xyxy'");
        DatasetReading meant = DatasetLocator.parse(locator + "?boxes=xyxy").read();
        assertThat(meant.dataset().images().get(0).annotations()).hasSize(10);
        assertThat(meant.problems()).extracting(Problem::what).anyMatch(what -> what.endsWith("as asked"));
        assertThat(meant.hasUnusable()).isFalse();
        assertThatThrownBy(() ->
                        DatasetLocator.parse(locator + "?boxes=xyxy-percent").read())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("boxes=xyxy-percent cannot be given, only boxes=xyxy,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xmin,ymin,xmax,ymax | 0.5,0.5,0.75,1 | 0.375,0.25,0.75,0.75 | xyxy-normalized",
                "x,y,w,h | 0.5,0.5,0.25,0.5 | 0.375,0.25,0.375,0.5 | xywh-normalized",
                "x,y,width,height | 32,24,48,48 | 24,12,48,36 | xyxy"
            })
    void aTableIsReadInTheFormThatIsAskedFor(String columns, String first, String second, String form) {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 0);
        Path table = Samples.text(
                folder.resolve("x.csv"),
                "image,class," + columns + "\na.png,cat," + first + "\na.png,cat," + second + "\n");
        DatasetLocator locator = DatasetLocator.parse("csv:" + table);
        assertThatThrownBy(locator::read)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(locator + "?boxes=" + form + "'");
        DatasetReading reading =
                DatasetLocator.parse(locator + "?boxes=" + form).read();
        assertThat(reading.dataset().images().get(0).annotations())
                .extracting(Annotation::box)
                .containsExactly(new Box(32, 24, 48, 48), new Box(24, 12, 48, 36));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void equalNumbersAreNoSidesOfABoxThatIsReadInAnotherForm() {
        Path voc = Samples.voc(folder.resolve("voc"), Samples.object("cat", 10, 20, 10, 20));
        DatasetReading reading =
                DatasetLocator.parse("voc:" + voc + "?boxes=xywh").read();
        assertThat(Samples.only(reading).box()).isEqualTo(new Box(10, 20, 20, 40));
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void boxesOnStoredPixelsNeedTheImagesThatTurnThem() throws IOException {
        DatasetLocator locator = DatasetLocator.parse(written("voc") + "?pixels=stored");
        assertThat(locator.readWithoutImages().problems()).isEmpty();
        Files.delete(folder.resolve("out/JPEGImages/a.png"));
        assertThatThrownBy(locator::readWithoutImages)
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(locator + ": pixels=stored needs the images")
                .hasMessageEndingWith("of image a");
    }

    @Test
    void boxesDrawnOnStoredPixelsAreTurnedWithTheirImage() throws IOException {
        byte[] jpeg = SampleImages.withOrientation(SampleImages.bytes(SampleImages.JPEGS.get(0)), 6, true);
        SampleImages.write(Files.createDirectories(folder.resolve("images/train")), "a.jpg", jpeg);
        String row = "0 " + 4.8 / 37 + " " + 10.35 / 23 + " " + 4.8 / 37 + " " + 6.9 / 23; // of 37x23 stored pixels
        Samples.text(folder.resolve("labels/train/a.txt"), row);
        Samples.text(folder.resolve("data.yaml"), "train: images/train\nnames: [n]\n");
        DatasetLocator locator = DatasetLocator.parse("yolo:" + folder.resolve("data.yaml"));
        assertThat(locator.read().problems())
                .singleElement()
                .asString()
                .contains("1 image is turned by EXIF", locator + "?pixels=stored");
        DatasetReading stored = DatasetLocator.parse(locator + "?pixels=stored").read();
        Box box = Samples.only(stored).box();
        assertThat(new double[] {box.x1(), box.y1(), box.x2(), box.y2()})
                .containsExactly(new double[] {9.2, 2.4, 16.1, 7.2}, within(1e-9));
        assertThat(stored.dataset().images().get(0).size()).isEqualTo(new ImageSize(23, 37));
        assertThat(stored.problems()).isEmpty();
    }

    @Test
    void anImageThatCannotBeReadLeavesTheOthersTurned() throws IOException {
        byte[] jpeg = SampleImages.withOrientation(SampleImages.bytes(SampleImages.JPEGS.get(0)), 3, true);
        SampleImages.write(Files.createDirectories(folder.resolve("JPEGImages")), "a.jpg", jpeg);
        Files.createFile(folder.resolve("JPEGImages/b.jpg"));
        for (String name : List.of("a", "b")) {
            Samples.text(
                    folder.resolve("Annotations/" + name + ".xml"),
                    "<annotation><size><width>37</width><height>23</height></size>" + Samples.object("cat", 1, 1, 10, 5)
                            + "</annotation>");
        }
        DatasetReading reading =
                DatasetLocator.parse("voc:" + folder + "?pixels=stored").read();
        assertThat(reading.dataset().images())
                .flatExtracting(ImageRecord::annotations)
                .extracting(Annotation::box)
                .containsExactly(new Box(27, 18, 37, 23), new Box(0, 0, 10, 5));
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Problem.Severity.UNUSABLE);
            assertThat(problem.toString()).contains("image b", "it is empty; not turned");
        });
    }
}
