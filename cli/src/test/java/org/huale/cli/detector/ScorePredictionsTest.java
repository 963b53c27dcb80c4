package org.huale.cli.detector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.huale.acquire.distinct.ImageSignature;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.cli.ExitCode;
import org.huale.cli.ProgramTest;
import org.huale.image.format.ImageIoReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code huale score --predictions} over ten drawn images. */
class ScorePredictionsTest extends ProgramTest {
    private static final String LEFT_OUT = "left out: there are no predictions of mirrored images";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() {
        ScorePredictionsTest once = new ScorePredictionsTest();
        once.succeed("make-dataset", data(), "--images", "10", "--test-images", "4", "--classes", "2");
    }

    @Test
    void originalsAloneAreRankedByWhatTheyShow() throws IOException {
        score(write("bare.json", true, ""), "bare", "--strategy", "hua");
        assertThat(out.toString()).contains("chose 3 of 10 images; see ");
        assertThat(Files.readAllLines(folder.resolve("bare/selection.txt"))).hasSize(3);
        assertThat(Files.readString(folder.resolve("bare/selection.json")))
                .contains(LEFT_OUT, "left out: the detector predicts no variances", "\"flipped\" : null");
        assertThat(Files.readString(folder.resolve("bare/score.json"))).contains("\"predictions\" : \"");
        assertThat(folder.resolve("bare/predictions")).doesNotExist();
    }

    @Test
    void withoutAnyWordTheClassesAreCoveredAndWhatCannotBeKnownIsSaid() throws IOException {
        score(write("usual.json", true, ""), "usual");
        assertThat(Files.readString(folder.resolve("usual/score.json"))).contains("\"name\" : \"coverage\"");
        assertThat(Files.readAllLines(folder.resolve("usual/selection.txt"))).hasSize(3);
        assertThat(Files.readString(folder.resolve("usual/selection.json")))
                .contains("classes gained", "confidences as they are: no labeled image has an annotation");
        Path list = Files.writeString(folder.resolve("labeled.txt"), "trainval_00001\ntrainval_00002\n");
        score(write("known.json", true, ""), "known", "--labeled", list.toString());
        assertThat(Files.readString(folder.resolve("known/selection.json"))).contains("(confidences times ");
    }

    @Test
    void ofAPlainFolderNoAnnotationIsKnownWhateverIsLabeled() throws IOException {
        String images = Path.of(data(), "JPEGImages").toString();
        Path file = Files.writeString(
                folder.resolve("plain.json"),
                "[{\"image_id\": \"trainval_00002.jpg\", \"category_id\": 1, \"bbox\": [1, 1, 9, 9], \"score\": 0.9},"
                        + " {\"image_id\": \"trainval_00003.jpg\", \"category_id\": 1, \"bbox\": [1, 1, 9, 9], \"score\": 0.9}]");
        Path list = Files.writeString(folder.resolve("plain-labeled.txt"), "trainval_00002.jpg\n");
        succeed(arguments(file, "nothing-known", images, "--labeled", list.toString()));
        assertThat(Files.readString(folder.resolve("nothing-known/selection.json")))
                .contains(
                        "of which 0.9 are expected beside 0.0 (confidences as they are: no labeled image has an annotation)");
    }

    @Test
    void whereNothingIsFoundAndNoClassIsKnownTheFirstImagesAreTaken() throws IOException {
        Path file = Files.writeString(folder.resolve("nothing.json"), "[]");
        String images = Path.of(data(), "JPEGImages").toString();
        succeed(arguments(file, "nothing", images, "selection.nearDuplicates.avoid=never"));
        assertThat(Files.readAllLines(folder.resolve("nothing/selection.txt")))
                .containsExactly("test_00001.jpg", "test_00002.jpg", "test_00003.jpg");
    }

    @Test
    void withMirroredImagesAndEvidenceEveryMetricIsComputed() throws IOException {
        String evidence = ", \"probabilities\": [0.1, 0.6, 0.3], \"localization_variances\": [0.1, 0.2, 0.1, 0.3]";
        score(write("full.json", false, evidence), "full", "--strategy", "hua");
        assertThat(Files.readString(folder.resolve("full/selection.json"))).doesNotContain("left out");
    }

    @Test
    void aScoreIsAsGoodAsTheClassDistributionThatItStandsFor() throws IOException {
        String bare = "{\"image_id\": 2, \"category_id\": 2, \"bbox\": [1, 1, 9, 9], \"score\": 0.1";
        String told = bare + ", \"probabilities\": [0.9, 0, 0.1]";
        for (String name : List.of("bare-score", "told-score")) {
            String entry = name.startsWith("told") ? told : bare;
            Path file = Files.writeString(folder.resolve(name + ".json"), "[" + entry + "}]");
            score(file, name, "--strategy", "entropy");
        }
        assertThat(folder.resolve("bare-score/scores.csv"))
                .hasSameTextualContentAs(folder.resolve("told-score/scores.csv"));
    }

    @Test
    void standardInputIsAsGoodAsAFile() throws IOException {
        Path file = write("piped.json", false, "");
        score(file, "file");
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(Files.readAllBytes(file)));
        try {
            score(Path.of("-"), "piped");
        } finally {
            System.setIn(before);
        }
        for (String name : List.of("selection.json", "scores.csv", "score.json")) {
            assertThat(folder.resolve("piped").resolve(name))
                    .hasSameTextualContentAs(folder.resolve("file").resolve(name));
        }
    }

    /** Of ten images most show the scene of the one before; there are three scenes, and three images are chosen. */
    @Test
    void nearDuplicatesArePassedOverUnlessAskedFor() throws IOException {
        String frames = folder.resolve("frames").toString();
        succeed("make-dataset", frames, "--images", "10", "--test-images", "1", "--near-duplicates", "0.7");
        Path file = folder.resolve("none.json");
        Files.writeString(file, "[]"); // all images are equal, so that the first ones are taken
        String[] entropy = {"--strategy", "entropy"};
        succeed(arguments(file, "distinct", "voc:" + frames + ":trainval", entropy));
        assertThat(Files.readString(folder.resolve("distinct/selection.json")))
                .contains("near-duplicate of trainval_0000", "which is taken (similarity ");
        assertThat(folder.resolve("distinct/images.signatures")).isNotEmptyFile();
        requireUnlike(frames, "distinct");
        succeed(arguments(file, "covered", "voc:" + frames + ":trainval"));
        requireUnlike(frames, "covered");
        succeed(arguments(
                file,
                "alike",
                "voc:" + frames + ":trainval",
                "--strategy",
                "entropy",
                "selection.nearDuplicates.avoid=never"));
        assertThat(Files.readAllLines(folder.resolve("alike/selection.txt")))
                .containsExactly("trainval_00001", "trainval_00002", "trainval_00003");
        assertThat(run(arguments(file, "alike", "voc:" + frames + ":trainval", entropy)))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("nearDuplicates");
    }

    private static void requireUnlike(String frames, String selected) throws IOException {
        List<String> chosen = Files.readAllLines(folder.resolve(selected).resolve("selection.txt"));
        assertThat(chosen).hasSize(3).doesNotHaveDuplicates();
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(signature(frames, chosen.get(i)).similarity(signature(frames, chosen.get(j))))
                        .as("%s: %s and %s", selected, chosen.get(i), chosen.get(j))
                        .isLessThan(NearDuplicates.defaults().similarity());
            }
        }
    }

    private static ImageSignature signature(String frames, String image) {
        return ImageSignature.of(ImageIoReader.defaults().read(Path.of(frames, "JPEGImages", image + ".jpg")));
    }

    @Test
    void aPlainFolderGoesByFileNames() throws IOException {
        Path file = folder.resolve("names.json");
        Files.writeString(
                file,
                "[{\"image_id\": \"trainval_00002.jpg\", \"category_id\": 7, \"bbox\": [1, 1, 9, 9], \"score\": 0.5}]");
        succeed(arguments(file, "plain", Path.of(data(), "JPEGImages").toString(), "--strategy", "entropy"));
        assertThat(Files.readAllLines(folder.resolve("plain/selection.txt")).get(0))
                .isEqualTo("trainval_00002.jpg");
        String images = Path.of(data(), "JPEGImages").toString();
        assertThat(run(arguments(write("numbers.json", true, ""), "numbers", images)))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("entry [0]: image_id 1 is none of the 14 images, which have names and no numbers");
    }

    @Test
    void otherPredictionsInTheSameFolderAreRefused() throws IOException {
        score(write("one.json", true, ""), "same");
        score(write("one.json", true, ""), "same");
        assertThat(run(arguments(write("two.json", false, ""), "same", pool()))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("detector.predictions:");
    }

    @Test
    void whatNoFileHasIsRefused() throws IOException {
        int code = run(arguments(write("f.json", true, ""), "features", pool(), "method=class_matching"));
        assertThat(code).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("f.json: the strategy needs features of detections");
    }

    @Test
    void weightsOrPredictionsMustBeNamedAndNotBoth() throws IOException {
        assertThat(run("score", "--data", pool(), "--budget", "3")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(run(arguments(write("b.json", true, ""), "both", pool(), "--weights", "w.pth")))
                .isEqualTo(ExitCode.USER_INPUT);
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
                "--batch=2"
            })
    void whatIsForADetectorIsRefusedBesideAFile(String option) throws IOException {
        assertThat(run(arguments(write("d.json", true, ""), "refused", pool(), option)))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("huale: " + option.replaceAll("=.*", "") + " would do nothing without --weights");
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    @Test
    void whatIsForAFileIsRefusedBesideADetector() {
        String[] words = {"score", "--data", pool(), "--weights", "w.pth", "--category-ids", "own", "--budget", "3"};
        assertThat(run(words)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("huale: --category-ids would do nothing without --predictions");
    }

    private void score(Path file, String to, String... more) {
        succeed(arguments(file, to, pool(), more));
    }

    private static String[] arguments(Path file, String to, String data, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "score",
                "--predictions",
                file.toString(),
                "--data",
                data,
                "--budget",
                "3",
                "--out",
                folder.resolve(to).toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    /** Two boxes for each image, or for each view of each, with more fields. */
    private static Path write(String name, boolean originalsOnly, String more) throws IOException {
        Random random = new Random(1);
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String view = originalsOnly || i % 2 == 0 ? "original" : "flipped";
            entries.add(String.format(
                    Locale.ROOT,
                    "{\"image_id\": %d, \"category_id\": %d, \"bbox\": [%d, 5, 30, 30], \"score\": %.3f, \"view\": \"%s\"%s}",
                    1 + i / 4,
                    1 + random.nextInt(2),
                    10 * (i % 4 / 2),
                    0.5 + random.nextDouble() / 2,
                    view,
                    more));
        }
        return Files.write(folder.resolve(name), ("[" + String.join(",\n", entries) + "]").getBytes(UTF_8));
    }

    private static String pool() {
        return "voc:" + data() + ":trainval";
    }

    private static String data() {
        return folder.resolve("data").toString();
    }
}
