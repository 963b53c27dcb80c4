package org.huale.cli.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
import org.huale.detect.Detections;
import org.huale.detect.ScriptedDetector;
import org.huale.image.format.ImageIoReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands on a detector that is no network, found on the class path. */
class OtherDetectorTest extends ProgramTest {
    @TempDir
    private static Path folder;

    private static Dataset test;
    private static Path weights;

    @BeforeAll
    static void draw() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 2);
        test = DatasetLocator.parse(testSet()).read().dataset();
        weights = Files.write(folder.resolve("names.scripted"), test.classes().names());
    }

    @Test
    void detectPrintsWhatItFinds() throws IOException {
        Path picture = test.images().get(0).file();
        succeed("detect", "--weights", weights.toString(), "--json", picture.toString());

        Detections expected = expected(picture);
        JsonNode found = new JsonMapper().readTree(out.toString()).get(0).get("detections");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("classIndex").asInt()).isEqualTo(expected.classes()[0]);
        assertThat(found.get(0).get("box").get(2).asDouble()).isEqualTo(expected.boxes()[2]);
    }

    @Test
    void evaluateJudgesItInEveryBatchSize() throws IOException {
        String usual = found();
        assertThat(found("--batch", "1")).isEqualTo(usual);
        assertThat(new JsonMapper().readTree(usual)).hasSize(test.size());
        assertThat(out.toString()).contains("AP-all-point");
    }

    @Test
    void aDetectorWithoutProposalsHasNoRowOfTrueRegions() {
        succeed("evaluate", "--data", testSet(), "--weights", weights.toString(), "--corrections");
        assertThat(out.toString()).contains("as found", "true boxes").doesNotContain("true regions");
    }

    private String found(String... more) throws IOException {
        Path saved = folder.resolve("found.json");
        List<String> evaluate = new ArrayList<>(List.of("evaluate", "--data", testSet()));
        evaluate.addAll(List.of("--weights", weights.toString(), "--save-detections", saved.toString()));
        evaluate.addAll(List.of(more));
        succeed(evaluate.toArray(String[]::new));
        return Files.readString(saved);
    }

    @Test
    void theModelMayBeNamed() throws IOException {
        Path other = Files.copy(weights, folder.resolve("names.text"));
        String picture = test.images().get(0).file().toString();

        assertThat(run("detect", "--weights", other.toString(), picture)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("names.text", "--model", "scripted", "resnet50-fpn");
        succeed("detect", "--weights", other.toString(), "--model", "scripted", picture);
    }

    private static Detections expected(Path picture) {
        ScriptedDetector detector = new ScriptedDetector(test.classes());
        return detector.detect(List.of(ImageIoReader.defaults().read(picture))).get(0);
    }

    private static String testSet() {
        return "voc:" + folder.resolve("set") + ":test";
    }
}
