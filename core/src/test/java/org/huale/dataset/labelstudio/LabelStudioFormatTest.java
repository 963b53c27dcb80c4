package org.huale.dataset.labelstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.Read;
import org.huale.dataset.Samples;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelStudioFormatTest {
    private static final String SIZE = "\"original_width\":64,\"original_height\":48";

    @TempDir
    private Path folder;

    private Read read(String tasks) {
        return Read.of("labelstudio", folder.resolve("x.json"), "[" + tasks + "]", "a.png", "b.png", "c.png");
    }

    private static String task(int id, String image, String rest) {
        return "{\"id\":" + id + ",\"data\":{\"image\":\"" + image + "\"}," + rest + "}";
    }

    private static String annotated(String more, String... results) {
        return "{\"id\":1,\"was_cancelled\":false,\"result\":[" + String.join(",", results) + "]" + more + "}";
    }

    private static String region(String type, String value) {
        return "{\"id\":\"" + value.hashCode() + "\",\"type\":\"" + type + "\"," + SIZE + ",\"value\":{" + value + "}}";
    }

    private static String box(String label) {
        return region(
                "rectanglelabels",
                "\"x\":12.5,\"y\":12.5,\"width\":37.5,\"height\":37.5,\"rotation\":0,\"rectanglelabels\":[\"" + label
                        + "\"]");
    }

    @Test
    void submittedTasksAreReadAndOthersLeftOut() {
        Read read = read(task(1, "a.png", "\"annotations\":[" + annotated("", box("cat")) + "],\"predictions\":[]")
                + ","
                + task(2, "b.png", "\"annotations\":[" + annotated("") + "]") + ","
                + task(3, "c.png", "\"annotations\":[],\"predictions\":[{\"result\":[" + box("dog") + "]}]") + ","
                + task(
                        4,
                        "d.png",
                        "\"annotations\":[" + annotated("", box("dog")).replace("false", "true") + "]"));
        assertThat(read.images()).containsExactly("a.png: cat 8.0 6.0 32.0 24.0", "b.png: ");
        assertThat(read.problems())
                .containsExactly(
                        "NOTE x.json: task 3 (c.png): image 'c.png' has no annotations yet; nothing is learned from it",
                        "NOTE x.json: task 4 (d.png): image 'd.png' has no annotations yet; nothing is learned from it",
                        "UNUSABLE x.json: task 4 (d.png): image 'd.png': no such image; left out");
    }

    @Test
    void ofSeveralAnnotationsTheGroundTruthOrTheLatestCounts() {
        String earlier = annotated(",\"updated_at\":\"2026-11-28T03:32:14Z\"", box("cat"));
        String later = annotated(",\"updated_at\":\"2026-11-28T04:00:00Z\"", box("dog"));
        Read read = read(task(1, "a.png", "\"annotations\":[" + later + "," + earlier + "]") + ","
                + task(
                        2,
                        "b.png",
                        "\"annotations\":[" + earlier.replace("\"result\"", "\"ground_truth\":true,\"result\"") + ","
                                + later + "]"));
        assertThat(read.images()).containsExactly("a.png: dog 8.0 6.0 32.0 24.0", "b.png: cat 8.0 6.0 32.0 24.0");
        assertThat(read.problems()).singleElement().asString().contains("of several annotations", "2 times");
    }

    /** Whether storage, an upload or both brought the image. */
    @ParameterizedTest
    @CsvSource({
        "true, a.png, a.png",
        "false, a.png, a.png",
        "true, data/upload/1/0a1b2c3d-a.png, a.png",
        "false, data/upload/1/0a1b2c3d-a.png, a.png",
        "true, a.png, data/upload/1/0a1b2c3d-a.png",
        "false, a.png, data/upload/1/0a1b2c3d-a.png"
    })
    void ofTwoTasksOfAnImageTheAnnotatedOneCounts(boolean first, String doneIn, String bareIn) {
        String done = task(1, "/" + doneIn, "\"annotations\":[" + annotated("", box("cat")) + "]");
        String bare = task(2, "/" + bareIn, "\"annotations\":[]");
        Read read = read(first ? done + "," + bare : bare + "," + done);
        assertThat(read.images()).containsExactly("a.png: cat 8.0 6.0 32.0 24.0");
        assertThat(read.reading().account().counts().words()).isEqualTo("1 image: 1 with boxes, 0 without objects");
        assertThat(read.problems())
                .contains("NOTE x.json: task 2 (" + bareIn + "): image a.png occurs in x.json: task 1 (" + doneIn
                        + "), too, which counts");
        assertThat(read.unusable()).isEmpty();
    }

    @Test
    void whatIsWrongWithATaskThatDoesNotCountIsNoLossOfItsImage() {
        String twice = task(1, "a.png", "\"annotations\":[" + annotated("") + "]") + ","
                + task(
                        2,
                        "a.png",
                        "\"annotations\":[" + annotated("", box("cat").replace("37.5", "0")) + "]");
        Read read = read(twice);
        assertThat(read.images()).containsExactly("a.png: ");
        assertThat(read.problems())
                .contains("UNUSABLE x.json: task 2 (a.png): image a.png occurs before; left out with its objects");
    }

    /** The rotated box is one that was measured in Label Studio. */
    @Test
    void otherRegionsAreReadAsTheirFrames() {
        Samples.image(folder.resolve("big.png"), new ImageSize(640, 480), 1);
        String rotated = region(
                        "rectanglelabels",
                        "\"x\":16.5625,\"y\":43.958333333333336,\"width\":25.625,\"height\":28.333333333333332,\"rotation\":30,"
                                + "\"rectanglelabels\":[\"cat\"]")
                .replace(SIZE, "\"original_width\":640,\"original_height\":480");
        String polygon = region("polygonlabels", "\"points\":[[10,10],[50,20],[30,50]],\"polygonlabels\":[\"cat\"]");
        String ellipse = region(
                "ellipselabels",
                "\"x\":50,\"y\":50,\"radiusX\":25,\"radiusY\":10,\"rotation\":0,\"ellipselabels\":[\"cat\"]");
        Read read = read(task(1, "big.png", "\"annotations\":[" + annotated("", rotated) + "]") + ","
                + task(2, "a.png", "\"annotations\":[" + annotated("", polygon, ellipse) + "]"));
        assertThat(read.images())
                .containsExactly(
                        "big.png: cat 38.0 211.0 248.03 410.78",
                        "a.png: cat 6.4 4.8 32.0 24.0, cat 16.0 19.2 48.0 28.8");
        assertThat(read.problems()).hasSize(3).allMatch(it -> it.contains("taken as its frame"));
    }

    @Test
    void shapeAndLabelMayBeResultsOfOneId() {
        String shape = "{\"id\":\"r\",\"type\":\"rectangle\"," + SIZE
                + ",\"value\":{\"x\":12.5,\"y\":12.5,\"width\":37.5,\"height\":37.5}}";
        String label = "{\"id\":\"r\",\"type\":\"labels\"," + SIZE
                + ",\"value\":{\"x\":12.5,\"y\":12.5,\"width\":37.5,\"height\":37.5,\"labels\":[\"cat\"]}}";
        String comment = "{\"id\":\"t\",\"type\":\"textarea\",\"value\":{\"text\":[\"odd\"]}}";
        Read read = read(task(1, "a.png", "\"annotations\":[" + annotated("", shape, label, comment) + "]"));
        assertThat(read.images()).containsExactly("a.png: cat 8.0 6.0 32.0 24.0");
        assertThat(read.problems()).singleElement().asString().contains("attribute 'textarea' is not kept");
    }

    @Test
    void regionsWithoutBoxOrClassAreUnusable() {
        String brush = region("brushlabels", "\"format\":\"rle\",\"rle\":[1,2],\"brushlabels\":[\"cat\"]");
        String point = region("keypointlabels", "\"x\":1,\"y\":2,\"width\":0.5,\"keypointlabels\":[\"cat\"]");
        String bare = region("rectangle", "\"x\":1,\"y\":2,\"width\":5,\"height\":5");
        Read read = read(task(1, "a.png", "\"annotations\":[" + annotated("", brush, point, bare, box("cat")) + "]"));
        assertThat(read.images()).containsExactly("a.png: cat 8.0 6.0 32.0 24.0");
        assertThat(read.unusable()).hasSize(3);
    }

    @Test
    void anImageOfRegionsWithoutABoxIsNoneWithoutObjects() {
        String brush = region("brushlabels", "\"format\":\"rle\",\"rle\":[1,2],\"brushlabels\":[\"cat\"]");
        Read read = read(task(1, "a.png", "\"annotations\":[" + annotated("", brush) + "]") + ","
                + task(2, "b.png", "\"annotations\":[" + annotated("", box("cat")) + "]"));
        assertThat(read.images()).containsExactly("b.png: cat 8.0 6.0 32.0 24.0");
        assertThat(read.reading().account().counts().unusable()).isEqualTo(1);
    }

    /** As {@code exportType=JSON_MIN} gives it. */
    @Test
    void theShortFormIsRead() {
        Read read = read(
                "{\"image\":\"/data/upload/1/a.png\",\"id\":1,\"label\":[{\"x\":12.5,\"y\":12.5,\"width\":37.5,"
                        + "\"height\":37.5,\"rotation\":0,\"rectanglelabels\":[\"cat\"]," + SIZE + "}],\"annotator\":1,"
                        + "\"annotation_id\":3,\"lead_time\":2.0},"
                        + "{\"image\":\"/data/local-files/?d=run/images/b.png\",\"id\":2,\"annotator\":1,\"annotation_id\":4,\"lead_time\":1}");
        assertThat(read.images()).containsExactly("a.png: cat 8.0 6.0 32.0 24.0", "b.png: ");
        assertThat(read.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/data/local-files/?d=run/images/x%20%231.jpg, run/images/x #1.jpg",
        "/data/upload/4/0a1b2c3d-x.jpg, data/upload/4/0a1b2c3d-x.jpg",
        "http://host:80/a/x.jpg?sig=1#y, a/x.jpg",
        "s3://bucket/a/x.jpg, a/x.jpg",
        "images/x.jpg, images/x.jpg"
    })
    void urlsArePaths(String url, String path) {
        assertThat(TaskImage.path(url)).isEqualTo(path);
    }

    @Test
    void theImageIsTheOnlyValueThatIsOne() {
        String photo =
                "{\"id\":1,\"data\":{\"photo\":\"a.png\",\"why\":\"x\"},\"annotations\":[" + annotated("") + "]}";
        assertThat(read(photo).images()).containsExactly("a.png: ");
        assertThat(read(photo.replace("\"why\":\"x\"", "\"huale_id\":\"b.png\""))
                        .images())
                .containsExactly("b.png: ");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> read(photo.replace("\"x\"", "\"b.png\"")))
                .withMessageContaining("x.json: task 1: cannot tell which of its values is the image, of [photo, why]");
    }

    /** That nobody has annotated the first image is not why it cannot be used. */
    @Test
    void aWrongFolderIsToldByTheImagesThatAreNotThere() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path file = Samples.text(
                folder.resolve("x.json"),
                "[" + task(1, "a.png", "\"annotations\":[]") + ","
                        + task(2, "b.png", "\"annotations\":[" + annotated("", box("cat")) + "]") + "]");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> DatasetLocator.parse("labelstudio:" + file + ":" + elsewhere)
                        .read())
                .withMessageContaining("none of its 2 images can be used, looked in " + elsewhere
                        + " (x.json: task 1 (a.png): image 'a.png': no such image; left out)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[", "[{\"id\":1}]"})
    void damagedFilesAreRefusedByName(String text) {
        Path file = Samples.text(folder.resolve("y.json"), text);
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> DatasetLocator.parse("labelstudio:" + file).read())
                .withMessageContaining("y.json");
    }
}
