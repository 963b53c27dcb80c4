package org.huale.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.dataset.AnnotationAccount;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetReading;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.Findings;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.metric.result.CocoResultReader;
import org.huale.metric.result.CocoResultWriter;
import org.huale.metric.result.NumberedTruth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Truth of data sets whose images have no numbers of their own. */
class NumberedTruthTest {
    private static final ImageId FIRST = new ImageId("000002");
    private static final ImageId SECOND = new ImageId("000001");
    private static final Dataset IMAGES = new Dataset(
            "d", ClassNames.of("cat"), List.of(image(FIRST, Annotation.of(new Box(0, 0, 5, 5), 0)), image(SECOND)));

    @TempDir
    private Path folder;

    private static ImageRecord image(ImageId id, Annotation... annotations) {
        return new ImageRecord(id, Path.of(id + ".jpg"), new ImageSize(9, 9), List.of(annotations));
    }

    private static NumberedTruth truth(AnnotationAccount.Tally tally) {
        return NumberedTruth.of(
                DatasetReading.of(tally.account(IMAGES), CocoNumbering.ofPositions(IMAGES), new Findings()));
    }

    private CocoResultReader.Reading read(String content, NumberedTruth truth) throws IOException {
        return CocoResultReader.read(Files.writeString(folder.resolve("found.json"), content), truth);
    }

    @Test
    void whatIsFoundWhereNobodyKnowsTheTruthDoesNotCount() throws IOException {
        AnnotationAccount.Tally tally = new AnnotationAccount.Tally();
        tally.lost(SECOND, 2);
        NumberedTruth truth = truth(tally);
        assertThat(truth.table().images()).containsExactly(FIRST);
        CocoResultReader.Reading reading = read("""
                [{"image_id": "000001", "category_id": 1, "bbox": [0, 0, 1, 1], "score": 0.5},
                 {"image_id": "000002", "category_id": 1, "bbox": [0, 0, 2, 2], "score": 0.25},
                 {"image_id": "000001", "category_id": 1, "bbox": [0, 0, 1, 1], "score": 0.5}]
                """, truth);
        assertThat(reading.detections().size()).isEqualTo(1);
        assertThat(reading.detections().confidence(0)).isEqualTo(0.25);
        assertThat(reading.detections().boxes().area(0)).isEqualTo(4);
        assertThat(reading.problems())
                .singleElement()
                .asString()
                .endsWith("2 detections in images without usable annotations were left out");
    }

    @Test
    void aFileThatCannotBeWrittenToItsEndStaysAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("kept.json"), "[]");
        Detections found = new Detections(new float[] {0, 0, 1, 1}, new int[] {0}, new float[] {0.5f}, null);
        Map<ImageId, Detections> strange = new TreeMap<>(Map.of(SECOND, found, new ImageId("zz"), found));
        assertThatThrownBy(() -> CocoResultWriter.write(file, strange, CocoNumbering.ofPositions(IMAGES)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).hasContent("[]");
        assertThat(folder.toFile().list()).containsExactly("kept.json");
    }

    @Test
    void ownFilesAreReadAsTheyWereWrittenWhateverTheNamesAre() throws IOException {
        CocoNumbering numbering = CocoNumbering.ofPositions(IMAGES);
        Detections found = new Detections(new float[] {0, 0, 1, 1}, new int[] {0}, new float[] {0.5f}, null);
        Path file = folder.resolve("found.json");
        CocoResultWriter.write(file, Map.of(SECOND, found), numbering);
        NumberedTruth truth = truth(new AnnotationAccount.Tally());
        CocoResultReader.Reading reading = CocoResultReader.read(file, truth);
        assertThat(truth.table().images().get(reading.detections().image().get(0)))
                .isEqualTo(SECOND);
        assertThat(reading.words()).isEqualTo("1 entry names 1 image by file_name");
    }
}
