package org.huale.metric.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.metric.EvaluationInput;
import org.huale.metric.coco.CocoEvaluator;
import org.junit.jupiter.api.Test;

class CorrectionTest {
    private static final ClassNames CLASSES = new ClassNames(List.of("cat", "dog", "bird"));
    private static final ImageId IMAGE = new ImageId("a");

    @Test
    void eachTakesOutItsKindOfMistake() {
        List<Annotation> truth = List.of(object(0, 10, 10, 50, 50), object(1, 60, 60, 90, 90));
        EvaluationInput found =
                found(truth, detections(new float[] {12, 10, 52, 50, 60, 60, 90, 90, 61, 60, 91, 90}, 0, 2, 1));
        assertThat(classes(Correction.CLASSES.of(found))).containsExactly(0, 1, 1);
        assertThat(x(Correction.CLASSES.of(found))).containsExactly(12, 60, 61);
        assertThat(classes(Correction.BOXES.of(found))).containsExactly(0, 2, 1);
        assertThat(x(Correction.BOXES.of(found))).containsExactly(10, 60, 60);
        assertThat(classes(Correction.CLASSES_AND_BOXES.of(found))).containsExactly(0, 1, 1);
        assertThat(x(Correction.CLASSES_AND_BOXES.of(found))).containsExactly(10, 60, 60);
    }

    @Test
    void whatIsAboutNoObjectStaysAsItIs() {
        List<Annotation> truth = List.of(object(0, 10, 10, 50, 50));
        EvaluationInput found =
                found(truth, detections(new float[] {46, 10, 86, 50, 70, 70, 90, 90}, 1, 1)); // IoU 0.05 and 0
        for (Correction correction : Correction.values()) {
            assertThat(x(correction.of(found))).containsExactly(46, 70);
            assertThat(classes(correction.of(found))).containsExactly(1, 1);
        }
    }

    @Test
    void ofEqualOverlapsTheFirstObjectIsMeantAndCrowdsNever() {
        Box box = new Box(10, 10, 50, 50);
        Annotation crowd = new Annotation(box, 2, false, true, box.area());
        List<Annotation> truth = List.of(crowd, object(1, 10, 10, 50, 50), object(0, 10, 10, 50, 50));
        assertThat(classes(Correction.CLASSES.of(found(truth, detections(new float[] {12, 10, 52, 50}, 2)))))
                .containsExactly(1);
    }

    @Test
    void withClassesAndBoxesEveryFoundObjectIsFoundWhole() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        List<Annotation> truth = new ArrayList<>();
        float[] boxes = new float[4 * 6];
        for (int i = 0; i < 6; i++) {
            double x = 100 * i + 5;
            truth.add(object(random.nextInt(3), x, 10, x + 60, 70));
            double moved = random.nextDouble(-20, 20); // overlaps by half at least
            System.arraycopy(new float[] {(float) (x + moved), 10, (float) (x + 60 + moved), 70}, 0, boxes, 4 * i, 4);
        }
        int[] drawn = random.ints(6, 0, 3).toArray();
        EvaluationInput found = found(truth, detections(boxes, drawn));
        assertThat(new CocoEvaluator(1)
                        .evaluate(Correction.CLASSES_AND_BOXES.of(found))
                        .figure("AP"))
                .as("seed %d", seed)
                .isCloseTo(1, within(1e-9));
    }

    private static Annotation object(int classIndex, double x1, double y1, double x2, double y2) {
        return Annotation.of(new Box(x1, y1, x2, y2), classIndex);
    }

    private static Detections detections(float[] boxes, int... classes) {
        float[] confidences = new float[classes.length];
        for (int i = 0; i < confidences.length; i++) {
            confidences[i] = 0.9f - 0.1f * i;
        }
        return new Detections(boxes, classes, confidences, null);
    }

    private static EvaluationInput found(List<Annotation> truth, Detections detections) {
        ImageRecord image = new ImageRecord(IMAGE, Path.of("a.jpg"), new ImageSize(700, 100), truth);
        Map<ImageId, Detections> found = new HashMap<>(Map.of(IMAGE, detections));
        return EvaluationInput.of(new Dataset("drawn", CLASSES, List.of(image)), found);
    }

    private static List<Integer> classes(EvaluationInput input) {
        List<Integer> classes = new ArrayList<>();
        for (int i = 0; i < input.detections().size(); i++) {
            classes.add(input.detections().classIndex().get(i));
        }
        return classes;
    }

    private static List<Integer> x(EvaluationInput input) {
        List<Integer> lefts = new ArrayList<>();
        for (int i = 0; i < input.detections().size(); i++) {
            lefts.add((int) input.detections().boxes().xywh(i)[0]);
        }
        return lefts;
    }
}
