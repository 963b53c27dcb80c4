package org.huale.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.huale.api.Stable;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;

/**
 * What holds of every evaluator: all found and nothing else is 1; nothing found is 0; no objects is undefined; the order of
 * images and of detections does not matter; images without anything change nothing; detections that are right and sure
 * never hurt, detections of nothing never help; figures are in [0, 1]. An evaluator's test extends this class.
 */
@Stable
public abstract class EvaluatorLaws {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog", "bird");
    private static final ImageSize SIZE = new ImageSize(640, 480);

    protected abstract Evaluator evaluator();

    /** The figures that are 1 where everything is found, whatever the sizes of objects and their number in an image. */
    protected abstract List<String> mainFigures();

    @SeededLaw
    void findingAllAndNothingElseIsOne(long seed) {
        Dataset truth = randomTruth(new Random(seed), 6);
        Evaluation evaluation = evaluate(truth, perfect(truth));
        mainFigures()
                .forEach(name -> assertThat(evaluation.figure(name)).as(name).isCloseTo(1, within(1e-12)));
    }

    @Test
    void findingNothingIsZero() {
        Evaluation evaluation = evaluate(randomTruth(new Random(1), 4), Map.of());
        mainFigures()
                .forEach(name -> assertThat(evaluation.figure(name)).as(name).isZero());
    }

    @Test
    void withoutObjectsFiguresAreUndefined() {
        Dataset empty = dataset(List.of(image("a", List.of())));
        Detections one = detections(List.of(new Found(new Box(1, 1, 20, 20), 0, 0.5f)));
        Evaluation evaluation = evaluate(empty, Map.of(new ImageId("a"), one));
        assertThat(evaluation.figures().values()).containsOnly(Evaluation.UNDEFINED);
        assertThat(evaluation.counts()).isEqualTo(new Evaluation.Counts(1, 0, 0, 1));
    }

    @Test
    void withoutImagesFiguresAreUndefined() {
        assertThat(evaluate(dataset(List.of()), Map.of()).figures().values()).containsOnly(Evaluation.UNDEFINED);
    }

    @SeededLaw
    void orderOfImagesDoesNotMatter(long seed) {
        Random random = new Random(seed);
        Dataset truth = randomTruth(random, 8);
        Map<ImageId, Detections> found = randomFound(truth, random);
        List<ImageRecord> shuffled = new ArrayList<>(truth.images());
        Collections.shuffle(shuffled, random);
        assertThat(evaluate(dataset(shuffled), found)).isEqualTo(evaluate(truth, found));
    }

    @SeededLaw
    void orderOfDetectionsOfDifferentConfidenceDoesNotMatter(long seed) {
        Random random = new Random(seed);
        Dataset truth = randomTruth(random, 8);
        Map<ImageId, Detections> found = randomFound(truth, random);
        Map<ImageId, Detections> shuffled = new HashMap<>();
        found.forEach((id, detections) -> {
            List<Found> list = found(detections);
            Collections.shuffle(list, random);
            shuffled.put(id, detections(list));
        });
        assertThat(evaluate(truth, shuffled)).isEqualTo(evaluate(truth, found));
    }

    @SeededLaw
    void emptyImagesChangeNoFigure(long seed) {
        Random random = new Random(seed);
        Dataset truth = randomTruth(random, 8);
        Map<ImageId, Detections> found = randomFound(truth, random);
        List<ImageRecord> more = new ArrayList<>(truth.images());
        more.add(0, image("0 empty", List.of()));
        assertThat(evaluate(dataset(more), found).classes())
                .isEqualTo(evaluate(truth, found).classes());
    }

    @SeededLaw
    void oneMoreSureAndTrueDetectionNeverHurts(long seed) {
        Random random = new Random(seed);
        Dataset truth = randomTruth(random, 6);
        Map<ImageId, Detections> found = new HashMap<>();
        Evaluation before = evaluate(truth, found);
        for (ImageRecord image : truth.images()) {
            found.put(image.id(), perfect(image));
            Evaluation after = evaluate(truth, found);
            for (String name : mainFigures()) {
                assertThat(after.figure(name)).as(name).isGreaterThanOrEqualTo(before.figure(name) - 1e-12);
            }
            before = after;
        }
    }

    @SeededLaw
    void detectionsOfNothingNeverHelp(long seed) {
        Random random = new Random(seed);
        Dataset truth = randomTruth(random, 6);
        Map<ImageId, Detections> found = randomFound(truth, random);
        Evaluation before = evaluate(truth, found);
        ImageId first = truth.images().get(0).id();
        List<Found> more = found(found.getOrDefault(first, Detections.none()));
        IntStream.range(0, 3).forEach(k -> more.add(new Found(new Box(600, 440, 639, 479), k, 0.77f)));
        found.put(first, detections(more));
        Evaluation after = evaluate(truth, found);
        mainFigures().forEach(name -> assertThat(after.figure(name)).as(name).isLessThanOrEqualTo(before.figure(name)));
    }

    @SeededLaw
    void figuresAreFractionsOrUndefined(long seed) {
        Random random = new Random(seed);
        Dataset truth = randomTruth(random, 8);
        Evaluation evaluation = evaluate(truth, randomFound(truth, random));
        assertThat(evaluation.figures().values()).allMatch(v -> (v >= 0 && v <= 1) || v == Evaluation.UNDEFINED);
        assertThat(evaluation.figures().keySet())
                .isEqualTo(evaluation.classes().get(0).figures().keySet());
    }

    @Test
    void imagesOutsideTheDataSetAreRefused() {
        Dataset truth = randomTruth(new Random(1), 2);
        assertThatThrownBy(() -> evaluate(truth, Map.of(new ImageId("elsewhere"), Detections.none())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elsewhere");
    }

    /** Where the images are does not matter here, so that their files need not exist. */
    protected static ImageRecord image(String id, List<Annotation> annotations) {
        return new ImageRecord(new ImageId(id), Path.of(id + ".jpg"), SIZE, annotations);
    }

    protected static Dataset dataset(List<ImageRecord> images) {
        return new Dataset("laws", CLASSES, images);
    }

    protected Evaluation evaluate(Dataset truth, Map<ImageId, Detections> found) {
        return evaluator().evaluate(EvaluationInput.of(truth, found));
    }

    /** A detection before it is flattened. */
    public record Found(Box box, int classIndex, float confidence) {}

    protected static Detections detections(List<Found> found) {
        float[] boxes = new float[4 * found.size()];
        float[] confidences = new float[found.size()];
        for (int i = 0; i < found.size(); i++) {
            Box box = found.get(i).box();
            boxes[4 * i] = (float) box.x1();
            boxes[4 * i + 1] = (float) box.y1();
            boxes[4 * i + 2] = (float) box.x2();
            boxes[4 * i + 3] = (float) box.y2();
            confidences[i] = found.get(i).confidence();
        }
        int[] classes = found.stream().mapToInt(Found::classIndex).toArray();
        return new Detections(boxes, classes, confidences, null);
    }

    private static List<Found> found(Detections detections) {
        List<Found> found = new ArrayList<>();
        detections.stream().forEach(d -> found.add(new Found(d.box(), d.classIndex(), (float) d.confidence())));
        return found;
    }

    static Dataset randomTruth(RandomGenerator random, int images) {
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            List<Annotation> annotations = new ArrayList<>();
            for (int n = random.nextInt(i == 0 ? 1 : 0, 7); n > 0; n--) {
                annotations.add(Annotation.of(randomBox(random), random.nextInt(CLASSES.count())));
            }
            records.add(image("image " + i, annotations));
        }
        return dataset(records);
    }

    /** On whole pixels, which float holds, and away from the corner that the law of false detections uses. */
    private static Box randomBox(RandomGenerator random) {
        int side = List.of(16, 60, 150).get(random.nextInt(3));
        int x = random.nextInt(400);
        int y = random.nextInt(250);
        return new Box(x, y, x + 4 + random.nextInt(side), y + 4 + random.nextInt(side));
    }

    private static Map<ImageId, Detections> perfect(Dataset truth) {
        Map<ImageId, Detections> found = new HashMap<>();
        truth.images().forEach(image -> found.put(image.id(), perfect(image)));
        return found;
    }

    private static Detections perfect(ImageRecord image) {
        return detections(image.annotations().stream()
                .map(a -> new Found(a.box(), a.classIndex(), 0.9f))
                .toList());
    }

    /** Shifted objects and boxes of nothing, every confidence different. */
    static Map<ImageId, Detections> randomFound(Dataset truth, RandomGenerator random) {
        Map<ImageId, Detections> found = new HashMap<>();
        for (ImageRecord image : truth.images()) {
            List<Found> list = new ArrayList<>();
            for (Annotation a : image.annotations()) {
                Box box = a.box();
                double dx = random.nextInt(9) - 4;
                Box moved = new Box(box.x1() + dx, box.y1(), box.x2() + dx, box.y2());
                list.add(new Found(moved, a.classIndex(), random.nextFloat()));
            }
            list.add(new Found(randomBox(random), random.nextInt(CLASSES.count()), random.nextFloat()));
            found.put(image.id(), detections(list));
        }
        return found;
    }
}
