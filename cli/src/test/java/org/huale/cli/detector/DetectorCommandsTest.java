package org.huale.cli.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.huale.cli.ExitCode;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user does with a detector, from a drawn data set to pictures, on images and a training as small as can be. */
class DetectorCommandsTest extends ProgramTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void begin() {
        DetectorCommandsTest once = new DetectorCommandsTest();
        once.succeed("make-dataset", data(), "--images", "8", "--test-images", "4", "--classes", "2");
        once.train(data(), Path.of(training()), "--val", "voc:" + data() + ":test");
    }

    @Test
    void trainingLeavesWeightsAndFigures() {
        assertThat(Path.of(weights())).isNotEmptyFile();
        assertThat(Path.of(training(), "metrics.csv")).isNotEmptyFile();
        assertThat(Path.of(training(), "validation.json")).isNotEmptyFile();
    }

    @Test
    void aFinishedFolderIsNotOverwritten() {
        int code = run("train", "--data", "voc:" + data() + ":trainval", "--out", training());
        assertThat(code).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--resume").contains("--overwrite");
    }

    @Test
    void evaluatingTheDetectorEqualsEvaluatingItsResultFile() throws Exception {
        String file = folder.resolve("found.json").toString();
        succeed(
                "evaluate",
                "--data",
                "voc:" + data() + ":test",
                "--weights",
                weights(),
                "--threads",
                "1",
                "--min-confidence",
                "0.01",
                "--save-detections",
                file);
        assertThat(Files.readString(Path.of(file))).contains("category_id");
        String own = figures();
        succeed("evaluate", "--data", "voc:" + data() + ":test", "--detections", file);
        assertThat(figures()).isEqualTo(own);
    }

    @Test
    void detectingPrintsAndDraws() {
        String picture = data() + "/JPEGImages/test_00001.jpg";
        Path pictures = folder.resolve("pictures");
        succeed("detect", "--weights", weights(), "--threads", "1", "--out", pictures.toString(), "--json", picture);
        assertThat(out.toString()).contains("\"detections\"").contains("\"width\" : 320");
        assertThat(pictures.resolve("test_00001.jpg.png")).isNotEmptyFile();
    }

    /** As all commands take folders. */
    @Test
    void ofAFolderAllKindsOfImagesAreTakenAndHiddenFilesPassedOver() throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Path drawn = Path.of(data(), "JPEGImages/test_00001.jpg");
        Files.copy(drawn, photos.resolve("a.jpg"));
        ImageIO.write(
                ImageIO.read(drawn.toFile()), "gif", photos.resolve("b.gif").toFile());
        Files.writeString(photos.resolve("._a.jpg"), "what a Mac leaves");
        succeed("detect", "--weights", weights(), "--threads", "1", photos.toString());
        assertThat(out.toString())
                .contains(photos.resolve("a.jpg") + ": ", photos.resolve("b.gif") + ": ")
                .doesNotContain("._a.jpg");
    }

    @Test
    void aMissingPictureIsTheUsersMistake() {
        assertThat(run("detect", "--weights", weights(), "nowhere.jpg")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("nowhere.jpg");
    }

    @Test
    void aDeviceThatIsNotThereIsSaidToBeMissing() {
        assertThat(run("detect", "--weights", weights(), "--device", "cuda:7", data() + "/JPEGImages"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("cuda:7");
    }

    @ParameterizedTest
    @CsvSource({
        "--min-confidence, 2, 'least confidence and an NMS IoU in [0, 1]', got 2.0",
        "--min-size, 0, '1 <= min size <= max size', got 0 and",
        "--min-size, 9000, '1 <= min size <= max size', got 9000 and",
        "--max-size, 3, '1 <= min size <= max size', and 3",
        "--batch-norm-epsilon, 7, epsilon, got 7.0",
        "--device, gpu, 'cpu, cuda or cuda:n', got gpu"
    })
    void whatNoDetectorCanBeOpenedWithIsTheUsersMistake(String option, String value, String allowed, String got) {
        assertThat(run("detect", "--weights", weights(), option, value, data() + "/JPEGImages"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(allowed).contains(got).doesNotContain("bug in HUALE");
    }

    private String figures() {
        String text = out.toString();
        out.getBuffer().setLength(0);
        return text.substring(text.indexOf("AP"));
    }

    private static String data() {
        return folder.resolve("data").toString();
    }

    private static String training() {
        return folder.resolve("training").toString();
    }

    private static String weights() {
        return folder.resolve("training/weights/last.safetensors").toString();
    }
}
