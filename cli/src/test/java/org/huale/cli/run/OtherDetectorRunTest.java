package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs with a detector that is no network, trained and opened through its provider alone. */
class OtherDetectorRunTest extends ProgramTest {
    private static final String KEYS = "training: {batchSize: 2, steps: 4}\n" + Program.SCRIPTED_RUN;

    @TempDir
    private static Path folder;

    private static Path config;

    @BeforeAll
    static void draw() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 12);
        config = Files.writeString(folder.resolve("run.yaml"), KEYS + Program.data(folder.resolve("set")));
    }

    @Test
    void aRunIsMadeResumedAndReported() throws IOException {
        Path run = folder.resolve("resumed");
        run(run);
        assertThat(chosen(run.resolve("cycle-0/selection.json"))).hasSize(2);
        assertThat(run.resolve("cycle-1/cycle.json")).exists();
        assertThat(Files.readString(run.resolve("config.json"))).contains("\"scripted\"", "\"steps\"");

        succeed("resume", run.toString(), "--cycles", "3");
        assertThat(run.resolve("cycle-2/cycle.json")).exists();
        succeed("report", run.toString(), "--out", folder.resolve("report.html").toString());
        assertThat(folder.resolve("report.html")).exists();
    }

    @Test
    void aScoringChoosesAsTheRunDid() throws IOException {
        Path run = folder.resolve("scored");
        run(run);
        Path labeled = Files.write(
                folder.resolve("labeled.txt"),
                strings(json(run.resolve("initial.json")).get("images")));
        List<String> score = new ArrayList<>(List.of("score", "--data", "voc:" + folder.resolve("set") + ":trainval"));
        score.addAll(List.of("--weights", weights(run).toString(), "--strategy", "entropy", "--budget", "2"));
        score.addAll(List.of("--labeled", labeled.toString(), "--threads", "1"));
        score.addAll(List.of("--out", folder.resolve("score").toString()));
        succeed(score.toArray(String[]::new));

        List<String> images = Files.readAllLines(folder.resolve("score/selection.txt"));
        assertThat(images).isEqualTo(chosen(run.resolve("cycle-0/selection.json")));
    }

    @Test
    void aBenchmarkComparesItsRuns() throws IOException {
        Path file = Files.writeString(
                folder.resolve("benchmark.yaml"),
                "base: {detector: scripted, training: {steps: 1}, initial: {images: 3}, budget: 2, cycles: 2, threads: 1}\n"
                        + "datasets: {set: {"
                        + Program.data(folder.resolve("set")).strip() + "}}\n"
                        + "strategies: [random, entropy]\nseeds: [1]\n");
        Path results = folder.resolve("benchmark");
        succeed("benchmark", file.toString(), "--out", results.toString());
        assertThat(results.resolve("set/entropy-standard-1/cycle-1/cycle.json")).exists();
        assertThat(results.resolve("comparison.md")).content().contains("entropy", "random");
    }

    @Test
    void aPlanSaysWhatIsKnownOfIt() {
        succeed("run", config.toString(), "--dry-run");
        assertThat(out.toString()).contains("Strategy: entropy").doesNotContain("Anchors", "Minutes");
    }

    @Test
    void keysOfOtherDetectorsAreRefused() {
        assertThat(run("run", config.toString(), "--dry-run", "detector.transform.minSize=64", "training.epochs=2"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("detector.transform", "training.epochs");
    }

    private void run(Path out) {
        succeed("run", config.toString(), "--out", out.toString());
    }

    private static Path weights(Path run) throws IOException {
        return run.resolve("cycle-0")
                .resolve(
                        json(run.resolve("cycle-0/trained.json")).get("weights").asString());
    }

    private static List<String> chosen(Path selection) throws IOException {
        return StreamSupport.stream(json(selection).get("chosen").spliterator(), false)
                .map(it -> it.at("/score/image").asString())
                .toList();
    }

    private static List<String> strings(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(Files.readString(file));
    }
}
