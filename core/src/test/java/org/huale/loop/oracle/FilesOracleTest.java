package org.huale.loop.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.DatasetFormats;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.aside.FormerNames;
import org.huale.dataset.file.Existing;
import org.huale.dataset.file.Findings;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesOracleTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog");
    private static final ClassNames BLANKS = ClassNames.of("cat ", " dog");
    private static final ImageSize SIZE = new ImageSize(64, 48);
    private static final List<Annotation> OBJECTS =
            List.of(Annotation.of(new Box(8, 6, 32, 24), 1), Annotation.of(new Box(0, 0, 64, 48), 0));

    private static final DatasetFormat VOC = DatasetFormat.named("voc");
    private static final DatasetFormat COCO = DatasetFormat.named("coco");
    private static final DatasetFormat YOLO = DatasetFormat.named("yolo");

    @TempDir
    private Path folder;

    private final List<ImageRecord> images = new ArrayList<>();

    static List<DatasetFormat> formats() {
        return DatasetFormats.all();
    }

    @BeforeEach
    void threeImages() throws IOException {
        for (String name : List.of("day/a.png", "b.png", "night/c.png")) {
            Path file = folder.resolve("data").resolve(name);
            Files.createDirectories(file.getParent());
            ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            images.add(new ImageRecord(new ImageId(name), file, SIZE, List.of()));
        }
    }

    private Oracle oracle(DatasetFormat format, String finished) {
        FilesOracle.Options options = new FilesOracle.Options(format, finished);
        return new FilesOracle(CLASSES, cycle -> folder.resolve("cycle-" + cycle), options, FilesOracle.Guesses.NONE);
    }

    private Oracle.Answer ask() {
        return oracle(COCO, "").annotate(new Oracle.Request(0, images));
    }

    private Path labeled(String name, String text) throws IOException {
        Path file = folder.resolve("cycle-0/labeled").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Oracle.Pending pending() {
        return (Oracle.Pending) ask();
    }

    private void assertRefused(String... words) {
        assertThatExceptionOfType(HualeException.class).isThrownBy(this::ask).withMessageContainingAll(words);
    }

    private Dataset answers(String... flat) {
        Map<String, ImageRecord> byName = new LinkedHashMap<>();
        for (ImageRecord image : images) {
            byName.put(String.valueOf(image.file().getFileName()), image);
        }
        List<ImageRecord> records = Stream.of(flat)
                .map(name -> new ImageRecord(
                        new ImageId(name),
                        Objects.requireNonNull(byName.get(name)).file(),
                        SIZE,
                        name.startsWith("c") ? List.of() : OBJECTS))
                .toList();
        return new Dataset("answers", CLASSES, records);
    }

    private void write(DatasetFormat format, Path place, Dataset dataset) {
        DatasetReading reading =
                DatasetReading.of(AnnotationAccount.of(dataset), CocoNumbering.ofPositions(dataset), new Findings());
        String form = format.form().substring(format.prefix().length() + 1);
        String word = form.split("\\[", 2)[0];
        Path path = word.contains(".") ? place.resolve(word.toLowerCase(Locale.ROOT)) : place;
        String name = format.prefix() + ":" + path + (form.contains(":SPLIT") ? ":val" : "");
        DatasetLocator.target(name).write(reading, Existing.REPLACE, () -> {});
    }

    private static void assertComplete(Oracle.Answer answer) {
        assertThat(answer).isInstanceOfSatisfying(Oracle.Complete.class, complete -> {
            assertThat(complete.annotations().keySet())
                    .extracting(ImageId::value)
                    .containsExactlyInAnyOrder("day/a.png", "b.png", "night/c.png");
            assertSame(of(complete, "day/a.png"));
            assertSame(of(complete, "b.png"));
            assertThat(complete.annotations().get(new ImageId("night/c.png"))).isEmpty();
        });
    }

    private static List<Annotation> of(Oracle.Complete complete, String image) {
        return Objects.requireNonNull(complete.annotations().get(new ImageId(image)));
    }

    private static void assertSame(List<Annotation> annotations) {
        assertThat(annotations).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Box expected = OBJECTS.get(i).box();
            Box box = annotations.get(i).box();
            assertThat(annotations.get(i).classIndex()).isEqualTo(OBJECTS.get(i).classIndex());
            assertThat(new double[] {box.x1(), box.y1(), box.x2(), box.y2()})
                    .containsExactly(
                            new double[] {expected.x1(), expected.y1(), expected.x2(), expected.y2()}, within(0.01));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "coco, images/a.png images/b.png images/c.png annotations/instances_to-label.json",
        "voc, JPEGImages/a.png JPEGImages/b.png ImageSets/Main/to-label.txt labels.txt labelmap.txt",
        "yolo, images/a.png images/b.png data.yaml"
    })
    void firstTheImagesAreHandedOut(String format, String files) throws IOException {
        Oracle.Answer answer = oracle(DatasetFormat.named(format), "").annotate(new Oracle.Request(0, images));
        assertThat(answer).isInstanceOfSatisfying(Oracle.Pending.class, pending -> {
            assertThat(pending.done()).isZero();
            assertThat(pending.total()).isEqualTo(3);
            assertThat(pending.instruction()).contains("to-label", "labeled", "README.txt");
        });
        Path toLabel = folder.resolve("cycle-0/to-label");
        for (String file : files.split(" ")) {
            assertThat(toLabel.resolve(file)).exists();
        }
        assertThat(toLabel.resolve("classes.txt")).hasContent("cat\ndog\n");
        assertThat(toLabel.resolve("README.txt")).content().contains("3 images", "cat, dog", "labeled", "resume");
        assertThat(toLabel.resolve("images.tsv")).content().contains("a.png\tday/a.png\t64\t48\n");
        assertThat(folder.resolve("cycle-0")).isDirectoryNotContaining("glob:**/.to-label*");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whatWasHandedOutIsNotTakenForFinished(DatasetFormat format) throws IOException {
        Oracle oracle = oracle(format, "");
        oracle.annotate(new Oracle.Request(0, images));
        copy(folder.resolve("cycle-0/to-label"), folder.resolve("cycle-0/labeled"));
        assertThat(oracle.annotate(new Oracle.Request(0, images))).isInstanceOf(Oracle.Pending.class);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> oracle(format, "yolo:" + folder.resolve("cycle-0/to-label/data.yaml"))
                        .annotate(new Oracle.Request(0, images))
                        .getClass())
                .withMessageContaining("lies in the folder of images to label");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void finishedFilesOfAnyFormatCompleteTheRequest(DatasetFormat format) throws IOException {
        ask();
        write(format, folder.resolve("cycle-0/labeled"), answers("b.png", "c.png", "a.png"));
        if (ask() instanceof Oracle.Pending pending) {
            assertThat(pending.instruction()).contains("image night/c.png: without objects in");
            labeledForAll();
        }
        assertComplete(ask());
    }

    private void labeledForAll() throws IOException {
        labeled("without-objects.txt", "all\n");
    }

    /** With the answers as others call the classes of a run whose names have blanks around them. */
    private void assertRead(DatasetFormat format, ClassNames written) throws IOException {
        Oracle oracle = new FilesOracle(
                BLANKS,
                cycle -> folder.resolve("cycle-" + cycle),
                new FilesOracle.Options(COCO, ""),
                FilesOracle.Guesses.NONE);
        Oracle.Request request = new Oracle.Request(0, images);
        oracle.annotate(request);
        List<ImageRecord> answers = answers("b.png", "c.png", "a.png").images();
        write(format, folder.resolve("cycle-0/labeled"), new Dataset("answers", written, answers));
        if (oracle.annotate(request) instanceof Oracle.Pending) {
            labeledForAll();
        }
        assertComplete(oracle.annotate(request));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void blanksAroundNamesOfClassesMayBeLost(DatasetFormat format) throws IOException {
        assertRead(format, CLASSES);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void blanksAroundNamesOfClassesMayBeKept(DatasetFormat format) throws IOException {
        assertRead(format, BLANKS);
    }

    @Test
    void aNameOfTwoClassesButForBlanksIsNotGuessed() {
        ClassNames alike = ClassNames.of("cat ", "cat");
        assertThat(alike.meant("cat")).hasValue(1);
        assertThat(alike.meant("cat ")).hasValue(0);
        assertThat(alike.meant(" cat")).isEmpty();
    }

    /** Their files list every image of a project, whether or not anybody has looked at it. */
    @ParameterizedTest
    @ValueSource(strings = {"cvat", "createml", "via", "openimages"})
    void anImageWithoutObjectsThatMayBeUntouchedIsAskedAbout(String format) throws IOException {
        ask();
        write(DatasetFormat.named(format), folder.resolve("cycle-0/labeled"), answers("b.png", "c.png", "a.png"));
        assertThat(pending().done()).isEqualTo(2);
        assertThat(pending().instruction())
                .contains("image night/c.png: without objects in", "not looked at yet?", "labeled/without-objects.txt");
        labeled("without-objects.txt", "c.png\n");
        assertComplete(ask());
        labeled("without-objects.txt", "c.png\nb\n");
        assertRefused("without-objects.txt: image b.png is listed as one without objects");
    }

    @ParameterizedTest
    @CsvSource({"coco, /{cycle}/annotations.json", "voc, /{cycle}", "yolo, /{cycle}/data.yaml", "csv, /{cycle}/file.csv"
    })
    void finishedFilesMayLieElsewhere(String format, String path) {
        Path place = folder.resolve("elsewhere");
        Oracle oracle = oracle(VOC, format + ":" + place + path);
        assertThat(oracle.annotate(new Oracle.Request(0, images))).isInstanceOf(Oracle.Pending.class);
        write(DatasetFormat.named(format), place.resolve("0"), answers("b.png", "c.png", "a.png"));
        assertComplete(oracle.annotate(new Oracle.Request(0, images)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void workDoneSoFarIsCountedAndTheRestListed(DatasetFormat format) {
        ask();
        write(format, folder.resolve("cycle-0/labeled"), answers("b.png"));
        assertThat(pending().done()).isEqualTo(1);
        assertThat(pending().total()).isEqualTo(3);
        assertThat(pending().instruction())
                .contains("image day/a.png: no annotations yet", "image night/c.png: no", "without objects needs")
                .doesNotContain("b.png: no");
    }

    /** The folders are described in their README. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cvat-coco",
                "cvat-yolo",
                "cvat-ultralytics",
                "label-studio-coco",
                "label-studio-yolo",
                "label-studio-json",
                "label-studio-json-min"
            })
    void exportsOfAnnotationToolsAreRead(String name) throws Exception {
        ask();
        export(name);
        assertComplete(ask());
    }

    @Test
    void cvatListsImagesWithoutObjectsAsItListsUntouchedOnes() throws Exception {
        ask();
        export("cvat-xml");
        assertThat(pending().done()).isEqualTo(2);
        labeledForAll();
        assertComplete(ask());
    }

    private void export(String name) throws Exception {
        copy(
                Path.of(Objects.requireNonNull(getClass().getResource("exports/" + name))
                        .toURI()),
                folder.resolve("cycle-0/labeled"));
    }

    @Test
    void vocExportsCountFromZeroAndSoGrowByAPixel() throws Exception {
        ask();
        export("cvat-voc");
        Map<ImageId, List<Annotation>> annotations = ((Oracle.Complete) ask()).annotations();
        assertThat(annotations.get(new ImageId("b.png")))
                .containsExactly(Annotation.of(new Box(7, 5, 32, 24), 1), OBJECTS.get(1));
        assertThat(annotations.get(new ImageId("night/c.png"))).isEmpty();
    }

    @Test
    void labelStudioLeavesImagesWithoutObjectsOutOfVocExports() throws Exception {
        ask();
        export("label-studio-voc");
        assertThat(pending().done()).isEqualTo(2);
        assertThat(pending().instruction()).contains("image night/c.png: no annotations yet");
        labeled("c.xml", voc("", ""));
        assertThat(ask()).isInstanceOf(Oracle.Complete.class);
    }

    @Test
    void aDamagedFileOfAnImageInAListIsNotAnImageWithoutObjects() throws Exception {
        ask();
        export("cvat-voc");
        labeled("Annotations/a.xml", "<annotation>");
        assertRefused("Annotations/a.xml: not usable as XML", "image day/a.png: no annotations yet");
    }

    @Test
    void theFolderOfTheAnnotatorIsNeverWrittenToAgain() throws IOException {
        ask();
        Path readme = folder.resolve("cycle-0/to-label/README.txt");
        Files.writeString(readme, "mine");
        Files.delete(folder.resolve("cycle-0/to-label/images/b.png"));
        Path mine = labeled("draft.txt", "notes");
        ask();
        assertThat(readme).hasContent("mine");
        assertThat(folder.resolve("cycle-0/to-label/images/b.png")).doesNotExist();
        assertThat(mine).hasContent("notes");
    }

    @Test
    void aFolderHalfWrittenBeforeACrashIsWrittenAnew() throws IOException {
        Files.createDirectories(folder.resolve("cycle-0/.to-label.tmp/images"));
        Files.writeString(folder.resolve("cycle-0/.to-label.tmp/images/a.png"), "half");
        ask();
        assertThat(folder.resolve("cycle-0/to-label/images/a.png"))
                .hasSameBinaryContentAs(images.get(0).file());
    }

    @Test
    void aFolderForOtherImagesIsNotTakenForThese() {
        ask();
        images.remove(1);
        assertRefused("images.tsv: lists other images");
    }

    @Test
    void aFolderThatWasHandedOutUnderOtherNamesStays() throws IOException {
        ask();
        Path list = folder.resolve("cycle-0/to-label/images.tsv");
        Files.writeString(list, Files.readString(list).replace("\na.png\t", "\nday-a.png\t"));
        assertThat(ask()).isInstanceOf(Oracle.Pending.class);
    }

    @Test
    void cyclesDoNotShareTheirFolders() {
        ask();
        oracle(COCO, "").annotate(new Oracle.Request(-1, images.subList(0, 1)));
        assertThat(folder.resolve("cycle--1/to-label/images/b.png")).doesNotExist();
    }

    @Test
    void nothingAskedForIsCompleteAndWritesNothing() {
        assertThat(oracle(COCO, "").annotate(new Oracle.Request(0, List.of())))
                .isEqualTo(new Oracle.Complete(Map.of()));
        assertThat(folder.resolve("cycle-0")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coco | annotations/instances_to-label.json | \"bbox\":[8.0,6.0,24.0,18.0]",
                "voc | Annotations/b.xml | <xmin>9</xmin>",
                "yolo | labels/b.txt | 1 0.3125 0.3125 0.375 0.375",
                "cvat | to-label.xml | xtl=\"8.0\" ytl=\"6.0\" xbr=\"32.0\" ybr=\"24.0\"",
                "labelstudio | to-label.json | \"predictions\":[{\"model_version\":\"huale\",\"result\":[{\"id\":\"r1\"",
                "labelme | b.json | \"points\":[[8.0,6.0],[32.0,24.0]]",
                "createml | to-label.json | {\"x\":20.0,\"y\":15.0,\"width\":24.0,\"height\":18.0}",
                "via | to-label.json | \"x\":8.0,\"y\":6.0,\"width\":24.0,\"height\":18.0",
                "csv | to-label.csv | images/b.png,64,48,dog,8.0,6.0,32.0,24.0",
                "openimages | to-label.csv | b,xclick,dog,1,0.125,0.5,0.125,0.5"
            })
    void guessesAreHandedOutToBeCorrected(String format, String file, String words) throws IOException {
        FilesOracle.Guesses guesses = images -> Map.of(new ImageId("b.png"), OBJECTS);
        Path place = folder.resolve("cycle-0");
        new FilesOracle(CLASSES, cycle -> place, new FilesOracle.Options(DatasetFormat.named(format), ""), guesses)
                .annotate(new Oracle.Request(0, images));
        assertThat(Files.readString(place.resolve("to-label").resolve(file))).contains(words);
        for (String untouched : List.of("Annotations/a.xml", "labels/a.txt", "a.json")) {
            assertThat(place.resolve("to-label").resolve(untouched)).doesNotExist();
        }
    }

    @Test
    void imagesOfOneNameInTwoFoldersStayApart() throws IOException {
        Path twin = folder.resolve("data/night/B.png");
        Files.copy(images.get(1).file(), twin);
        images.add(new ImageRecord(new ImageId("night/B.png"), twin, SIZE, List.of()));
        ask();
        assertThat(folder.resolve("cycle-0/to-label/images")).isDirectoryContaining("glob:**/night__B.png");
        labeled("classes.txt", "dog\ncat\n");
        labeled("a.txt", "");
        labeled("b.txt", "");
        labeled("c.txt", "");
        labeled("x/night__B.txt", "0 0.5 0.5 0.5 0.5\n");
        assertThat(((Oracle.Complete) ask()).annotations())
                .containsEntry(new ImageId("b.png"), List.of())
                .containsEntry(new ImageId("night/B.png"), List.of(Annotation.of(new Box(16, 12, 48, 36), 1)));
    }

    private static String voc(String size, String objects) {
        return "<annotation><size>" + size + "</size>" + objects + "</annotation>";
    }

    private static String object(String name, String box) {
        String[] sides = box.split(" ");
        return "<object><name>" + name + "</name><bndbox><xmin>" + sides[0] + "</xmin><ymin>" + sides[1]
                + "</ymin><xmax>" + sides[2] + "</xmax><ymax>" + sides[3] + "</ymax></bndbox></object>";
    }

    @Test
    void everythingWrongAndMissingIsToldAtOnceWithItsPlace() throws IOException {
        ask();
        labeled(
                "a.xml",
                voc("<width>64</width><height>48</height>", object("cow", "1 1 9 9") + object("cat", "5 5 5 9")));
        labeled("b.xml", voc("<width>48</width><height>64</height>", object("cat", "1 1 99 9")));
        assertRefused(
                "5 problems",
                "a.xml: object 1 (line 1): class 'cow'",
                "a.xml: object 2 (line 1): box (5, 5, 5, 9) has no extent",
                "b.xml: image b.png is 48x64 here, it was handed out as 64x48",
                "b.xml: object 1 (line 1): box (0, 0, 99, 9) reaches outside its image of 64x48",
                "image night/c.png: no annotations yet");
    }

    @Test
    void ofManyProblemsTwentyAreToldAndTheRestCounted() throws IOException {
        ask();
        labeled("a.xml", voc("", object("cow", "1 1 9 9").repeat(30)));
        assertRefused("32 problems", "object 20 (line 1)", "and 12 more");
    }

    @Test
    void vocFilesCountedFromZeroAreTolerated() throws IOException {
        ask();
        labeled("a.xml", voc("", object("cat", "0 0 64 48")));
        labeled("b.xml", voc("", ""));
        labeled("c.xml", voc("<width>0</width><height>0</height>", ""));
        assertThat(((Oracle.Complete) ask()).annotations().get(new ImageId("day/a.png")))
                .containsExactly(Annotation.of(new Box(0, 0, 64, 48), 0));
    }

    @Test
    void wrongYoloRowsAreTold() throws IOException {
        ask();
        labeled("classes.txt", "dog\nDog\ncat");
        labeled("a.txt", "7 0.5 0.5 0.1 0.1\n0 0.5 0.5 0 0.1\n0 50 50 10 10\n1 0.5 0.5 0.1 0.1\n");
        labeled("b.txt", "0 0.9 0.5 0.21 0.1\n");
        assertRefused(
                "a.txt: line 1: class must be a whole number from 0 to 2",
                "a.txt: line 2: box",
                "a.txt: line 3: w must be in [0, 1], got 10",
                "a.txt: class 'Dog' is unknown; did you mean 'dog'?; allowed are [cat, dog]",
                "image night/c.png");
    }

    @Test
    void yoloFilesWithoutClassNamesAreRefused() throws IOException {
        ask();
        labeled("a.txt", "");
        assertRefused("has no list of the class names", "classes.txt");
    }

    private static String coco(String images, String categories, String annotations) {
        return "{\"images\":[" + images + "],\"categories\":[" + categories + "],\"annotations\":[" + annotations
                + "]}";
    }

    private static final String A = "{\"id\":5,\"file_name\":\"a.png\",\"width\":64,\"height\":48}";

    @ParameterizedTest
    @CsvSource({"'1 1 65 9', 64", "'60 1 67 9', 64", "'-1 1 9 9', 9"})
    void aBoxThatReachesOutByAFewPixelsIsCutAtTheBorder(String sides, double right) throws IOException {
        ask();
        labeled("a.xml", voc("", object("cat", sides)));
        labeled("b.xml", voc("", ""));
        labeled("c.xml", voc("", ""));
        assertThat(ask()).isInstanceOfSatisfying(Oracle.Complete.class, complete -> {
            Box box = of(complete, "day/a.png").get(0).box();
            assertThat(box.x2()).isEqualTo(right);
            assertThat(box.x1()).isBetween(0.0, right);
        });
    }

    @ParameterizedTest
    @CsvSource({"'60,1,7,8', 64", "'50,1,14.4,8', 64", "'-2,-1,12,11', 10"})
    void aCocoBoxThatReachesOutByAFewPixelsIsCutAtTheBorder(String numbers, double right) throws IOException {
        ask();
        labeled(
                "x.json",
                coco(
                        A + "," + A.replace("5", "6").replace("a.png", "b.png") + ","
                                + A.replace("5", "7").replace("a.png", "c.png"),
                        "{\"id\":9,\"name\":\"cat\"}",
                        "{\"id\":1,\"image_id\":5,\"category_id\":9,\"bbox\":[" + numbers + "]}"));
        assertThat(ask()).isInstanceOfSatisfying(Oracle.Complete.class, complete -> {
            Box box = of(complete, "day/a.png").get(0).box();
            assertThat(box.x2()).isEqualTo(right);
            assertThat(box.x1()).isBetween(0.0, right);
        });
    }

    @Test
    void wrongCocoEntriesAreTold() throws IOException {
        ask();
        labeled(
                "x.json",
                coco(
                        A,
                        "{\"id\":3,\"name\":\"cow\"},{\"id\":9,\"name\":\"dog\"}",
                        "{\"id\":1,\"image_id\":5,\"category_id\":3,\"bbox\":[1,1,2,2]},"
                                + "{\"id\":2,\"image_id\":5,\"category_id\":4,\"bbox\":[1,1,2,2]},"
                                + "{\"id\":3,\"image_id\":5,\"category_id\":9,\"bbox\":[1,1,0,2]},"
                                + "{\"id\":4,\"image_id\":5,\"category_id\":9,\"bbox\":[60,1,20,2]},"
                                + "{\"id\":5,\"image_id\":8,\"category_id\":9,\"bbox\":[1,1,2,2]}"));
        assertRefused(
                "x.json: a.png: class 'cow' is unknown",
                "x.json: annotations[1] (id 2): category_id 4 is none",
                "x.json: annotations[2] (id 3): box (1, 1, 1, 3) has no extent",
                "x.json: annotations[3] (id 4): box (60, 1, 80, 3) reaches outside",
                "x.json: annotations[4] (id 5): image_id 8 is none");
    }

    @Test
    void anImageFinishedTwiceIsRefused() throws IOException {
        ask();
        labeled("one/a.xml", voc("", ""));
        labeled("two/a.xml", voc("", ""));
        assertRefused("two/a.xml: image day/a.png is annotated in one/a.xml already");
    }

    @Test
    void otherImagesAreNamedWhereSomeAreMissing() throws IOException {
        ask();
        labeled("zebra.xml", voc("", ""));
        assertThat(pending().done()).isZero();
        assertThat(pending().instruction()).contains("Of other images, not asked for: zebra.xml");
    }

    @Test
    void filesOfSeveralFormatsComplementEachOther() throws IOException {
        ask();
        labeled("ann/a.xml", voc("", ""));
        labeled("bob/x.json", coco("{\"id\":1,\"file_name\":\"b.png\",\"width\":64,\"height\":48}", "", ""));
        labeled("classes.txt", "cat");
        labeled("c.txt", "0 0.5 0.5 0.5 0.5");
        assertThat(((Oracle.Complete) ask()).annotations())
                .containsEntry(new ImageId("night/c.png"), List.of(Annotation.of(new Box(16, 12, 48, 36), 0)))
                .hasSize(3);
        labeled("bob/x.json", coco(A, "", ""));
        assertRefused("image day/a.png is annotated in ann/a.xml already");
    }

    @Test
    void anImageThatTheAnnotatorChangedIsNoticed() throws IOException {
        ask();
        write(YOLO, folder.resolve("cycle-0/labeled"), answers("a.png", "b.png", "c.png"));
        BufferedImage turned = new BufferedImage(48, 64, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(
                turned, "png", folder.resolve("cycle-0/to-label/images/a.png").toFile());
        ImageIO.write(
                turned,
                "png",
                folder.resolve("cycle-0/labeled/images/val/b.png").toFile());
        assertRefused(
                "to-label/images/a.png: image day/a.png is 48x64 here", "images/val/b.png: image b.png is 48x64 here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.json|",
                "x.json|[]",
                "x.json|{\"images\":[",
                "x.json|{\"images\":[{\"id\":1,\"file_name\":\"../../a.png\"}],\"categories\":[],\"annotations\":[]}",
                "a.xml|",
                "a.xml|<annotation>",
                "a.xml|<annotations/>",
                "a.xml|<!DOCTYPE a [<!ENTITY b \"c\">]><annotation>&b;</annotation>"
            })
    void damagedAndHostileFilesAreRefusedByName(String nameAndText) throws IOException {
        ask();
        String[] parts = nameAndText.split("\\|", -1);
        labeled(parts[0], parts[1]);
        assertRefused(parts[0]);
    }

    @Test
    void anImageThatIsGoneIsNamed() throws IOException {
        Files.delete(images.get(1).file());
        assertRefused("b.png");
        assertThat(folder.resolve("cycle-0/to-label")).doesNotExist();
    }

    private void setAside(String text) throws IOException {
        labeled("skipped.tsv", text);
    }

    @Test
    void imagesThatPeopleSetAsideAreNotWaitedFor() throws IOException {
        setAside("a.png\ttoo dark\n");
        assertThat(pending().done()).isEqualTo(1);
        assertThat(pending().instruction()).contains("Set aside by skipped.tsv: 1.");
        assertThat(pending().skipped()).isEqualTo(Map.of(new ImageId("day/a.png"), "too dark"));
        write(COCO, folder.resolve("cycle-0/labeled"), answers("b.png", "c.png"));
        assertThat(ask()).isInstanceOfSatisfying(Oracle.Complete.class, complete -> {
            assertThat(complete.skipped()).isEqualTo(Map.of(new ImageId("day/a.png"), "too dark"));
            assertThat(complete.annotations().keySet())
                    .extracting(ImageId::value)
                    .containsExactlyInAnyOrder("b.png", "night/c.png");
        });
    }

    @Test
    void aListOfWhatIsSetAsideThatIsWrongIsSaidBeforeAnythingIsAnnotated() throws IOException {
        setAside("z.png\ttoo dark\n");
        assertRefused("skipped.tsv: line 1: 'z.png' is none of the images handed out");
    }

    @Test
    void whereAllImagesAreSetAsideNothingElseIsNeeded() throws IOException {
        setAside("image\treason\na.png\nb.png\tblurred\nc.png\tblurred\n");
        assertThat(ask())
                .isEqualTo(new Oracle.Complete(
                        Map.of(),
                        Map.of(
                                new ImageId("day/a.png"), "no reason given",
                                new ImageId("b.png"), "blurred",
                                new ImageId("night/c.png"), "blurred")));
    }

    /** A COCO export lists every image of its project, also those that were set aside. */
    @Test
    void anImageWithoutObjectsMayBeSetAsideAndOneWithObjectsMayNot() throws IOException {
        write(COCO, folder.resolve("cycle-0/labeled"), answers("a.png", "b.png", "c.png"));
        setAside("c.png\tblurred\n");
        Oracle.Complete answer = (Oracle.Complete) ask();
        assertThat(answer.skipped()).containsOnlyKeys(new ImageId("night/c.png"));
        assertThat(answer.annotations()).doesNotContainKey(new ImageId("night/c.png"));
        setAside("b.png\tblurred\nz.png\todd\n");
        assertRefused(
                "skipped.tsv: line 2: 'z.png' is none of the images handed out",
                "image b.png: has objects, and is set aside in skipped.tsv; take one of the two away");
    }

    private Oracle renamed() {
        ClassNames now = ClassNames.of("cat", "hound");
        return new FilesOracle(
                cycle -> new AskedClasses(now, FormerNames.of(Map.of("dog", "hound")), now),
                cycle -> folder.resolve("cycle-" + cycle),
                FilesOracle.Options.defaults(),
                FilesOracle.Guesses.NONE);
    }

    @Test
    void whatWasHandedOutBeforeClassesChangedIsReadByTheNamesOfThen() throws IOException {
        ask();
        write(COCO, folder.resolve("cycle-0/labeled"), answers("a.png", "b.png", "c.png"));
        Oracle.Answer answer = renamed().annotate(new Oracle.Request(0, images));
        assertComplete(answer);
        Path handedOut = folder.resolve("cycle-0");
        assertThat(handedOut.resolve("to-label/classes.txt")).content().isEqualTo("cat\nhound\n");
        assertThat(handedOut.resolve("to-label-before-1/classes.txt")).content().isEqualTo("cat\ndog\n");
        renamed().annotate(new Oracle.Request(0, images));
        assertThat(handedOut.resolve("to-label-before-2")).doesNotExist();
    }

    /** Earlier versions took such names of classes, and people work in the folder. */
    @Test
    void aFolderStaysWhoseClassesAreReadAsOthersThanThoseWritten() throws IOException {
        ask();
        Path handedOut = folder.resolve("cycle-0");
        for (String name : List.of("\uFEFFcat", "cat\uD83D")) {
            Files.write(handedOut.resolve("to-label/classes.txt"), (name + "\ndog\n").getBytes(UTF_8));
            Oracle oracle = new FilesOracle(
                    ClassNames.of(name, "dog"),
                    cycle -> folder.resolve("cycle-" + cycle),
                    FilesOracle.Options.defaults(),
                    FilesOracle.Guesses.NONE);
            assertThat(oracle.annotate(new Oracle.Request(0, images))).isInstanceOf(Oracle.Pending.class);
        }
        assertThat(handedOut.resolve("to-label-before-1")).doesNotExist();
    }

    @Test
    void whoeverNamesANewClassIsToldHowToAddIt() throws IOException {
        labeled(
                "a.xml",
                "<annotation><object><name>cow</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax>"
                        + "<ymax>9</ymax></bndbox></object></annotation>");
        assertRefused("class 'cow'", "huale classes RUN add NAME");
    }

    @Test
    void whoeverNamesAClassThatTheRunGotLaterIsNotToldToAddIt() throws IOException {
        labeled(
                "a.xml",
                "<annotation><object><name>cow</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax>"
                        + "<ymax>9</ymax></bndbox></object></annotation>");
        Oracle again = new FilesOracle(
                cycle -> new AskedClasses(CLASSES, FormerNames.NONE, ClassNames.of("cat", "dog", "cow", "hen")),
                cycle -> folder.resolve("cycle-" + cycle),
                FilesOracle.Options.defaults(),
                FilesOracle.Guesses.NONE);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> again.annotate(new Oracle.Request(0, images)))
                .withMessageContainingAll(
                        "class 'cow'",
                        "before the run had the classes [cow], and are asked for again without them: take their boxes"
                                + " out, or give them one of [cat, dog]")
                .withMessageNotContaining("huale classes");
    }

    @Test
    void aNameThatTwoClassesHadSinceTheImagesWereHandedOutIsNotGuessed() throws IOException {
        ask();
        write(COCO, folder.resolve("cycle-0/labeled"), answers("a.png", "b.png", "c.png"));
        for (ClassNames now : List.of(ClassNames.of("cat", "hound", "dog"), ClassNames.of("cat", "hound", "wolf"))) {
            FormerNames former = new FormerNames(Map.of(), Map.of("dog", List.of("hound", now.name(2))));
            Oracle oracle = new FilesOracle(
                    cycle -> new AskedClasses(now, former, now),
                    cycle -> folder.resolve("cycle-" + cycle),
                    FilesOracle.Options.defaults(),
                    FilesOracle.Guesses.NONE);
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> oracle.annotate(new Oracle.Request(0, images)))
                    .withMessageContaining("1 problem:\n  class 'dog': may be any of [hound, " + now.name(2)
                            + "], as classes were renamed since the images were handed out; 2 objects in 2 images have it,"
                            + " first b.png");
        }
    }

    @Test
    void workOnACycleIsNotTakenForImagesOfTheSameNameInTheNext() throws IOException {
        ImageRecord first = images.get(0);
        Path file = folder.resolve("data/night/a.png");
        Files.copy(first.file(), file);
        ImageRecord second = new ImageRecord(new ImageId("night/a.png"), file, SIZE, List.of());
        Oracle oracle = oracle(VOC, "");
        oracle.annotate(new Oracle.Request(-1, List.of(first)));
        Files.move(folder.resolve("cycle--1"), folder.resolve("cycle-0"));
        Oracle.Request next = new Oracle.Request(1, List.of(second));
        Files.createDirectories(folder.resolve("cycle-1/labeled"));
        String xml = "<annotation><object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax>"
                + "<ymax>9</ymax></bndbox></object></annotation>";
        Files.writeString(folder.resolve("cycle-1/labeled/a.xml"), xml);
        assertThat(oracle.annotate(next))
                .isInstanceOfSatisfying(
                        Oracle.Pending.class,
                        pending -> assertThat(pending.instruction())
                                .contains(
                                        "image night/a.png: no annotations yet", "Of other images, not asked for: a"));
        assertThat(folder.resolve("cycle-1/to-label/images.tsv")).content().contains("night__a.png\tnight/a.png");
        Files.writeString(folder.resolve("cycle-1/labeled/night__a.xml"), xml);
        assertThat(oracle.annotate(next)).isInstanceOf(Oracle.Complete.class);
    }
}
