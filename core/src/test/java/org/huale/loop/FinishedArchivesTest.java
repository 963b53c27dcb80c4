package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.loop.oracle.FilesOracle;
import org.huale.loop.oracle.Oracle;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What annotators put into {@code labeled}, packed or not, and of several people. */
class FinishedArchivesTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog");
    private static final ImageSize SIZE = new ImageSize(64, 48);

    @TempDir
    private Path folder;

    private final List<ImageRecord> images = new ArrayList<>();

    @BeforeEach
    void twoImages() throws IOException {
        for (String name : List.of("a.png", "b.png")) {
            Path file = Files.createDirectories(folder.resolve("data")).resolve(name);
            ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            images.add(new ImageRecord(new ImageId(name), file, SIZE, List.of()));
        }
        Files.createDirectories(labeled());
    }

    private Path labeled() {
        return folder.resolve("cycle-0/labeled");
    }

    private Oracle.Answer ask() {
        return new FilesOracle(
                        CLASSES,
                        cycle -> folder.resolve("cycle-0"),
                        FilesOracle.Options.defaults(),
                        FilesOracle.Guesses.NONE)
                .annotate(new Oracle.Request(0, images));
    }

    private Map<ImageId, List<Annotation>> annotations() {
        return ((Oracle.Complete) ask()).annotations();
    }

    private void assertRefused(String... words) {
        assertThatExceptionOfType(HualeException.class).isThrownBy(this::ask).withMessageContainingAll(words);
    }

    private void zip(String name, String... namesAndTexts) throws IOException {
        Path file = labeled().resolve(name);
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void archivesAreReadAsTheyAre() throws IOException {
        String cvat = "<annotations><image id=\"0\" name=\"a.png\" width=\"64\" height=\"48\"><box label=\"dog\""
                + " xtl=\"8\" ytl=\"6\" xbr=\"32\" ybr=\"24\"/></image></annotations>";
        zip("ann/job 1.zip", "annotations.xml", cvat, "__MACOSX/._annotations.xml", "x", "images/", "");
        zip("bob.ZIP", "export/data.yaml", "names: [dog, cat]\n", "export/labels/b.txt", "1 0.5 0.5 0.5 0.5\n");
        assertThat(annotations())
                .containsEntry(new ImageId("a.png"), List.of(Annotation.of(new Box(8, 6, 32, 24), 1)))
                .containsEntry(new ImageId("b.png"), List.of(Annotation.of(new Box(16, 12, 48, 36), 0)));
    }

    @Test
    void placesInArchivesAreNamed() throws IOException {
        zip("job.zip", "Annotations/a.xml", "<annotation>", "x.json", "[1");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::ask)
                .withMessageContainingAll(
                        "job.zip!/Annotations/a.xml: not usable as XML",
                        "job.zip!/x.json: ",
                        "not valid JSON at line 1")
                .withMessageMatching("(?s)(?!.*unpacked-).*");
    }

    @Test
    void aFolderInAnArchiveIsNamedAsItWasPacked() throws IOException {
        zip("ann/job.zip", "labels/a.txt", "0 0.5 0.5 0.5 0.5\n");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(this::ask)
                .withMessageContaining("has no list of the class names")
                .withMessageMatching("(?s)(?!.*unpacked-).*");
    }

    @Test
    void rowsWithKeypointsComeBackAsTheirBoxes() throws IOException {
        String row = "1 0.5 0.5 0.5 0.5 0.4 0.4 0.6 0.6 0.5 0.5\n"; // which would be a polygon
        zip("pose.zip", "data.yaml", "kpt_shape: [3, 2]\nnames: [cat, dog]\n", "a.txt", row, "b.txt", "");
        assertThat(annotations())
                .containsEntry(new ImageId("a.png"), List.of(Annotation.of(new Box(16, 12, 48, 36), 1)));
    }

    @Test
    void classesCountedFromOneAreRefused() throws IOException {
        zip(
                "job.zip",
                "data.yaml",
                "names: [cat, dog]\n",
                "a.txt",
                "1 0.5 0.5 0.5 0.5\n",
                "b.txt",
                "2 0.5 0.5 0.5 0.5\n");
        assertRefused("none of 2 rows has class 0, 'cat'; their numbers go from 1 to 2");
    }

    @Test
    void theFormatThatTheRunNamesMayBePacked() throws IOException {
        zip("out/job.zip", "labels/a.txt", "1 0.5 0.5 0.5 0.5\n", "labels/b.txt", "", "classes.txt", "cat\ndog\n");
        Path other = Files.writeString(labeled().resolve("out/other.zip"), "of somebody else");
        for (String place : List.of("job.zip", "")) {
            if (place.isEmpty()) {
                Files.delete(other);
            }
            FilesOracle.Options options = new FilesOracle.Options(
                    DatasetFormat.named("coco"),
                    "yolo:" + labeled().resolve("out").resolve(place));
            Oracle.Answer answer = new FilesOracle(
                            CLASSES, cycle -> folder.resolve("cycle-0"), options, FilesOracle.Guesses.NONE)
                    .annotate(new Oracle.Request(0, images));
            assertThat(((Oracle.Complete) answer).annotations())
                    .containsEntry(new ImageId("a.png"), List.of(Annotation.of(new Box(16, 12, 48, 36), 1)));
        }
    }

    @Test
    void aListInAnArchiveSpeaksOfTheArchive() throws IOException {
        String cvat = "<annotations><image id=\"0\" name=\"NAME.png\" width=\"64\" height=\"48\"/></annotations>";
        zip("ann.zip", "x.xml", cvat.replace("NAME", "a"), "without-objects.txt", "all\n");
        zip("bob.zip", "x.xml", cvat.replace("NAME", "b"));
        assertThat(ask()).isInstanceOfSatisfying(Oracle.Pending.class, pending -> {
            assertThat(pending.done()).isEqualTo(1);
            assertThat(pending.instruction()).contains("b.png: without objects in bob.zip!/x.xml");
        });
    }

    @Test
    void aListMayLieInAFolderOfAnArchive() throws IOException {
        String cvat = "<annotations><image id=\"0\" name=\"NAME.png\" width=\"64\" height=\"48\"/></annotations>";
        zip("ann.zip", "export/x.xml", cvat.replace("NAME", "a"), "export/without-objects.txt", "all\n");
        zip("ann.zip.2.zip", "export 2/x.xml", cvat.replace("NAME", "b"), "export/without-objects.txt", "all\n");
        assertThat(ask()).isInstanceOfSatisfying(Oracle.Pending.class, pending -> {
            assertThat(pending.done()).isEqualTo(1);
            assertThat(pending.instruction()).contains("b.png: without objects in ann.zip.2.zip!/export 2/x.xml");
        });
    }

    @Test
    void aListInAFolderSpeaksOfTheFolder() throws IOException {
        String cvat = "<annotations><image id=\"0\" name=\"NAME.png\" width=\"64\" height=\"48\"/></annotations>";
        for (String name : List.of("ann", "annabel")) {
            Path of = Files.createDirectories(labeled().resolve(name));
            Files.writeString(of.resolve("x.xml"), cvat.replace("NAME", name.equals("ann") ? "a" : "b"));
        }
        Files.writeString(labeled().resolve("ann/without-objects.txt"), "all\n");
        assertThat(ask()).isInstanceOfSatisfying(Oracle.Pending.class, pending -> {
            assertThat(pending.done()).isEqualTo(1);
            assertThat(pending.instruction()).contains("b.png: without objects in annabel/x.xml");
        });
        Files.writeString(labeled().resolve("annabel/without-objects.txt"), "b.png\n");
        assertThat(annotations()).containsOnlyKeys(new ImageId("a.png"), new ImageId("b.png"));
    }

    @Test
    void whatIsNotLookedIntoIsNamed() throws IOException {
        zip("job.zip", "inner.zip", "", "work/skipped.tsv", "a.png\n", "a.xml", "", "a.xml ", "");
        assertRefused(
                "job.zip!/inner.zip: is an archive in an archive",
                "job.zip!/work/skipped.tsv: is only read where it lies in the folder itself");
    }

    /** As Windows packs them. */
    @Test
    void namesInAnArchiveMayBeOfAnotherTime() throws IOException {
        String coco = "{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":64,\"height\":48}],\"annotations\":[],"
                + "\"categories\":[]}";
        Path file = labeled().resolve("job.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), Charset.forName("IBM850"))) {
            zip.putNextEntry(new ZipEntry("Überblick.json"));
            zip.write(coco.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(((Oracle.Pending) ask()).done()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"../a.txt", "/a.txt", "x/../../a.txt", "C:\\a.txt"})
    void entriesThatLeaveTheFolderAreRefused(String entry) throws IOException {
        zip("evil.zip", entry, "0 0.5 0.5 0.5 0.5");
        assertRefused("evil.zip: cannot be unpacked: entry '", "would leave the folder");
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Files.writeString(labeled().resolve("broken.zip"), "PK nothing");
        Files.writeString(labeled().resolve("work.7z"), "7z");
        Files.writeString(labeled().resolve("results.json"), "[{\"image_id\":1,\"score\":0.5}]");
        Files.writeString(labeled().resolve("page.xml"), "<html/>");
        Files.writeString(labeled().resolve("export.csv"), "image,id,label\nx,1,\"[{}]\"\n");
        assertRefused(
                "broken.zip: cannot be unpacked",
                "work.7z: is packed in a way that is not read",
                "results.json: is of no format",
                "page.xml: is of no format",
                "export.csv: is of no format");
    }

    @Test
    void notesAndListsAreNoWork() throws IOException {
        Files.writeString(labeled().resolve("notes.json"), "{\"categories\": [], \"info\": {}}");
        Files.writeString(labeled().resolve("README.roboflow.txt"), "Hello");
        Files.writeString(labeled().resolve("class-descriptions-boxable.csv"), "/m/1,cat\n");
        assertThat(ask()).isInstanceOf(Oracle.Pending.class);
    }

    @Test
    void everyonesYoloFilesMeanTheirOwnClasses() throws IOException {
        for (String who : List.of("ann:a:cat:dog", "bob:b:dog:cat")) {
            String[] parts = who.split(":");
            Path own = Files.createDirectories(labeled().resolve(parts[0] + "/labels"));
            Files.writeString(own.resolve(parts[1] + ".txt"), "0 0.5 0.5 0.5 0.5\n");
            Files.writeString(own.resolveSibling("classes.txt"), parts[2] + "\n" + parts[3] + "\n");
        }
        Box box = new Box(16, 12, 48, 36);
        assertThat(annotations())
                .containsEntry(new ImageId("a.png"), List.of(Annotation.of(box, 0)))
                .containsEntry(new ImageId("b.png"), List.of(Annotation.of(box, 1)));
        Files.writeString(labeled().resolve("a.txt"), "");
        assertRefused("a.txt: which classes its numbers mean cannot be told", "[ann, bob] differ");
    }
}
