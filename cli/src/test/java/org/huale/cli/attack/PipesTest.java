package org.huale.cli.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A pipe in the place of a file that somebody names would wait for a writer for ever: each command refuses it, and says what it is. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no pipes among its files")
class PipesTest extends ProgramTest {
    private static final String REFUSAL = "it is a pipe, a socket or a device, not a file";
    private static final Duration MOST = Duration.ofMinutes(2); // endless is what is meant, not slow

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 8);
        Files.writeString(folder.resolve("run.yaml"), Program.SCRIPTED_RUN + Program.data(folder.resolve("set")));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String set() {
        return "voc:" + folder.resolve("set") + ":trainval";
    }

    private String pipe(String name) throws IOException, InterruptedException {
        Path place = folder.resolve(name);
        FileTree.delete(place);
        assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor())
                .isZero();
        return place.toString();
    }

    private void refused(String... words) {
        err.getBuffer().setLength(0);
        int status = Assertions.assertTimeoutPreemptively(MOST, () -> run(words), () -> String.join(" ", words));
        assertThat(status).as(() -> String.join(" ", words) + "\n" + err).isEqualTo(ExitCode.USER_INPUT);
        assertThat(out.toString() + err).as(() -> String.join(" ", words)).contains(REFUSAL);
    }

    @Test
    void dataSets() throws IOException, InterruptedException {
        refused("validate", "coco:" + pipe("all.json"));
        refused("validate", "yolo:" + pipe("data.yaml"));
        refused("validate", "cvat:" + pipe("all.xml"));
        refused("validate", "csv:" + pipe("all.csv"));
        refused("validate", "labelstudio:" + pipe("tasks.json"));
        refused("validate", "via:" + pipe("via.json"));
        refused("convert", "yolo:" + pipe("data.yaml") + ":train", "voc:" + path("converted"));
        pipe("set/labels.txt");
        refused("validate", set());
    }

    @Test
    void imagesWhoseSizeTheFileStates() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("images"));
        pipe("images/a.png");
        Files.writeString(
                folder.resolve("all.json"),
                "{\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 64, \"height\": 64}],"
                        + " \"annotations\": [], \"categories\": [{\"id\": 1, \"name\": \"a\"}]}");
        String data = "coco:" + path("all.json") + ":" + path("images");
        refused("convert", data, "voc:" + path("converted"));
    }

    @Test
    void configurations() throws IOException, InterruptedException {
        refused("run", pipe("pipe.yaml"), "--out", path("run"));
        refused("benchmark", pipe("pipe.yaml"), "--out", path("benchmark"));
    }

    @Test
    void weightsAndPredictions() throws IOException, InterruptedException {
        for (String name : new String[] {"w.pth", "w.safetensors", "w.onnx"}) {
            String weights = pipe(name);
            refused("score", "--data", set(), "--weights", weights, "--budget", "2", "--out", path("score"));
            refused("evaluate", "--data", set(), "--weights", weights);
            refused("describe", weights);
        }
        String found = pipe("found.json");
        refused("score", "--data", set(), "--predictions", found, "--budget", "2", "--out", path("score"));
        refused("evaluate", "--data", set(), "--detections", found);
    }

    @Test
    void filesOfARun() throws IOException, InterruptedException {
        String run = path("run");
        assertThat(run("run", path("run.yaml"), "oracle=inbox", "cycles=1", "--out", run))
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
        pipe("labels.zip");
        refused("import", run, path("labels.zip"));
        refused("report", run, "--out", path("report.html"), "--annotation-seconds", pipe("seconds.csv"));
        pipe("run/inbox.sqlite");
        refused("resume", run);
        refused("label", run, "--no-browser", "--port", "0");
        for (String name : new String[] {"checksums.json", "config.json", ".lock"}) {
            Path whole = folder.resolve("run/" + name);
            byte[] bytes = Files.readAllBytes(whole);
            pipe("run/" + name);
            refused("resume", run);
            Files.delete(whole);
            Files.write(whole, bytes);
        }
    }
}
