package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Similarities of runs that have ended, beside those that runs measure on their way. */
class SimilarityCommandTest extends ProgramTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeDataAndRuns() throws IOException {
        SimilarityCommandTest once = new SimilarityCommandTest();
        Program.drawTinySet(folder.resolve("set"), 30);
        Files.writeString(folder.resolve("run.yaml"), Program.data(folder.resolve("set")) + """
                initial: {images: 2}
                budget: 8
                cycles: 3
                detector:
                  name: mobilenet-v2-fpn
                  transform: {minSize: 64, maxSize: 64}
                  rpn: {training: {afterNms: 50}, detection: {beforeNms: 50, afterNms: 50}}
                training: {recipe: torchvision, epochs: 1}
                strategy: random
                threads: 1
                """);
        once.succeed("run", path("run.yaml"), "--out", path("runs/without"));
        once.succeed("run", path("run.yaml"), "evaluation.similarity=true", "--out", path("runs/with"));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void itIsWhatTheRunMeasuresItself() throws IOException {
        List<Double> own = new ArrayList<>();
        for (int cycle = 0; cycle < 3; cycle++) {
            own.add(JSON.readTree(folder.resolve("runs/with/cycle-" + cycle + "/cycle.json")
                            .toFile())
                    .at("/evaluations/similarity/figures/objects")
                    .asDouble(-1));
        }
        assertThat(own).isSorted().allSatisfy(it -> assertThat(it).isBetween(0.0, 1.0));
        assertThat(own.get(2)).isGreaterThan(own.get(0));

        succeed("similarity", path("runs"), "--json");
        JsonNode told = JSON.readTree(out.toString());
        assertThat(told).hasSize(2);
        for (JsonNode run : told) {
            List<Double> measured = new ArrayList<>();
            run.get("cycles")
                    .forEach(cycle -> measured.add(cycle.get("similarity").asDouble()));
            assertThat(measured).as(run.get("run").asString()).isEqualTo(own);
            assertThat(run.at("/cycles/2/images").asInt()).isEqualTo(18);
        }
    }

    @Test
    void aTableOfItIsReported() throws IOException {
        Map<String, byte[]> before = contents();
        succeed("similarity", path("runs/without"), "--out", path("similarity.csv"));
        assertThat(out.toString()).contains("without, by ", "cycle  images   boxes  similarity");
        assertThat(contents()).as("the run").containsExactlyEntriesOf(before);

        succeed(
                "report",
                path("similarity.csv"),
                "--figure",
                "similarity:objects",
                "--out",
                path("of-table/page.html"));
        assertThat(Files.readString(folder.resolve("of-table/comparison.md")))
                .contains("similarity:objects by annotated images");

        assertThat(run("similarity", path("runs/without"), "--out", path("similarity.csv")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("similarity.csv: is there already");

        assertThat(run("similarity", path("runs/without"), "--out", path("none/similarity.csv")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("none/similarity.csv: cannot be written: its folder does not exist");
        assertThat(out.toString()).as("before anything is measured").doesNotContain("without, by ");
    }

    /** The run itself does not go on with them either. */
    @Test
    void otherDataThanThoseOfTheRunAreRefused() throws IOException {
        Path file = folder.resolve("set/Annotations/test_00001.xml");
        String before = Files.readString(file);
        addObject(folder.resolve("set"), "test_00001");
        try {
            assertThat(run("similarity", path("runs/without"))).isEqualTo(ExitCode.USER_INPUT);
            assertThat(out.toString()).as("before anything is described").isEmpty();
            assertThat(err.toString())
                    .contains("without: the data are not those that the run began with:")
                    .contains("  test.sha256: ");
        } finally {
            Files.writeString(file, before);
        }
    }

    private static Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (Path file : TwoCycles.files(folder.resolve("runs/without"))) {
            contents.put(file.toString(), Files.readAllBytes(file));
        }
        return contents;
    }

    @Test
    void runsWithNothingToCompareAreRefused() {
        RunSummary none = RunFolder.read(folder.resolve("runs/without")).summary();
        RunFolder.create(folder.resolve("begun"), none).close();
        assertThat(run("similarity", path("begun"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("begun: has no cycle that has ended");

        succeed("run", path("run.yaml"), "data.test=", "data.testShare=0.5", "cycles=1", "--out", path("sharing"));
        assertThat(run("similarity", path("sharing"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("sharing: has no test set to compare with");
    }
}
