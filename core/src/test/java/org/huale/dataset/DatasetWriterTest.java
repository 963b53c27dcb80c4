package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.huale.dataset.coco.CocoWriter;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.TargetFolder;
import org.huale.dataset.voc.VocWriter;
import org.huale.dataset.yolo.YoloWriter;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

class DatasetWriterTest {
    private static final ClassNames CLASSES = ClassNames.of("zebra", "ant");

    @TempDir
    private Path folder;

    static Stream<DatasetWriter> writers() {
        return writers(Existing.REFUSE);
    }

    private static Stream<DatasetWriter> writers(Existing existing) {
        return Stream.of(new VocWriter(existing), new CocoWriter(existing, Optional.empty()), new YoloWriter(existing));
    }

    private Dataset dataset(String id, Annotation... annotations) {
        Path file = Samples.image(
                folder.resolve("in/" + Integer.toHexString(id.hashCode()) + ".png"), Samples.SIZE, id.hashCode());
        return new Dataset(
                "d", CLASSES, List.of(new ImageRecord(new ImageId(id), file, Samples.SIZE, List.of(annotations))));
    }

    private Path out() {
        return folder.resolve("out");
    }

    private DatasetReading read(DatasetWriter writer, String split) {
        String place = writer instanceof VocWriter
                ? "voc:" + out() + ":" + split
                : writer instanceof YoloWriter
                        ? "yolo:" + out() + "/data.yaml:" + split
                        : "coco:" + out() + "/annotations/instances_" + split + ".json";
        return DatasetLocator.parse(place).read();
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc:out", "coco:out/x.json", "yolo:out"})
    void everyImageIsHeardOf(String format) {
        new VocWriter(Existing.REFUSE).write(dataset("a.png"), folder.resolve("voc"), "val");
        DatasetReading reading =
                DatasetLocator.parse("voc:" + folder.resolve("voc") + ":val").read();
        String target = format.replace("out", out().toString());
        AtomicInteger heard = new AtomicInteger();
        DatasetLocator.target(target).write(reading, Existing.REFUSE, heard::incrementAndGet);
        assertThat(heard).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("writers")
    void splitsShareAFolder(DatasetWriter writer) {
        writer.write(dataset("a.png", Annotation.of(new Box(1, 2, 3, 4), 1)), out(), "train");
        writer.write(dataset("b.png", Annotation.of(new Box(5, 6, 7.5, 8), 0)), out(), "val");
        assertThat(Samples.only(read(writer, "train"))).isEqualTo(Annotation.of(new Box(1, 2, 3, 4), 1));
        assertThat(Samples.only(read(writer, "val"))).isEqualTo(Annotation.of(new Box(5, 6, 7.5, 8), 0));
        assertThat(read(writer, "val").dataset().classes()).isEqualTo(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("writers")
    void anExistingSplitIsRefusedAndLeftAsItWas(DatasetWriter writer) {
        writer.write(dataset("a.png", Annotation.of(new Box(1, 2, 3, 4), 1)), out(), "train");
        assertThatThrownBy(() -> writer.write(dataset("b.png"), out(), "train"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("replaced");
        assertThat(Samples.only(read(writer, "train")).box()).isEqualTo(new Box(1, 2, 3, 4));
    }

    /** As a run has it that an earlier version began; what is written with it would not be read. */
    @ParameterizedTest
    @MethodSource("writers")
    void aClassNameThatCouldNotBeDecodedIsRefusedWithTheWayOut(DatasetWriter writer) {
        Dataset kept = new Dataset(
                "kept", ClassNames.of("K\uFFFDfer", "ant"), dataset("a.png").images());
        assertThatThrownBy(() -> writer.write(kept, out(), "train"))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("kept: class name 'K\uFFFDfer' has characters that could not be decoded")
                .hasMessageEndingWith("'huale classes RUN rename' gives it another name");
    }

    @Test
    void anExistingSplitIsReplacedWhereAllowed() {
        writers(Existing.REPLACE).forEach(writer -> {
            writer.write(dataset("a.png", Annotation.of(new Box(1, 2, 3, 4), 1)), out(), "train");
            writer.write(dataset("a.png", Annotation.of(new Box(5, 2, 9, 4), 1)), out(), "train");
            assertThat(Samples.only(read(writer, "train")).box()).isEqualTo(new Box(5, 2, 9, 4));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"yolo", "labelme"})
    void whatIsWrittenOverADataSetIsAllThatIsThere(String format) {
        String target = format + ":" + out();
        replaced(target, "a.png", "b.png");
        Path mine = out().resolve(format.equals("yolo") ? "images/train/mine.png" : "mine.png");
        Samples.image(mine, Samples.SIZE, 5);
        List<Problem> problems = replaced(target, "a.png");
        String place = format.equals("yolo") ? out() + "/data.yaml" : out().toString();
        assertThat(DatasetLocator.parse(format + ":" + place).read().dataset().images())
                .extracting(image -> image.id().value())
                .doesNotContain("b.png", "train/b.png")
                .anyMatch(id -> id.endsWith("a.png"));
        assertThat(problems)
                .filteredOn(problem -> problem.what().contains("deleted"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("2 files", "b."));
        assertThat(mine).exists();
        assertThat(replaced(target, "a.png"))
                .noneMatch(problem -> problem.what().contains("deleted"));
    }

    /** As nothing is left that counts by the former numbers. */
    @Test
    void theOnlySplitOfAYoloFolderIsReplacedWithItsClasses() throws IOException {
        Dataset more = new Dataset(
                "d", ClassNames.of("bee", "zebra", "ant"), dataset("a.png").images());
        String target = "yolo:" + out();
        replaced(target, "a.png", "b.png");
        replaced(target, more);
        DatasetReading there = read(new YoloWriter(Existing.REFUSE), "train");
        assertThat(there.dataset().classes()).isEqualTo(more.classes());
        assertThat(there.dataset().images()).hasSize(1);
        Path mine = Files.writeString(out().resolve("labels/train/mine.txt"), "0 0.5 0.5 0.1 0.1\n");
        assertThatThrownBy(() -> replaced(target, "a.png")).hasMessageContaining("must agree");
        Files.delete(mine);
        replaced(target + ":val", more);
        assertThatThrownBy(() -> replaced(target, "a.png"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("must agree");
    }

    @Test
    void filesThatWereDeletedAreHualesNoMore() {
        replaced("yolo:" + out(), "a.png", "b.png");
        replaced("yolo:" + out() + ":val", "b.png");
        replaced("yolo:" + out(), "a.png");
        assertThat(out().resolve("images/val/b.png")).exists();
        Path mine = Samples.image(out().resolve("images/train/b.png"), Samples.SIZE, 5);
        replaced("yolo:" + out(), "a.png");
        assertThat(mine).exists();
    }

    private List<Problem> replaced(String target, String... ids) {
        List<ImageRecord> images = Stream.of(ids)
                .flatMap(id -> dataset(id, Annotation.of(new Box(1, 2, 3, 4), 1)).images().stream())
                .toList();
        return replaced(target, images);
    }

    private static List<Problem> replaced(String target, List<ImageRecord> images) {
        return replaced(target, new Dataset("d", CLASSES, images));
    }

    private static List<Problem> replaced(String target, Dataset dataset) {
        DatasetReading reading =
                DatasetReading.of(AnnotationAccount.of(dataset), CocoNumbering.ofPositions(dataset), new Findings());
        return DatasetLocator.target(target).write(reading, Existing.REPLACE, () -> {});
    }

    private static ImageRecord imageOf(Path file) {
        return new ImageRecord(
                new ImageId(file.getFileName().toString()),
                file,
                Samples.SIZE,
                List.of(Annotation.of(new Box(1, 2, 3, 4), 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc:%s:train", "openimages:%s/train-annotations-bbox.csv"})
    void anImageOfAnotherExtensionTakesThePlaceOfTheFormerOne(String format) {
        String target = format.replace("%s", out().toString());
        replaced(target, List.of(imageOf(Samples.image(folder.resolve("in/a.jpg"), Samples.SIZE, 1))));
        Path png = Samples.image(folder.resolve("in/a.png"), Samples.SIZE, 0xFFFFFF);
        assertThat(replaced(target, List.of(imageOf(png))))
                .anyMatch(problem -> problem.what().contains("1 file of the data set that was here before"));
        assertThat(DatasetLocator.parse(target).read().dataset().images())
                .singleElement()
                .satisfies(image -> assertThat(image.file()).hasSameBinaryContentAs(png));
    }

    @Test
    void anImageOfAnotherSplitOfVocIsNotReplaced() throws IOException {
        replaced("voc:" + out() + ":train", "train/1.png");
        Path image = out().resolve("JPEGImages/1.png");
        byte[] before = Files.readAllBytes(image);
        assertThatThrownBy(() -> replaced("voc:" + out() + ":val", "val/1.png"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("split train");
        assertThat(image).hasBinaryContent(before);
        assertThat(out().resolve("ImageSets/Main/val.txt")).doesNotExist();
    }

    @Test
    void equalImagesAreOfSeveralSplitsOfVoc() {
        replaced("voc:" + out() + ":train", "a.png", "b.png");
        replaced("voc:" + out() + ":val", "a.png");
        assertThat(read(new VocWriter(Existing.REFUSE), "train").dataset().images())
                .hasSize(2);
        assertThat(read(new VocWriter(Existing.REFUSE), "val").dataset().images())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"coco,json,out,1.png", "csv,csv,images,images/1.png", "via,json,images,images/1.png"})
    void imagesOfAnotherFileAreNotReplaced(String format, String extension, String leading, String written)
            throws IOException {
        String first = format + ":" + out().resolve("train." + extension);
        replaced(first, leading + "/1.png");
        Path image = out().resolve(written);
        byte[] before = Files.readAllBytes(image);
        Path second = out().resolve("val." + extension);
        assertThatThrownBy(() -> replaced(format + ":" + second, "1.png"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("exists already and differs");
        assertThat(image).hasBinaryContent(before);
        assertThat(second).doesNotExist();
        replaced(first, "1.png");
        assertThat(Files.readAllBytes(image)).isNotEqualTo(before);
    }

    /** Of the 255 bytes that file systems allow, what is called so until it is complete needs some more. */
    @ParameterizedTest
    @MethodSource("writers")
    void imagesMayHaveLongNames(DatasetWriter writer) {
        String id = "a".repeat(236) + ".png";
        writer.write(dataset(id, Annotation.of(new Box(1, 2, 3, 4), 1)), out(), "train");
        assertThat(read(writer, "train").dataset().images())
                .extracting(image -> image.file().getFileName().toString())
                .containsExactly(id);
    }

    @ParameterizedTest
    @MethodSource("writers")
    void imagesGetAnExtensionThatReadersKnow(DatasetWriter writer) throws IOException {
        Path jpg = Samples.image(folder.resolve("in/a.jpg"), Samples.SIZE, 1);
        Path png = Samples.image(folder.resolve("in/a.png"), Samples.SIZE, 2);
        List<ImageRecord> images = List.of(
                imageOf(Files.copy(jpg, folder.resolve("in/photo.jfif"))),
                imageOf(Files.copy(png, folder.resolve("in/0001"))));
        writer.write(new Dataset("d", CLASSES, images), out(), "train");
        assertThat(read(writer, "train").dataset().images())
                .extracting(image -> image.file().getFileName().toString())
                .containsExactlyInAnyOrder("photo.jfif.jpg", "0001.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {".a.png", ".d/a.png", "d/.a.png", ".png"})
    void hiddenImagesAreRefusedWhereFoldersAreListed(String id) {
        for (String target : List.of("voc:" + out(), "yolo:" + out(), "labelme:" + out())) {
            assertThatThrownBy(() -> replaced(target, id))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining("hidden");
        }
        assertThat(out()).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("writers")
    void otherClassesInOneFolderAreRefused(DatasetWriter writer) {
        writer.write(dataset("a.png"), out(), "train");
        Dataset other = new Dataset("e", ClassNames.of("ant"), List.of());
        if (!(writer instanceof CocoWriter)) {
            assertThatThrownBy(() -> writer.write(other, out(), "val")).hasMessageContaining("must agree");
        } else {
            assertThatCode(() -> writer.write(other, out(), "val")).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.png", "/a.png", "x/../../a.png", "C:/a.png", "x\\a.png", "a\nb.png"})
    void idsThatLeaveTheFolderAreRefused(String id) {
        writers().forEach(writer -> {
            assertThatThrownBy(() -> writer.write(dataset(id), out(), "train"))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContaining(id);
            assertThat(out().resolve("JPEGImages")).doesNotExist();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "", " ", "a:b"})
    void splitsThatAreNoFileNamesAreRefused(String split) {
        writers()
                .forEach(writer -> assertThatThrownBy(() -> writer.write(dataset("a.png"), out(), split))
                        .isInstanceOf(HualeException.class));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void linksOutOfTheFolderAreNotFollowed(DatasetWriter writer) throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(out());
        for (String name : List.of("JPEGImages", "images", "train")) {
            Files.createSymbolicLink(out().resolve(name), elsewhere);
        }
        assertThatThrownBy(() -> writer.write(dataset("a.png"), out(), "train"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("link");
        try (Stream<Path> files = Files.walk(elsewhere)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "via:%s/x.json, images",
        "cvat:%s/x.xml, images",
        "csv:%s/x.csv, images",
        "labelstudio:%s/x.json, images",
        "createml:%s/x.json, images",
        "openimages:%s/x.csv, images",
        "coco:%s/annotations/instances_val.json, val"
    })
    void aFolderOfImagesThatIsALinkIsWrittenToWhereItIsNamed(String format, String images) throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(Files.createDirectories(out()).resolve(images), elsewhere);
        String target = format.replace("%s", out().toString());
        assertThatThrownBy(() -> replaced(target, "a.png"))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(link + ": a link leads out of " + out() + "; nothing is written there");
        assertThat(elsewhere).isEmptyDirectory();
        replaced(target + ":" + link, "a.png");
        assertThat(elsewhere.resolve("a.png")).exists();
    }

    @Test
    void aFolderOfImagesMayBeALinkWithinTheDataSet() throws IOException {
        Path pictures = Files.createDirectories(out().resolve("pictures"));
        Files.createSymbolicLink(out().resolve("images"), pictures);
        replaced("via:" + out(), "a.png");
        assertThat(pictures.resolve("a.png")).exists();
    }

    @Test
    void aListOfWrittenFilesThatIsALinkStaysAsItIs() throws IOException {
        Path theirs = Samples.text(folder.resolve("theirs"), "mine\n");
        Files.createSymbolicLink(Files.createDirectories(out()).resolve(".huale-data-set.txt"), theirs);
        assertThatThrownBy(() -> replaced("voc:" + out(), "a.png"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(".huale-data-set.txt: is a link");
        assertThat(theirs).content().isEqualTo("mine\n");
    }

    @ParameterizedTest
    @MethodSource("writers")
    void equalStemsStayTwoImages(DatasetWriter writer) {
        Path jpg = Samples.image(folder.resolve("in/a.jpg"), Samples.SIZE, 1);
        Path png = Samples.image(folder.resolve("in/a.png"), Samples.SIZE, 2);
        Annotation first = Annotation.of(new Box(1, 2, 3, 4), 0);
        Annotation second = Annotation.of(new Box(5, 6, 7, 8), 0);
        Dataset both = new Dataset(
                "d",
                CLASSES,
                List.of(
                        new ImageRecord(new ImageId("a.jpg"), jpg, Samples.SIZE, List.of(first)),
                        new ImageRecord(new ImageId("a.png"), png, Samples.SIZE, List.of(second))));
        writer.write(both, out(), "train");
        assertThat(read(writer, "train").dataset().images())
                .extracting(image -> image.annotations().get(0).box())
                .containsExactly(first.box(), second.box());
    }

    @Test
    void yoloTellsWhatItCannotHold() {
        Dataset marked = dataset("a.png", new Annotation(new Box(0, 0, 4, 4), 0, true, true, 3));
        assertThat(new YoloWriter(Existing.REFUSE).losses(marked)).hasSize(3);
        assertThat(new YoloWriter(Existing.REFUSE).losses(dataset("a.png"))).isEmpty();
        assertThatThrownBy(() -> new YoloWriter(Existing.REFUSE).write(marked, out(), "trainval"))
                .hasMessageContaining("[train, val, test]");
    }

    @Test
    void cocoKeepsTheNumbersItIsGiven() {
        Dataset one = dataset("a.png", Annotation.of(new Box(1, 2, 3, 4), 1));
        CocoNumbering numbers = CocoNumbering.of(List.of(new ImageId("a.png")), new long[] {4711}, new long[] {7, 90});
        new CocoWriter(Existing.REFUSE, Optional.of(numbers)).write(one, out(), "train");
        DatasetReading reading = read(new CocoWriter(Existing.REFUSE, Optional.empty()), "train");
        assertThat(reading.numbering().image(4711)).contains(new ImageId("a.png"));
        assertThat(reading.numbering().category(1)).isEqualTo(90);
    }

    @Test
    void imagesInPlaceAreNotCopied() throws IOException {
        Path voc = Samples.voc(folder.resolve("voc"), Samples.object("dog", 1, 1, 9, 9));
        Path image = voc.resolve("JPEGImages/a.png");
        var before = Files.readAttributes(image, BasicFileAttributes.class).fileKey();
        DatasetLocator target =
                DatasetLocator.target("coco:" + folder.resolve("x.json") + ":" + voc.resolve("JPEGImages"));
        target.write(DatasetLocator.parse("voc:" + voc).read(), Existing.REFUSE, () -> {});
        assertThat(Samples.only(target.read()).box()).isEqualTo(new Box(0, 0, 9, 9));
        assertThat(Files.readAttributes(image, BasicFileAttributes.class).fileKey())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("writers")
    void filesAreAsTheFormatsSay(DatasetWriter writer) throws IOException {
        Annotation whole = new Annotation(new Box(0, 1, 32, 12), 1, true, false, 352);
        Path file = Samples.image(folder.resolve("in/a.png"), Samples.SIZE, 0x00FF00);
        writer.write(
                new Dataset(
                        "d",
                        CLASSES,
                        List.of(new ImageRecord(new ImageId("a.png"), file, Samples.SIZE, List.of(whole)))),
                out(),
                "val");
        List<String> described = describing(writer);
        for (String name : described) {
            assertThat(out().resolve(name)).content().isEqualTo(golden(name.replace('/', '-')));
        }
        String image = writer instanceof VocWriter ? "JPEGImages" : writer instanceof YoloWriter ? "images/val" : "val";
        assertThat(out().resolve(image + "/a.png")).hasSameBinaryContentAs(file);
        assertThat(shown()).containsAll(described).hasSize(1 + described.size());
    }

    /** What a writer puts beside the only image of a split. */
    private static List<String> describing(DatasetWriter writer) {
        if (writer instanceof VocWriter) {
            return List.of("Annotations/a.xml", "ImageSets/Main/val.txt", "labels.txt", "labelmap.txt");
        }
        return writer instanceof YoloWriter
                ? List.of("labels/val/a.txt", "data.yaml")
                : List.of("annotations/instances_val.json");
    }

    /** Without HUALE's own lists, which are hidden. */
    private List<String> shown() throws IOException {
        try (Stream<Path> files = Files.walk(out())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out().relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith(".") && !name.contains("/."))
                    .toList();
        }
    }

    private static String golden(String name) throws IOException {
        try (var in = DatasetWriterTest.class.getResourceAsStream("golden/" + name)) {
            if (in == null) {
                throw new AssertionError("no golden file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Ultralytics 8.4.190 stops at a val that is missing or has no images, also with val=False. */
    @Test
    void aYoloFolderOfOneSplitNamesItsImagesAsValUntilThereIsOne() {
        DatasetReading first = written("yolo:" + out() + ":train", "a.png");
        assertThat(first.problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.what()).startsWith("val names the same images as another split"));
        assertThat(read(new YoloWriter(Existing.REFUSE), "val").dataset().images())
                .hasSize(1);
        DatasetReading second = written("yolo:" + out() + ":val", "b.png");
        assertThat(second.problems()).isEmpty();
        assertThat(read(new YoloWriter(Existing.REFUSE), "val").dataset().images())
                .extracting(ImageRecord::id)
                .containsExactly(new ImageId("val/b.png"));
    }

    @Test
    void aYoloFolderOfTestImagesIsNotTrainedOn() {
        written("yolo:" + out() + ":test", "a.png");
        assertThat(read(new YoloWriter(Existing.REFUSE), "train").dataset().images())
                .isEmpty();
        written("yolo:" + out() + ":train", "b.png");
        assertThat(read(new YoloWriter(Existing.REFUSE), "train").dataset().images())
                .hasSize(1);
    }

    /** What Jackson makes of it is unchecked, when it writes and when it closes. */
    @Test
    void aDiskThatIsFullIsNoMistakeOfTheProgram() {
        TargetFolder target = new TargetFolder(out(), Existing.REFUSE, () -> {});
        assertThatThrownBy(() -> target.rewrite("all.json", file -> {
                    try (JsonGenerator json =
                            new JsonFactory().createGenerator(ObjectWriteContext.empty(), new FullDisk())) {
                        json.writeStartArray();
                    }
                }))
                .isInstanceOf(HualeException.class)
                .hasMessage(out().resolve("all.json") + ": cannot be written or copied: No space left on device");
        assertThat(out().resolve("all.json")).doesNotExist();
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    /** A data set of one image without objects, written; its problems are those of writing. */
    private DatasetReading written(String target, String id) {
        Dataset dataset = dataset(id);
        DatasetReading reading =
                DatasetReading.of(AnnotationAccount.of(dataset), CocoNumbering.ofPositions(dataset), new Findings());
        return reading.with(dataset, DatasetLocator.target(target).write(reading, Existing.REFUSE, () -> {}));
    }
}
