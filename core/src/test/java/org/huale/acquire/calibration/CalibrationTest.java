package org.huale.acquire.calibration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.ScoreListener;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog", "bird");
    private static final int CAT = 0;
    private static final int DOG = 1;
    private static final Box OBJECT = new Box(100, 100, 200, 200);
    private static final Box ELSEWHERE = new Box(300, 300, 400, 400);

    private final FakePredictions predictions = new FakePredictions(CLASSES, true);
    private final List<ImageRecord> labeled = new ArrayList<>();

    @Test
    void theMostConfidentOfADetectedObjectIsRightAndTheOthersAreWrong() {
        Detections found = new SampleDetections(3)
                .add(OBJECT, CAT, 0.9)
                .add(new Box(110, 100, 210, 200), CAT, 0.8) // a second one of the same object
                .add(new Box(300, 300, 390, 400), CAT, 0.7)
                .add(OBJECT, DOG, 0.6) // of another class
                .add(new Box(320, 300, 460, 400), CAT, 0.5) // IoU 0.5 with nothing
                .build();
        assertThat(judged(found, Annotation.of(OBJECT, CAT), Annotation.of(ELSEWHERE, CAT)))
                .containsExactly(
                        Judgement.TRUE_POSITIVE,
                        Judgement.FALSE_POSITIVE,
                        Judgement.TRUE_POSITIVE,
                        Judgement.FALSE_POSITIVE,
                        Judgement.FALSE_POSITIVE);
    }

    @Test
    void difficultObjectsAndCrowdsDecideNothing() {
        Detections found = new SampleDetections(3)
                .add(OBJECT, CAT, 0.9)
                .add(new Box(310, 310, 320, 320), CAT, 0.8) // in the crowd, however small
                .add(OBJECT, DOG, 0.7)
                .build();
        Annotation difficult = new Annotation(OBJECT, CAT, true, false, OBJECT.area());
        Annotation crowd = new Annotation(ELSEWHERE, CAT, false, true, ELSEWHERE.area());
        assertThat(judged(found, difficult, crowd))
                .containsExactly(Judgement.UNDECIDED, Judgement.UNDECIDED, Judgement.FALSE_POSITIVE);
    }

    @Test
    void annotationsGoByTheNamesOfTheirClasses() {
        Detections found = new SampleDetections(3).add(OBJECT, DOG, 0.9).build();
        ImageRecord image = image("a", Annotation.of(OBJECT, 0), Annotation.of(OBJECT, 1));
        assertThat(new Judge(0.5, ClassNames.of("dog", "boat"), CLASSES).of(found, image))
                .containsExactly(Judgement.TRUE_POSITIVE);
        assertThat(new Judge(0.5, ClassNames.of("boat", "cat"), CLASSES).of(found, image))
                .containsExactly(Judgement.FALSE_POSITIVE);
    }

    /** Once, and not by their names for each pair of a detection and an object. */
    @Test
    void classesOfAnnotationsAreRenumberedAsTheDetectorHasThem() {
        assertThat(Judge.numbers(ClassNames.of("dog", "boat", "cat"), CLASSES)).containsExactly(DOG, -1, CAT);
        assertThat(Judge.numbers(CLASSES, CLASSES)).containsExactly(CAT, DOG, 2);
    }

    @Test
    void manySuppressedBoxesTellWhatTheConfidenceDoesNot() {
        label(30, CAT, 0.6, 20, 2);
        Calibration calibration = calibration();
        assertThat(calibration.probability(one(CAT, 0.6, 20), 0)).isGreaterThan(0.9);
        assertThat(calibration.probability(one(CAT, 0.6, 2), 0)).isLessThan(0.1);
        assertThat(calibration.basis(CAT))
                .isEqualTo("confidence and suppressed boxes, learned from 30 right and 30 wrong detections of cat");
    }

    @Test
    void aClassWithFewExamplesGoesByAllClasses() {
        label(30, CAT, 0.6, 20, 2);
        label(1, DOG, 0.6, 20, 2);
        Calibration calibration = calibration();
        assertThat(calibration.probability(one(DOG, 0.6, 20), 0)).isGreaterThan(0.9);
        assertThat(calibration.basis(DOG))
                .isEqualTo(
                        "confidence and suppressed boxes, learned from all classes, as dog has only 1 right and 1 wrong"
                                + " detections on labeled images");
    }

    @Test
    void withoutExamplesTheConfidenceIsTaken() {
        label(2, CAT, 0.6, 20, 2);
        Calibration calibration = calibration();
        assertThat(calibration.probability(one(CAT, 0.6, 20), 0)).isEqualTo(0.6f);
        assertThat(calibration.probability(one(CAT, 0.6, 20).withoutEvidence(), 0))
                .isEqualTo(0.6f);
        assertThat(calibration.basis(CAT)).startsWith("the confidence itself, as cat has only 2 right and 2 wrong");
    }

    @Test
    void detectionsBelowTheConfidenceTeachNothing() {
        label(30, CAT, 0.04, 20, 2);
        assertThat(calibration().basis(CAT)).contains("0 right and 0 wrong");
    }

    @Test
    void withoutNumbersOfSuppressedBoxesConfidenceIsAllThereIs() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            float confidence = (float) random.nextDouble(0.1, 1);
            Box box = random.nextDouble() < confidence ? OBJECT : ELSEWHERE;
            predictions.put(
                    View.ORIGINAL,
                    "image " + i,
                    new SampleDetections(3).add(box, CAT, confidence).build().withoutEvidence());
            labeled.add(image("image " + i, Annotation.of(OBJECT, CAT)));
        }
        Calibration calibration = calibration();
        assertThat(calibration.basis(CAT)).startsWith("confidence, suppressed boxes being unknown, learned from");
        assertThat(calibration.probability(one(CAT, 0.9, 3).withoutEvidence(), 0))
                .isGreaterThan(calibration.probability(one(CAT, 0.3, 3), 0));
    }

    @Test
    void numbersOnLabeledImagesOnlyAreRefused() {
        label(30, CAT, 0.6, 20, 2);
        Calibration calibration = calibration();
        assertThatThrownBy(() -> calibration.probability(one(CAT, 0.6, 3).withoutEvidence(), 0))
                .hasMessageContaining("these do not");
    }

    @Test
    void whereOneImageHasNoNumbersOfSuppressedBoxesThoseOfNoneCount() {
        label(30, CAT, 0.6, 20, 2);
        predictions.put(
                View.ORIGINAL,
                "bare",
                new SampleDetections(3).add(OBJECT, CAT, 0.04).build());
        labeled.add(image("bare"));
        assertThat(calibration().basis(CAT))
                .isEqualTo("confidence, suppressed boxes being unknown, learned from 30 right and 30 wrong"
                        + " detections of cat");
    }

    @Test
    void nothingIsKeptOfLabeledImagesButWhatIsLearnedFrom() {
        label(30, CAT, 0.6, 20, 2);
        Calibration calibration = calibration(new Passing(predictions));
        assertThat(calibration.probability(one(CAT, 0.6, 20), 0)).isGreaterThan(0.9);
        assertThat(calibration.basis(CAT)).endsWith("learned from 30 right and 30 wrong detections of cat");
    }

    /** Predictions come by id; the last bits of what is learned depend on the order. */
    @Test
    void examplesAreInTheOrderOfTheDataSet() {
        SplittableRandom random = new SplittableRandom(1);
        List<double[]> rows = new ArrayList<>();
        boolean[] yes = new boolean[60];
        for (int i = 0; i < yes.length; i++) {
            float confidence = (float) random.nextDouble(0.1, 1);
            int suppressed = random.nextInt(40);
            yes[i] = random.nextDouble() < confidence;
            Detections found = new SampleDetections(3)
                    .add(yes[i] ? OBJECT : ELSEWHERE, CAT, confidence)
                    .build();
            predictions.put(View.ORIGINAL, "image " + i, SampleDetections.suppressing(found, suppressed));
            labeled.add(image("image " + i, Annotation.of(OBJECT, CAT)));
            rows.add(new double[] {confidence, suppressed});
        }
        LogisticRegression expected = LogisticRegression.fit(
                rows.toArray(double[][]::new),
                yes,
                CalibrationOptions.defaults().ridge());
        assertThat(calibration().probability(one(CAT, 0.6, 20), 0)).isEqualTo(expected.probability(0.6f, 20));
    }

    /** Detections whose numbers are gone as soon as they were looked at. */
    private record Passing(FakePredictions fake) implements Predictions {

        @Override
        public ClassNames classes() {
            return fake.classes();
        }

        @Override
        public Set<EvidencePart> evidence() {
            return fake.evidence();
        }

        @Override
        public ImageRecord record(ImageId image) {
            return fake.record(image);
        }

        @Override
        public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
            fake.forEach(view, images, (image, found) -> {
                sink.accept(image, found);
                Arrays.fill(found.boxes(), 0);
                Arrays.fill(found.confidences(), 0);
                Arrays.fill(requireNonNull(SampleDetections.evidence(found).suppressed()), 0);
            });
        }
    }

    /** Images with a right detection that suppressed so many boxes, and a wrong one that suppressed others. */
    private void label(int count, int classIndex, double confidence, int right, int wrong) {
        for (int i = 0; i < count; i++) {
            String name = CLASSES.name(classIndex) + " " + i;
            Detections found = new SampleDetections(3)
                    .add(OBJECT, classIndex, confidence)
                    .add(ELSEWHERE, classIndex, confidence)
                    .build();
            predictions.put(View.ORIGINAL, name, SampleDetections.suppressing(found, right, wrong));
            labeled.add(image(name, Annotation.of(OBJECT, classIndex)));
        }
    }

    private Calibration calibration() {
        return calibration(predictions);
    }

    private Calibration calibration(Predictions of) {
        Query query = new Query(
                new Dataset("labeled", CLASSES, labeled),
                List.of(),
                0,
                of,
                new SplittableRandom(1),
                ScoreListener.NONE);
        return Calibration.of(query, CalibrationOptions.defaults());
    }

    private static Detections one(int classIndex, double confidence, int suppressed) {
        Detections one =
                new SampleDetections(3).add(OBJECT, classIndex, confidence).build();
        return SampleDetections.suppressing(one, suppressed);
    }

    private static List<Judgement> judged(Detections found, Annotation... objects) {
        return new Judge(0.5, CLASSES, CLASSES).of(found, image("a", objects));
    }

    private static ImageRecord image(String id, Annotation... objects) {
        return new ImageRecord(new ImageId(id), Path.of(id + ".jpg"), FakePredictions.SIZE, List.of(objects));
    }
}
