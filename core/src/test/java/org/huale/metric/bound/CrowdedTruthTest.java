package org.huale.metric.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.metric.EvaluationInput;
import org.huale.metric.GroundTruthTable;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.resample.ResampledFigure;
import org.huale.metric.resample.TestMatches;
import org.junit.jupiter.api.Test;

/** Images with more objects than detections count, and the bound that lets them count. */
class CrowdedTruthTest {
    private static final ImageId IMAGE = new ImageId("a");

    /** Cells of 10 x 10 in rows of 20, the first so many of class 0, the others of class 1. */
    private static Dataset cells(int ofFirst, int ofSecond, boolean crowds) {
        List<Annotation> cells = new ArrayList<>();
        for (int i = 0; i < ofFirst + ofSecond; i++) {
            Box box = new Box(10 * (i % 20), 10 * (i / 20), 10 * (i % 20) + 9, 10 * (i / 20) + 9);
            cells.add(new Annotation(box, i < ofFirst ? 0 : 1, false, crowds, 81));
        }
        ImageRecord image = new ImageRecord(IMAGE, Path.of("a.jpg"), new ImageSize(200, 400), cells);
        return new Dataset("cells", ClassNames.of("cell", "other"), List.of(image));
    }

    private static EvaluationInput perfect(int objects) {
        Dataset truth = cells(objects, 0, false);
        float[] boxes = new float[4 * objects];
        float[] confidences = new float[objects];
        for (int i = 0; i < objects; i++) {
            Box box = truth.images().get(0).annotations().get(i).box();
            boxes[4 * i] = (float) box.x1();
            boxes[4 * i + 1] = (float) box.y1();
            boxes[4 * i + 2] = (float) box.x2();
            boxes[4 * i + 3] = (float) box.y2();
            confidences[i] = 1 - i / 1024f;
        }
        return EvaluationInput.of(truth, Map.of(IMAGE, new Detections(boxes, new int[objects], confidences, null)));
    }

    private static Optional<CrowdedTruth> of(Dataset truth, int bound) {
        return CrowdedTruth.of(GroundTruthTable.of(truth, ImageId::compareTo), bound);
    }

    @Test
    void objectsBeyondTheBoundAreCountedByClassAndImage() {
        assertThat(of(cells(100, 100, false), 100)).isEmpty();
        assertThat(of(cells(101, 103, false), 100)).contains(new CrowdedTruth(1, 103, "other", IMAGE));
        assertThat(of(cells(101, 101, false), 100)).contains(new CrowdedTruth(1, 101, "cell", IMAGE));
        assertThat(of(cells(101, 0, true), 100)).isEmpty();
        assertThat(of(cells(101, 0, false), 100).orElseThrow().words(100))
                .startsWith("1 image has more objects of a class than the 100 detections")
                .contains("up to 101 of 'cell' in a");
    }

    /** pycocotools 2.0.11 by default: 100 of 300 found give precision 1 at 34 of 101 recalls. */
    @Test
    void threeHundredPerfectDetectionsAreWorthAThirdUntilTheyCount() {
        EvaluationInput input = perfect(300);
        assertThat(new CocoEvaluator(1).evaluate(input).figure("AP")).isCloseTo(34.0 / 101, within(1e-9));
        var all = new CocoEvaluator(1, 300).evaluate(input);
        assertThat(all.figure("AP")).isCloseTo(1, within(1e-9));
        assertThat(all.figure("AR300")).isCloseTo(1, within(1e-9));
        assertThat(all.figures()).doesNotContainKey("AR100");
    }

    @Test
    void matchesThatAreKeptHaveTheBoundOfTheEvaluation() {
        int[] once = {1};
        EvaluationInput input = perfect(150);
        for (int most : List.of(11, 100, 150, 1000)) {
            assertThat(ResampledFigure.COCO_AP.of(TestMatches.of(input, most), once))
                    .as("bound %d", most)
                    .isCloseTo(new CocoEvaluator(1, most).evaluate(input).figure("AP"), within(1e-12));
        }
        assertThat(Arrays.equals(
                        TestMatches.of(input).bytes(),
                        TestMatches.of(input, 100).bytes()))
                .isTrue();
    }

    @Test
    void aBoundThatTheFiguresCannotHaveIsRefused() {
        assertThatThrownBy(() -> new CocoEvaluator(1, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 11")
                .hasMessageContaining("got 10");
    }
}
