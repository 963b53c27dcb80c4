package org.huale.cli.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.cli.run.ShareConverter;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Save;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people do with a run that waits for them, as they call it. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class AnnotateCommandsTest extends ProgramTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void drawImages() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 8);
        Files.writeString(
                folder.resolve("run.yaml"),
                Program.data(folder.resolve("set"))
                        + Program.TINY_RUN
                        + "cycles: 1\ntraining: {iterations: 1, batchSize: 1}\noracle: inbox\n");
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private void begin(String name) {
        assertThat(run("run", path("run.yaml"), "--out", path(name)))
                .as(() -> err.toString())
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(out.toString()).contains("0 of 4 images are finished", "huale label", "huale import");
    }

    private static Inbox inbox(String name) {
        return Inbox.open(folder.resolve(name).resolve(Inbox.FILE), Clock.systemUTC());
    }

    private static void annotate(String name, int images) {
        try (Inbox inbox = inbox(name)) {
            for (int i = 0; i < images; i++) {
                InboxImage image =
                        inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
                inbox.work().save(new Save(image.id(), 0, "ann", ImageState.DONE, "", 4, List.of(), Map.of()));
            }
        }
    }

    @Test
    void workIsTakenOutAndBroughtIn() throws IOException {
        begin("out");
        annotate("out", 1);
        succeed("export", path("out"), "coco:" + path("taken/all.json"), "--guesses");
        assertThat(out.toString()).contains("wrote 1 labeled images and 3 with guesses, 0 boxes in all");
        assertThat(folder.resolve("taken/classes.txt")).hasContent("disc\nsquare\n");
        assertThat(Files.readAllLines(folder.resolve("taken/guesses.txt"))).hasSize(3);
        assertThat(run("import", path("out"), path("taken/all.json"), "--json")).isEqualTo(ExitCode.DONE);
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        assertThat(told.get("taken").asInt()).isEqualTo(4);
        assertThat(told.get("finished").asInt()).isEqualTo(4);
        succeed("resume", path("out"));
        assertThat(folder.resolve("out/cycle-0/cycle.json")).exists();
        assertThat(run("import", path("out"), path("taken/all.json"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("waits for no annotations at the moment");
    }

    @Test
    void theListOfGuessesGoesWithThem() throws IOException {
        begin("guessed");
        annotate("guessed", 1);
        String target = "yolo:" + path("exported");
        succeed("export", path("guessed"), target, "--guesses");
        assertThat(folder.resolve("exported/guesses.txt")).exists();
        succeed("export", path("guessed"), target, "--overwrite");
        assertThat(folder.resolve("exported/guesses.txt")).doesNotExist();
        assertThat(out.toString())
                .contains("1 file of the data set that was here before, such as guesses.txt, deleted");
        Files.writeString(folder.resolve("exported/guesses.txt"), "mine");
        succeed("export", path("guessed"), target, "--overwrite");
        assertThat(folder.resolve("exported/guesses.txt")).hasContent("mine");
    }

    /** So that the same command works once the list is gone. */
    @Test
    void aListOfSomebodyElseIsFoundBeforeAnythingIsWritten() throws IOException {
        begin("careful");
        annotate("careful", 1);
        Path list = Files.writeString(
                Files.createDirectories(folder.resolve("owned")).resolve("classes.txt"), "mine\n");
        String coco = "coco:" + path("owned/labels.json") + ":" + path("owned/labels-images");
        for (String target : List.of(coco, "yolo:" + path("owned"))) {
            assertThat(run("export", path("careful"), target)).isEqualTo(ExitCode.USER_INPUT);
            assertThat(err.toString()).contains(list + ": is there, holds something else");
            assertThat(folder.resolve("owned")).isDirectoryNotContaining(it -> !it.equals(list));
        }
        succeed("export", path("careful"), "voc:" + path("owned/voc"));
        assertThat(folder.resolve("owned/voc/classes.txt")).hasContent("disc\nsquare\n");
        Files.delete(list);
        succeed("export", path("careful"), coco);
        assertThat(list).hasContent("disc\nsquare\n");
    }

    @Test
    void imagesThatAFileListsWithoutObjectsAreAskedAbout() throws IOException {
        begin("unclear");
        String image;
        try (Inbox inbox = inbox("unclear")) {
            image = inbox.images().list("initial").get(0).name().value();
        }
        Path file = Files.writeString(
                Files.createDirectories(folder.resolve("drawn")).resolve("all.json"),
                "[{\"image\":\"" + image + ".jpg\",\"annotations\":[]}]");
        assertThat(run("import", path("unclear"), file.toString())).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(out.toString())
                .contains("initial: 0 images in the files, 0 of 4 finished now")
                .contains("without objects, or not looked at yet: " + image + " (")
                .contains(
                        "A file lists 1 image without objects",
                        "the word all into " + path("drawn/without-objects.txt"));
        assertThat(run("import", path("unclear"), file.toString(), "--json")).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        assertThat(told.get("unclear").get(image).asString()).contains("all.json");
        Files.writeString(folder.resolve("drawn/without-objects.txt"), "all\n");
        assertThat(run("import", path("unclear"), file.toString())).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(out.toString()).contains("1 images in the files, 1 of 4").doesNotContain("not looked at yet");
    }

    @Test
    void imagesKeptForEvaluationAreExportedAlone() {
        String[] begin = {
            "run", path("run.yaml"), "--out", path("shared"), "data.test=", "data.testShare=0.5", "initial.images=2"
        };
        assertThat(run(begin)).as(() -> err.toString()).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        String target = "yolo:" + path("measured");
        assertThat(run("export", path("shared"), target, "--test")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("no image that is kept for evaluation is labeled");
        annotate("shared", 2);
        succeed("export", path("shared"), "yolo:" + path("learned"));
        assertThat(out.toString())
                .contains("wrote 1 labeled images, 0 boxes in all")
                .contains("left out: 1 labeled images kept for evaluation", "--test writes them");
        succeed("export", path("shared"), target, "--test");
        assertThat(out.toString())
                .contains("wrote 1 labeled images kept for evaluation, 0 boxes in all")
                .doesNotContain("left out");
        assertThat(run("export", path("shared"), target, "--test", "--guesses")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--guesses would do nothing beside --test");
    }

    /** As a program does that trains on it, round after round. */
    @Test
    void whatIsExportedAgainTakesThePlaceOfTheRoundBefore() throws IOException {
        begin("rounds");
        annotate("rounds", 1);
        String target = "yolo:" + path("round");
        succeed("export", path("rounds"), target);
        assertThat(run("export", path("rounds"), target)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("has a split train already", "--overwrite");
        succeed("classes", path("rounds"), "add", "ring");
        succeed("export", path("rounds"), target, "--overwrite");
        assertThat(out.toString()).contains("wrote 1 labeled images");
        assertThat(folder.resolve("round/data.yaml")).content().contains("2: \"ring\"");
        assertThat(folder.resolve("round/classes.txt")).hasContent("disc\nsquare\nring\n");
    }

    @Test
    void aRunIsStayedWithUntilItIsDone() throws IOException, InterruptedException {
        begin("watched");
        Process watch = Program.start(folder.resolve("said.txt"), "resume", path("watched"), "--watch", "--at", "75%");
        annotate("watched", 3);
        assertThat(watch.waitFor()).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("said.txt"))
                .content()
                .contains("working", "the run is done")
                .contains("Newest detector: " + folder.resolve("watched/cycle-0/training/weights/last.safetensors"));
        assertThat(folder.resolve("watched/cycle-0/cycle.json")).exists();
        assertThat(folder.resolve("watched/annotation-seconds.csv")).content().contains(",4.000");
        succeed("report", path("watched"), "--out", path("report.html"), "--bootstrap", "0");
        assertThat(folder.resolve("report.html")).content().contains("annotator hours since the initial set");
    }

    @Test
    void aShareIsSaidInPercentOrAsANumber() {
        assertThat(new ShareConverter().convert("90%")).isEqualTo(0.9);
        assertThat(new ShareConverter().convert("0.25")).isEqualTo(0.25);
        assertThat(run("resume", path("run.yaml"), "--at", "0%")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("'0%' is no share").doesNotContain("org.huale");
        assertThat(run("resume", path("run.yaml"), "--at", "many")).isEqualTo(ExitCode.USER_INPUT);
    }

    @Test
    void aFolderWithoutARunCannotBeWatched() {
        assertThat(run("resume", path("set"), "--watch")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("holds no run to resume");
    }
}
