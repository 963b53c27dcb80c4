package org.huale.loop.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Samples;
import org.huale.geometry.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Label Studio gets the guesses with their scores, most wanted images first. */
class PredictedTasksTest {
    private static final ImageId WANTED = new ImageId("day/a.png");
    private static final ImageId OTHER = new ImageId("c.png");

    @TempDir
    private Path run;

    private static final FilesOracle.Guesses GUESSES = new FilesOracle.Guesses() {
        @Override
        public Map<ImageId, List<Annotation>> of(Set<ImageId> images) {
            return Map.of(OTHER, List.of(Annotation.of(new Box(16, 12, 32, 36), 1)));
        }

        @Override
        public Map<ImageId, List<Double>> scoresOf(Set<ImageId> images) {
            return Map.of(OTHER, List.of(0.625));
        }
    };

    private Path handOut(String format, FilesOracle.Guesses guesses) throws IOException {
        Path file = Samples.image(run.resolve("in/x.png"), Samples.SIZE, 0x00FF00);
        List<ImageRecord> images = List.of(
                new ImageRecord(WANTED, file, Samples.SIZE, List.of()),
                new ImageRecord(OTHER, file, Samples.SIZE, List.of()));
        new FilesOracle(
                        ClassNames.of("cat", "dog"),
                        cycle -> run.resolve("cycle-0"),
                        new FilesOracle.Options(DatasetFormat.named(format), ""),
                        guesses)
                .annotate(new Oracle.Request(0, images));
        return run.resolve("cycle-0/to-label/label-studio.json");
    }

    @ParameterizedTest
    @CsvSource({"coco, images", "voc, JPEGImages", "yolo, images"})
    void tasksNameTheImagesFromTheRunsFolderOn(String format, String folder) throws IOException {
        JsonNode tasks = JsonMapper.shared().readTree(Files.readString(handOut(format, GUESSES)));
        assertThat(tasks).hasSize(2);
        JsonNode second = tasks.get(1);
        String image = second.at("/data/image").asString();
        assertThat(image).isEqualTo("/data/local-files/?d=cycle-0/to-label/" + folder + "/c.png");
        assertThat(run.resolve(image.substring(image.indexOf("=") + 1))).exists();
        assertThat(tasks.get(0).at("/data/image").asString()).endsWith("/a.png");
        assertThat(tasks.get(0).at("/data/huale_id").asString()).isEqualTo("day/a.png");
        assertThat(tasks.get(0).at("/predictions/0/score").asDouble()).isZero();
        assertThat(second.at("/predictions/0/score").asDouble()).isEqualTo(0.5);
        JsonNode region = second.at("/predictions/0/result/0");
        assertThat(region.at("/score").asDouble()).isEqualTo(0.625);
        assertThat(region.at("/value/rectanglelabels/0").asString()).isEqualTo("dog");
        assertThat(region.at("/value/x").asDouble()).isEqualTo(25, within(1e-12));
        assertThat(region.at("/value/y").asDouble()).isEqualTo(25, within(1e-12));
        assertThat(region.at("/value/width").asDouble()).isEqualTo(25, within(1e-12));
        assertThat(region.at("/value/height").asDouble()).isEqualTo(50, within(1e-12));
    }

    @Test
    void withoutGuessesThereAreNoTasks() throws IOException {
        assertThat(handOut("coco", FilesOracle.Guesses.NONE)).doesNotExist();
    }
}
