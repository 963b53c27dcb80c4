package org.huale.cli.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.problem.Logged;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    private static final String TRUTH = """
            {"images": [{"id": 7, "file_name": "a.jpg", "width": 100, "height": 100}],
             "annotations": [{"id": 1, "image_id": 7, "category_id": 3, "bbox": [10, 10, 40, 40], "area": 1600, "iscrowd": 0}],
             "categories": [{"id": 3, "name": "cat"}]}
            """;
    private static final String FOUND = """
            [{"image_id": 7, "category_id": 3, "bbox": [10, 10, 40, 40], "score": 0.9}]
            """;

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();

    @Test
    void jsonHasTheMetricsThatWereAskedFor() throws IOException {
        assertThat(evaluate("--metric", "voc,coco", "--json")).isZero();
        var evaluations = new JsonMapper().readTree(printed.toString()).get("evaluations");
        assertThat(evaluations.get(0).get("figures").get("AP-eleven-point").asDouble())
                .isEqualTo(1);
        assertThat(evaluations.get(1).get("figures").get("AP50").asDouble())
                .isCloseTo(1, within(1e-12)); // pycocotools' precision of one find among one is 1 / (1 + 2e-16)
    }

    @Test
    void bothMetricsAreTheDefault() throws IOException {
        assertThat(evaluate()).isZero();
        assertThat(printed.toString()).contains("AP75", "AP-all-point", "cat");
    }

    @Test
    void outTakesTheNumbersAndRefusesToMixThemWithOthers() throws IOException {
        Path out = folder.resolve("out");
        assertThat(evaluate("--out", out.toString())).isZero();
        assertThat(out.resolve("evaluation.json")).exists();
        assertThat(out.resolve("precision-recall-voc.csv")).exists();
        assertThat(evaluate("--out", out.toString())).isNotZero();
        assertThat(evaluate("--out", out.toString(), "--overwrite")).isZero();
    }

    @Test
    void bootstrapPrintsIntervals() throws IOException {
        assertThat(evaluate("--bootstrap", "50", "--seed", "3")).isZero();
        assertThat(printed.toString())
                .contains("95 % intervals over 1 images, 50 resamples", "voc:AP-all-point", "[1.0000, 1.0000]");
        assertThat(evaluate("--bootstrap", "-1")).isNotZero();
    }

    @Test
    void aSeedWithoutResamplesIsRefused() {
        StringWriter said = new StringWriter();
        assertThat(Program.run(
                        printed, said, "evaluate", "--data", "voc:x:test", "--detections", "y.json", "--seed", "3"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(said.toString()).contains("--seed would do nothing without --bootstrap");
    }

    @Test
    void nothingIsOverwrittenWhereNothingIsWritten() {
        StringWriter said = new StringWriter();
        assertThat(Program.run(
                        printed, said, "evaluate", "--data", "voc:x:test", "--detections", "y.json", "--overwrite"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(said.toString()).contains("--overwrite would do nothing without --out");
    }

    @Test
    void moreDetectionsCountWhereTheyAreAskedFor() throws IOException {
        assertThat(evaluate("--max-detections", "300")).isZero();
        assertThat(printed.toString()).contains("AR300").doesNotContain("AR100");
        assertThat(evaluate("--max-detections", "10")).isNotZero();
    }

    @Test
    void aBoundOfDetectionsIsRefusedWithoutTheMetricThatHasOne() {
        StringWriter said = new StringWriter();
        String[] words = {
            "evaluate", "--data", "voc:x:test", "--detections", "y.json", "--metric", "voc", "--max-detections", "300"
        };
        assertThat(Program.run(printed, said, words)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(said.toString()).contains("--max-detections would do nothing without --metric coco");
    }

    @Test
    void correctionsAreATableBesideAndPartOfTheJson() throws IOException {
        assertThat(evaluate("--corrections")).isZero();
        assertThat(printed.toString())
                .contains("as found", "true classes", "true boxes", "true classes and boxes", "coco:AP75")
                .doesNotContain("true regions"); // of a file nobody can ask
        printed.getBuffer().setLength(0);
        assertThat(evaluate("--corrections", "--json", "--metric", "voc")).isZero();
        var rows = new JsonMapper().readTree(printed.toString()).get("corrections");
        assertThat(rows.get(1).get("with").asString()).isEqualTo("true boxes");
        assertThat(rows.get(1).get("figures").get("voc:AP-all-point").asDouble())
                .isEqualTo(1);
        printed.getBuffer().setLength(0);
        assertThat(evaluate("--json")).isZero();
        assertThat(printed.toString()).doesNotContain("corrections");
    }

    /**
     * A detector that calls each region a cat and leaves its box as it is. No anchor is as flat as the objects, so that it
     * finds none by itself; shown where they are, it finds both cats and no dog: an AP of 1 and one of 0.
     */
    @Test
    void trueRegionsAreTheFirstRowOfTheCorrectionsOfADetectorWithProposals() throws IOException {
        String[] words = {
            "evaluate",
            "--data",
            "coco:" + catsAndADog(),
            "--weights",
            callingAllCats().toString(),
            "--model",
            "small-resnet-fpn",
            "--threads",
            "1",
            "--corrections",
            "--json"
        };
        StringWriter said = new StringWriter();
        assertThat(Program.run(printed, said, words)).as(said::toString).isEqualTo(ExitCode.DONE);
        var report = new JsonMapper().readTree(printed.toString());
        assertThat(report.at("/evaluations/0/figures/AP50").asDouble())
                .as("as found")
                .isZero();
        assertThat(report.at("/corrections/0/with").asString()).isEqualTo("true regions");
        var figures = report.at("/corrections/0/figures");
        assertThat(figures.get("coco:AP").asDouble()).isCloseTo(0.5, within(1e-9));
        assertThat(figures.get("voc:AP-all-point").asDouble()).isCloseTo(0.5, within(1e-9));
        assertThat(report.at("/corrections/1/with").asString()).isEqualTo("true classes");
    }

    private Path catsAndADog() throws IOException {
        for (String name : List.of("a.png", "b.png")) {
            BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(image, "png", folder.resolve(name).toFile());
        }
        return Files.writeString(folder.resolve("flat.json"), """
                {"images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 100},
                            {"id": 2, "file_name": "b.png", "width": 100, "height": 100}],
                 "annotations": [
                   {"id": 1, "image_id": 1, "category_id": 3, "bbox": [5, 20, 90, 6], "area": 540, "iscrowd": 0},
                   {"id": 2, "image_id": 1, "category_id": 3, "bbox": [5, 60, 90, 6], "area": 540, "iscrowd": 0},
                   {"id": 3, "image_id": 2, "category_id": 5, "bbox": [5, 40, 90, 6], "area": 540, "iscrowd": 0}],
                 "categories": [{"id": 3, "name": "cat"}, {"id": 5, "name": "dog"}]}
                """);
    }

    /** All weights are 0 but one bias. Its classes are in another order than those of the data set. */
    private Path callingAllCats() {
        Path file = folder.resolve("cats.safetensors");
        try (FasterRcnn zeros =
                FasterRcnn.toBeLoaded(FasterRcnnOptions.smallResNetFpn(), 2, TorchDevice.prepare("cpu", 1))) {
            Map<String, TensorData> tensors =
                    new TreeMap<>(StateLoading.toStateDict(zeros.parameters()).tensors());
            tensors.put("roi_heads.box_predictor.cls_score.bias", TensorData.of(new float[] {0, 0, 9}, 3));
            WeightsFile.write(file, new StateDict(tensors, Map.of("huale.classes", "[\"dog\", \"cat\"]")));
        }
        return file;
    }

    /** Before the data set, which may take minutes, is read. */
    @ParameterizedTest
    @CsvSource({"--batch, 0, 'at least 1'", "--threads, 0, 'in [1, 1024]'", "--threads, 1025, 'in [1, 1024]'"})
    void noImageAtATimeAndNoThreadAreTooFew(String option, String value, String allowed) {
        StringWriter said = new StringWriter();
        int code = Program.run(
                printed, said, "evaluate", "--data", "coco:none.json", "--weights", "none.safetensors", option, value);
        assertThat(code).isEqualTo(ExitCode.USER_INPUT);
        assertThat(said.toString()).contains(option + " must be " + allowed + ", got " + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--model=resnet50-fpn",
                "--device=cpu",
                "--runtime=onnx",
                "--threads=1",
                "--min-size=9",
                "--max-size=9",
                "--min-confidence=0.5",
                "--batch-norm-epsilon=0",
                "--batch=2",
                "--save-detections="
            })
    void whatIsForADetectorIsRefusedBesideAFile(String option) throws IOException {
        StringWriter said = new StringWriter();
        Path saved = folder.resolve("saved.json");
        Path out = folder.resolve("out");
        int code = Program.run(
                printed,
                said,
                "evaluate",
                "--data",
                "coco:" + Files.writeString(folder.resolve("truth.json"), TRUTH),
                "--detections",
                Files.writeString(folder.resolve("found.json"), FOUND).toString(),
                "--out",
                out.toString(),
                option.endsWith("=") ? option + saved : option);
        assertThat(code).isEqualTo(ExitCode.USER_INPUT);
        assertThat(said.toString())
                .contains("huale: " + option.replaceAll("=.*", "") + " would do nothing without --weights");
        assertThat(printed.toString()).isEmpty();
        assertThat(out).doesNotExist();
        assertThat(saved).doesNotExist();
    }

    @Test
    void whatIsForAFileIsRefusedBesideADetector() {
        StringWriter said = new StringWriter();
        String[] words = {"evaluate", "--data", "coco:none.json", "--weights", "w.pth", "--category-ids", "own"};
        assertThat(Program.run(printed, said, words)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(said.toString()).contains("huale: --category-ids would do nothing without --detections");
    }

    @Test
    void anImageWhoseNameNamesNoFileIsNoFaultOfTheProgram() throws IOException {
        Path truth = Files.writeString(folder.resolve("dot.json"), TRUTH.replace("a.jpg", "./"));
        Path found = Files.writeString(folder.resolve("found.json"), FOUND);
        StringWriter said = new StringWriter();
        int code = Program.run(printed, said, "evaluate", "--data", "coco:" + truth, "--detections", found.toString());
        assertThat(code).as(said.toString()).isEqualTo(ExitCode.DONE);
    }

    /** Boxes on stored pixels cannot be turned without what says how the image is turned, and what cannot be read is told. */
    @Test
    void storedPixelsNeedTheImages() throws IOException {
        String truth = "coco:" + Files.writeString(folder.resolve("truth.json"), TRUTH) + "?pixels=stored";
        Path found = Files.writeString(folder.resolve("found.json"), FOUND);
        String[] words = {"evaluate", "--data", truth, "--detections", found.toString(), "--json"};
        StringWriter said = new StringWriter();
        assertThat(Program.run(printed, said, words)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(said.toString()).contains(truth + ": pixels=stored needs the images", "a.jpg of image a.jpg");
        Files.createFile(folder.resolve("a.jpg"));
        assertThat(Program.run(printed, said, words)).as(said::toString).isEqualTo(ExitCode.DONE);
        assertThat(new JsonMapper().readTree(printed.toString()).get("notes"))
                .anySatisfy(note -> assertThat(note.asString()).contains("image a.jpg: ", "; not turned"));
    }

    /** It is no note of the report then. */
    @Test
    void whatBecameOfTheAnnotationsIsLoggedWhereAllIsWell() throws IOException {
        String truth = "coco:" + Files.writeString(folder.resolve("truth.json"), TRUTH) + "?classes=cat";
        Path found = Files.writeString(folder.resolve("found.json"), FOUND);
        StringWriter said = new StringWriter();
        List<ILoggingEvent> logged = Logged.by(EvaluateCommand.class, () -> {
            int code = Program.run(printed, said, "evaluate", "--data", truth, "--detections", found.toString());
            assertThat(code).as(said::toString).isEqualTo(ExitCode.DONE);
        });
        assertThat(logged)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains(truth + ": 1 image: 1 with boxes, 0 without objects");
        assertThat(printed.toString()).doesNotContain("with boxes");
    }

    private int evaluate(String... more) throws IOException {
        Path truth = Files.writeString(folder.resolve("truth.json"), TRUTH);
        Path found = Files.writeString(folder.resolve("found.json"), FOUND);
        String[] arguments = {"--data", "coco:" + truth, "--detections", found.toString()};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(all);
    }
}
