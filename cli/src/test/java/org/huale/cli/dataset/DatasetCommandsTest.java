package org.huale.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.huale.cli.ExitCode;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DatasetCommandsTest extends ProgramTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makeVocFolder() throws IOException {
        Files.createDirectories(folder.resolve("voc/JPEGImages"));
        Files.createDirectories(folder.resolve("voc/Annotations"));
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(image, "png", folder.resolve("voc/JPEGImages/a.png").toFile());
        annotate("9");
    }

    private void annotate(String xmax) throws IOException {
        Files.writeString(
                folder.resolve("voc/Annotations/a.xml"),
                "<annotation><object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>" + xmax
                        + "</xmax><ymax>9</ymax></bndbox></object></annotation>");
    }

    private String voc() {
        return "voc:" + folder.resolve("voc");
    }

    @Test
    void aSoundDataSetIsPrintedAsATable() {
        assertThat(run("validate", voc())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("images      1 (0 without objects)", "boxes       1", "dog");
    }

    @Test
    void anchorsAreComparedWithTheBoxes() throws IOException {
        assertThat(run("validate", voc(), "--for", "mobilenet-v2-fpn")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("% of 1 boxes have an anchor of IoU 0.5")
                .containsPattern(
                        "time        about [0-9.]+ minutes to train in a cycle of a run with the model's defaults: 3000"
                                + " iterations on these images; [0-9.]+ s to detect in an image");
        Path config = Files.writeString(folder.resolve("run.yaml"), """
                data: {pool: 'voc:pool', test: 'voc:test'}
                detector: {name: mobilenet-v2-fpn, transform: {minSize: 64, maxSize: 64}}
                training: {iterations: 77}
                """);
        assertThat(run("validate", voc(), "--for", config.toString(), "--json")).isEqualTo(ExitCode.DONE);
        JsonNode training = JsonMapper.shared().readTree(out.toString()).at("/training");
        assertThat(training.at("/anchors/boxes").asInt()).isEqualTo(1);
        assertThat(training.at("/run").asString()).isEqualTo("this run");
        assertThat(training.at("/iterations").asLong()).isEqualTo(77);
        assertThat(training.at("/iterationSeconds").asDouble()).isPositive();
        String text = Files.readString(config);
        Files.writeString(config, anchored(text, "{sizes: [[200], [210], [220], [230]]}"));
        assertThat(run("validate", voc(), "--for", config.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("0 % of 1 boxes", "warning: the others are hard to learn; detector.rpn.anchors: auto or")
                .containsPattern("minutes to train in a cycle of this run: 77 iterations");
        Files.writeString(config, anchored(text, "auto"));
        assertThat(run("validate", voc(), "--for", config.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .as("the box is too small and too far from the grid for any anchor")
                .contains("0 % of 1 boxes", "the others are hard to learn; a larger detector.transform.minSize helps")
                .doesNotContain("anchors: auto");
        assertThat(run("validate", voc(), "--for", "yolo9000")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("yolo9000: neither a file nor a model; there are [command, small-resnet-fpn");
    }

    private static String anchored(String config, String anchors) {
        return config.replace("{name:", "{rpn: {anchors: " + anchors + "}, name:");
    }

    @Test
    void mendedBoxesAreListedAndNoFailure() throws IOException {
        annotate("99");
        assertThat(run("validate", voc(), "--no-decode")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("1 clipped", "mended  Annotations/a.xml: object 1");
    }

    @Test
    void lostBoxesAreUnusable() throws IOException {
        annotate("1");
        assertThat(run("validate", voc(), "--no-decode")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(out.toString())
                .contains("1 dropped", "unusable  Annotations/a.xml: object 1")
                .contains("1 image: 0 with boxes, 0 without objects, 1 whose annotations are all unusable");
    }

    @Test
    void nothingIsLearnedOrMeasuredWithoutABox() throws IOException {
        annotate("1");
        String trained = folder.resolve("trained").toString();
        assertThat(run("train", "--data", voc(), "--out", trained)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(voc() + ": has no box that can be used (1 image: 0 with boxes");
        Path found = Files.writeString(folder.resolve("found.json"), "[]");
        assertThat(run("evaluate", "--data", voc(), "--detections", found.toString()))
                .isEqualTo(ExitCode.USER_INPUT);
        Path config =
                Files.writeString(folder.resolve("run.yaml"), "data: {pool: '" + voc() + "', test: '" + voc() + "'}\n");
        assertThat(run("run", config.toString(), "--out", trained)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("'huale validate " + voc() + "' lists");
    }

    @Test
    void imagesWithoutAnnotationsAreChosen() throws IOException {
        Files.copy(folder.resolve("voc/JPEGImages/a.png"), folder.resolve("voc/JPEGImages/b.png"));
        Path none = Files.writeString(folder.resolve("none.json"), "[]");
        String chosen = folder.resolve("chosen").toString();
        succeed(
                "score",
                "--data",
                voc(),
                "--predictions",
                none.toString(),
                "--strategy",
                "random",
                "--budget",
                "2",
                "--out",
                chosen,
                "selection.nearDuplicates.avoid=never");
        assertThat(out.toString()).contains("chose 2 of 2 images");
    }

    @Test
    void somethingUnusableEndsWithTwoAfterPrintingAll() throws IOException {
        Files.write(folder.resolve("voc/JPEGImages/b.png"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("voc/Annotations/b.xml"), "<annotation/>");
        assertThat(run("validate", voc(), "--json", "--threads", "1")).isEqualTo(ExitCode.USER_INPUT);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.path("summary").path("boxes").asInt()).isEqualTo(1);
        assertThat(json.path("summary").path("classes").path(0).path("name").asString())
                .isEqualTo("dog");
        assertThat(json.path("problems").path(0).path("severity").asString()).isEqualTo("UNUSABLE");
    }

    @Test
    void aBadNameIsASentenceOnStderr() {
        assertThat(run("validate", "vok:x")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).startsWith("huale: ").contains("did you mean voc:?");
        assertThat(out.toString()).isEmpty();
        assertThat(run("validate", voc(), "--threads", "0")).isEqualTo(ExitCode.USER_INPUT);
    }

    @Test
    void aFormatOnTheClassPathIsConvertedAndValidated() {
        String toy = "toy:" + folder.resolve("toy/x.toy");
        assertThat(run("convert", voc(), toy)).isEqualTo(ExitCode.DONE);
        assertThat(run("validate", toy)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("boxes       1", "dog");
    }

    @Test
    void whatIsConvertedCanBeRead() {
        String yolo = "yolo:" + folder.resolve("yolo");
        assertThat(run("convert", voc(), yolo + ":val")).isEqualTo(ExitCode.DONE);
        assertThat(err.toString()).contains("write: 1 of 1 images");
        assertThat(run("convert", "yolo:" + folder.resolve("yolo/data.yaml:val"), "coco:" + folder.resolve("x.json")))
                .isEqualTo(ExitCode.DONE);
        assertThat(run("validate", "coco:" + folder.resolve("x.json"))).isEqualTo(ExitCode.DONE);
        assertThat(run("convert", voc(), yolo + ":val")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(run("convert", voc(), yolo + ":val", "--overwrite", "--json"))
                .isEqualTo(ExitCode.DONE);
    }
}
