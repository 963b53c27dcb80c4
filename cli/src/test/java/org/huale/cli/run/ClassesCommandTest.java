package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run that begins with a folder of images and nothing else, as people do who have not annotated anything. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ClassesCommandTest extends ProgramTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void drawImages() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 20);
        Files.writeString(
                folder.resolve("run.yaml"),
                "data: {pool: '" + folder.resolve("set/JPEGImages") + "', testShare: 0.25}\n"
                        + "oracle: files\ncycles: 2\ntraining: {recipe: torchvision, epochs: 1}\nstrategy: entropy\n"
                        + Program.TINY_RUN.replace("images: 4", "images: 8").replace("budget: 2", "budget: 4"));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Does what annotators do, but for the images named. */
    private void annotate(String exchange, List<String> aside) throws IOException {
        Path place = folder.resolve(exchange);
        List<String> lines = Files.readAllLines(place.resolve("to-label/images.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            copyAnnotation(place, line.split("\t", -1)[0], aside);
        }
    }

    private static void copyAnnotation(Path place, String image, List<String> aside) throws IOException {
        if (!aside.contains(image)) {
            String xml = image.replace(".jpg", ".xml");
            Files.copy(
                    folder.resolve("set/Annotations").resolve(xml),
                    place.resolve("labeled").resolve(xml));
        }
    }

    @Test
    void aRunBegunWithNothingLearnsTheClassesThatPeopleAdd() throws IOException {
        assertThat(run("run", path("run.yaml"), "--out", path("run"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        String first = Files.readAllLines(folder.resolve("run/initial/to-label/images.tsv"))
                .get(1)
                .split("\t", -1)[0];
        annotate("run/initial", List.of(first));
        Files.writeString(folder.resolve("run/initial/labeled/skipped.tsv"), first + "\ttoo dark\n");
        assertThat(run("resume", path("run"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("huale classes RUN add NAME");

        succeed("classes", path("run"), "add", "disc", "square", "--dry-run");
        assertThat(out.toString()).contains("(new)", "Nothing was changed");
        assertThat(folder.resolve("run/classes.json")).doesNotExist();
        succeed("classes", path("run"), "add", "disc", "square");
        assertThat(run("resume", path("run"))).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(out.toString()).contains("Set aside, initial set: " + first + " (too dark)");

        annotate("run/cycle-0", List.of());
        succeed("classes", path("run"), "merge", "disc", "square", "--into", "thing", "--json");
        JsonNode effect = JSON.readTree(out.toString());
        assertThat(effect.get("classes").get(0).get("boxes").asInt()).isPositive();
        assertThat(effect.get("classes").get(0).get("becomes").asString()).isEqualTo("thing");
        assertThat(effect.get("firstCycle").asInt()).isEqualTo(1);

        succeed("resume", path("run"), "--json");
        JsonNode whole = JSON.readTree(out.toString());
        assertThat(whole.get("skipped").get(0).get("reason").asString()).isEqualTo("too dark");
        JsonNode last = whole.get("cycles").get(1);
        assertThat(last.get("boxesPerClass")).hasSize(1);
        assertThat(last.get("boxesPerClass").get(0).asInt())
                .isEqualTo(last.get("boxes").asInt());
        succeed("report", path("run"), "--out", path("report.html"));
        assertThat(folder.resolve("report.html")).content().contains("too dark", "merge disc, square into thing");
    }

    @Test
    void aRunWithoutClassesCanBePlanned() {
        succeed("run", path("run.yaml"), "--dry-run", "--no-timing");
        assertThat(out.toString())
                .contains("Test: 25 % of what is annotated", "not known before anything is annotated");
    }

    @Test
    void mistakesAreTheUsersToMend() {
        assertThat(run("classes", path("set"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("holds no run");
        assertThat(run("run", path("run.yaml"), "data.classNames=[disc]", "--out", path("named")))
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
        succeed("classes", path("named"));
        assertThat(out.toString()).contains("disc");
        assertThat(run("classes", path("named"), "remove", "disc")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(run("classes", path("named"), "rename", "disc")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(run("classes", path("named"), "add", "ring", "--into", "disc"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("known are add, rename, merge", "takes the old name and the new one", "--into is for merge");
    }

    @Test
    void aTestSetAndAShareOfThePoolExcludeEachOther() {
        assertThat(run("run", path("run.yaml"), "data.test=voc:" + path("set") + ":test", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(run("run", path("run.yaml"), "data.testShare=0", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(run("run", path("run.yaml"), "data.testShare=0.7", "stop.plateau=2", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("data.test and data.testShare are both given", "data.test: is missing")
                .contains("data.testShare: test share must be in [0, 0.5], got 0.7")
                .contains("stop.plateau: plateau must be in [0, 1), got 2.0");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
