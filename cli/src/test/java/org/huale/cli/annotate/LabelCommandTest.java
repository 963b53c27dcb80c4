package org.huale.cli.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.cli.ExitCode;
import org.huale.cli.ProgramTest;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.huale.web.session.Beginning;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120) // of a page that is served although it should not
class LabelCommandTest extends ProgramTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void begin() {
        String data = folder.resolve("data").toString();
        new LabelCommandTest().succeed("make-dataset", data, "--images", "6", "--test-images", "1", "--classes", "2");
        Beginning.of(
                folder.resolve("data/JPEGImages"), folder.resolve("begun"), new Beginning.Wishes(1, 1, 1, List.of()));
    }

    /** Else somebody waits for a training of 3,000 iterations who has asked for 200. */
    @ParameterizedTest
    @CsvSource({
        "training.iterations=200, training.iterations=200",
        "--batch=3, --batch",
        "--measure=3, --measure",
        "--first=40, --first",
        "--out=elsewhere, --out"
    })
    void whatSaysHowToBeginIsRefusedWhereSomethingGoesOn(String word, String named) {
        Path begun = folder.resolve("begun");
        assertThat(refused(begun, word)).contains("goes on as it was begun, where " + named + " would change nothing");
        assertThat(Files.exists(begun.resolve("inbox.sqlite"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--link=ann", "--known-as=label.example"})
    void whatIsForOthersIsRefusedWhereNobodyIsLetIn(String word) {
        assertThat(refused(folder.resolve("begun"), word))
                .contains(word.replaceAll("=.*", "") + " would do nothing without --host ADDRESS")
                .doesNotContain("Label at");
    }

    private int hosted(String option, String value) {
        String begun = folder.resolve("begun").toString();
        return run("label", begun, "--no-browser", "--port", "0", "--host", "127.0.0.1", option, value);
    }

    /** Before anything is served. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 81})
    void aLinkForNobodyIsRefused(int length) {
        String name = length == 81 ? "a".repeat(length) : " ".repeat(length);
        assertThat(hosted("--link", name)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("--link must be a name of 1 to 80 characters", "got '" + name + "'")
                .doesNotContain("Serving");
    }

    /** Before anything is served. */
    @Test
    void anAddressThatThePageCannotHaveIsRefused() {
        assertThat(hosted("--known-as", "https://labels.example.org/label")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("--known-as must be a name", "got 'https://labels.example.org/label'")
                .doesNotContain("Serving");
    }

    @Test
    void whoeverServesHasANameInAnyCase() {
        assertThat(LabelCommand.reviewer("ann")).isEqualTo("ann");
        assertThat(LabelCommand.reviewer(" ")).isEqualTo("reviewer");
        assertThat(LabelCommand.reviewer("a".repeat(81))).isEqualTo("reviewer");
    }

    /** What it says where it serves nothing. */
    private String refused(Path place, String... more) {
        err.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of("label", place.toString(), "--no-browser", "--port", "0"));
        words.addAll(List.of(more));
        assertThat(run(words.toArray(String[]::new))).isEqualTo(ExitCode.USER_INPUT);
        return err.toString();
    }

    /** What it says to do then is done: the images are a folder of images, and the run is continued. */
    private void refuses(Path place, String by, String image) throws IOException {
        Path file = place.resolve(image);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(refused(place))
                .contains(place + ": holds images, such as " + file + ", beside " + by + ", which may start programs")
                .contains("To label the images, move them into a folder of their own")
                .contains("to continue the run, take the images out");
        Path moved = Files.createTempDirectory(folder, "moved");
        Files.move(file, moved.resolve("a.JPG"));
        assertThat(refused(moved, "--measure", "0")).contains("--measure must be at least 1, got 0");
        assertThat(refused(place, "--measure", "3"))
                .contains("goes on as it was begun, where --measure would change nothing");
    }

    private static void handOut(Path run) throws IOException {
        Files.createFile(
                Files.createDirectories(run.resolve("initial/to-label")).resolve("b.jpg"));
    }

    /** Else whoever gives images away says which programs start here. What the run itself has handed out is no such image. */
    @Test
    void imagesWithABeginningBesideThemStartNothing() throws IOException {
        Path given = folder.resolve("given");
        copy(folder.resolve("begun"), given);
        handOut(given.resolve("run"));
        for (String image : List.of("a.JPG", "images/a.JPG", "run/a.JPG", "run/images/more/a.JPG")) {
            refuses(given, "label.json", image);
        }
        assertThat(given.resolve("run/inbox.sqlite")).doesNotExist();
    }

    @Test
    void imagesInTheFolderOfARunStartNothing() throws IOException {
        Path run = folder.resolve("theirs");
        RunFolder.create(
                        run,
                        new RunSummary("theirs", "drawn", "random", "standard", 1, List.of("disc"), "{}", Map.of()))
                .close();
        handOut(run);
        for (String image : List.of("a.JPG", "images/a.JPG", "cycles/cycle-0/a.JPG")) {
            refuses(run, "config.json", image);
        }
        assertThat(run.resolve("inbox.sqlite")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMG_0001.HEIC", "photos/2026/IMG_0001.avif"})
    void photosOfAKindThatIsNotReadStartNothingEither(String photo) throws IOException {
        Path given = Files.createTempDirectory(folder, "given").resolve("place");
        copy(folder.resolve("begun"), given);
        Path file = given.resolve(photo);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(refused(given))
                .contains(given + ": holds images, such as " + file + ", beside label.json, which may start");
        assertThat(given.resolve("run/inbox.sqlite")).doesNotExist();
        Files.delete(file);
        Files.createFile(given.resolve("notes.txt"));
        assertThat(refused(given, "--measure", "3"))
                .contains("goes on as it was begun, where --measure would change nothing");
    }

    /** It could not be continued. */
    @ParameterizedTest
    @ValueSource(strings = {"data/JPEGImages", "data"})
    void aRunAmongImagesIsNotBegun(String place) {
        Path out = folder.resolve(place);
        assertThat(refused(folder.resolve("data/JPEGImages"), "--out", out.toString()))
                .contains(out + ": holds images; choose another folder for the run with --out");
        assertThat(out.resolve("label.json")).doesNotExist();
    }

    /** Before anybody has drawn a box. */
    @Test
    void weightsThatAreNotThereAreMissedAtOnce() {
        Path images = folder.resolve("data/JPEGImages");
        Path labels = folder.resolve("labels");
        assertThat(refused(images, "--out", labels.toString(), "weights.backbone=gone.pth"))
                .contains("gone.pth");
        assertThat(labels).doesNotExist();
    }

    /** Not a damaged run; what is refused is what comes after that is looked at. */
    @Test
    void imagesBesideTheConfigurationOfAnotherProgramAreAFolderOfImages() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.writeString(photos.resolve("config.json"), "{\"architectures\": []}");
        assertThat(run("label", photos.toString(), "--no-browser", "--port", "0", "--measure", "0"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--measure must be at least 1, got 0");
    }
}
