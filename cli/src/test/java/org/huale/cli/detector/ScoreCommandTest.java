package org.huale.cli.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.huale.cli.ExitCode;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector of one epoch over a few drawn images. */
class ScoreCommandTest extends ProgramTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void begin() {
        ScoreCommandTest once = new ScoreCommandTest();
        once.succeed("make-dataset", data(), "--images", "10", "--test-images", "4", "--classes", "2");
        once.train(data(), folder.resolve("training"));
    }

    @Test
    void stoppedInTheMiddleItEndsWithTheSameFiles() throws IOException {
        Path whole = folder.resolve("whole");
        succeed(score(whole, "3", "--strategy", "hua"));
        assertThat(out.toString()).contains("chose 3 of 10 images");
        Path parts = folder.resolve("parts");
        succeed(score(parts, "3", "--strategy", "hua"));
        cutInHalf(parts.resolve("predictions/original.predictions"));
        Files.delete(parts.resolve("predictions/flipped.predictions"));
        Files.delete(parts.resolve("scores.csv"));
        succeed(score(parts, "3", "--strategy", "hua"));
        for (String name : List.of(
                "scores.csv", "selection.json", "selection.txt", "score.json", "predictions/original.predictions")) {
            assertThat(parts.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
        }
        assertThat(Files.readAllLines(whole.resolve("scores.csv")))
                .hasSize(11)
                .first()
                .asString()
                .startsWith("image,rank,retrieval,");
        assertThat(Files.readAllLines(whole.resolve("selection.txt"))).hasSize(3);
    }

    @Test
    void otherArgumentsOnTheSameFolderAreRefused() {
        Path twice = folder.resolve("twice");
        succeed(score(twice, "2", "--strategy", "random"));
        assertThat(run(score(twice, "3", "--strategy", "random"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("budget: 2, now 3");
    }

    /** The list of labeled images stays the same. */
    @Test
    void otherAnnotationsOnTheSameFolderAreRefused() throws IOException {
        Path data = folder.resolve("corrected");
        copy(Path.of(data()), data);
        Path list = Files.writeString(folder.resolve("labeled.txt"), "trainval_00001\ntrainval_00002\n");
        Path to = folder.resolve("before");
        String[] command = scoreOf(data, to, "2", "--strategy", "random", "--labeled", list.toString());
        succeed(command);
        addObject(data, "trainval_00003");
        succeed(command);
        addObject(data, "trainval_00002");
        assertThat(run(command)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("belongs to a scoring with other arguments:")
                .contains("  annotations: ");

        Path arguments = to.resolve("score.json");
        String earlier = Files.readString(arguments).replaceFirst("\\s*\"annotations\"[^,]*,", "");
        assertThat(earlier).doesNotContain("annotations");
        Files.writeString(arguments, earlier);
        succeed(command);
    }

    @Test
    void aDetectorOfOtherClassesIsRefusedWithAWayOut() {
        int code = run(
                "score",
                "--weights",
                weights(),
                "--data",
                "voc:" + data() + "?classes=disc:thing,square:other",
                "--strategy",
                "entropy",
                "--budget",
                "2",
                "--out",
                folder.resolve("others").toString());
        assertThat(code).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("no class is in both; with the folder of the images as --data all that is found counts");
    }

    @Test
    void aPlainFolderIsAPoolAndExcludedImagesAreNotChosen() throws IOException {
        Path list = folder.resolve("exclude.txt");
        Files.writeString(list, "trainval_99999\n");
        Path images = Path.of(data(), "JPEGImages");
        int code = run(
                "score",
                "--weights",
                weights(),
                "--data",
                images.toString(),
                "--strategy",
                "random",
                "--budget",
                "99",
                "--exclude",
                list.toString(),
                "--out",
                folder.resolve("plain").toString());
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("line 1: no image trainval_99999");
        String first = "test_00001.jpg";
        Files.writeString(list, "JPEGImages/test_00001\n");
        succeed(
                "score",
                "--weights",
                weights(),
                "--data",
                images.toString(),
                "--strategy",
                "random",
                "--budget",
                "99",
                "--exclude",
                list.toString(),
                "--out",
                folder.resolve("plain").toString());
        assertThat(Files.readAllLines(folder.resolve("plain/selection.txt")))
                .hasSize(13)
                .doesNotContain(first);
    }

    /** Whatever images are called, such as comments are. */
    @Test
    void whatAScoringChoseCanBeExcludedFromTheNext() throws IOException {
        Path images = Files.createDirectories(folder.resolve("odd"));
        Path drawn = Path.of(data(), "JPEGImages");
        Files.copy(drawn.resolve("test_00001.jpg"), images.resolve("#1.jpg"));
        Files.copy(drawn.resolve("test_00002.jpg"), images.resolve(" 2.jpg"));
        Path first = folder.resolve("odd-first");
        succeed(plain(images, first));
        Path chosen = first.resolve("selection.txt");
        assertThat(Files.readAllLines(chosen)).containsExactlyInAnyOrder("#1.jpg", " 2.jpg");
        Files.copy(drawn.resolve("test_00003.jpg"), images.resolve("3.jpg"));
        Path next = folder.resolve("odd-next");
        succeed(plain(images, next, "--exclude", chosen.toString()));
        assertThat(Files.readAllLines(next.resolve("selection.txt"))).containsExactly("3.jpg");
    }

    private static String[] plain(Path images, Path to, String... more) {
        List<String> words = new ArrayList<>(List.of("score", "--weights", weights(), "--data", images.toString()));
        words.addAll(List.of("--strategy", "random", "--budget", "99", "--out", to.toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    @Test
    void anUnknownOptionOfTheStrategyIsNamed() {
        assertThat(run(score(folder.resolve("unknown"), "2", "candidates.factorr=4")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("candidates.factorr");
    }

    @Test
    void optionsMayBeWrittenAsThoseOfARun() {
        assertThat(run(score(folder.resolve("either"), "2", "strategy.candidates.factorr=4")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("strategy.candidates.factorr: unknown key");
        succeed(score(folder.resolve("as-in-runs"), "2", "strategy.candidates.factor=4"));
    }

    @Test
    void tenThousandImagesAreScoredWithoutADetector() throws IOException {
        Path many = folder.resolve("many");
        succeed("bench", "score", "--images", "10000", "--strategy", "hua", "--budget", "10", "--out", many.toString());
        assertThat(Files.readAllLines(many.resolve("scores.csv"))).hasSize(10001);
        assertThat(out.toString()).contains("original=10000").contains("flipped=30");
    }

    private static void cutInHalf(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() * 2 / 3);
        }
    }

    private static String[] score(Path to, String budget, String... more) {
        return scoreOf(Path.of(data()), to, budget, more);
    }

    private static String[] scoreOf(Path data, Path to, String budget, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "score",
                "--weights",
                weights(),
                "--data",
                "voc:" + data + ":trainval",
                "--budget",
                budget,
                "--threads",
                "1",
                "--batch",
                "2",
                "--out",
                to.toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static String data() {
        return folder.resolve("data").toString();
    }

    private static String weights() {
        return folder.resolve("training/weights/last.safetensors").toString();
    }
}
