package org.huale.detect.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.SampleDetections;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.BatchPass;
import org.huale.detect.Detection;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.ScriptedDetector;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolRunnerTest {
    private final ScriptedDetector detector = new ScriptedDetector(ClassNames.of("a", "b", "c"));

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "2, 1, 2", "4, 3, 1", "50, 2, 5"})
    void everyImageIsHandedOverOnceWithWhatTheDetectorFindsInIt(int batchSize, int threads, int ahead) {
        List<ImageRecord> images = NoiseImages.records(17);
        Map<ImageId, Detections> found = new LinkedHashMap<>();

        runner(batchSize, new ReadAhead(threads, ahead)).detect(images, View.ORIGINAL, (image, it) -> {
            assertThat(found.put(image, it)).isNull();
        });

        assertThat(found).hasSize(17);
        for (ImageRecord image : images) {
            assertThat(found.get(image.id()))
                    .usingRecursiveComparison()
                    .isEqualTo(alone(NoiseImages.read(image.file())));
        }
    }

    private Detections alone(Image image) {
        return detector.detection(Set.of(EvidencePart.FEATURES))
                .of(List.of(image))
                .get(0);
    }

    @Test
    void onlyWantedEvidenceIsAskedOfTheDetector() {
        runner(2).detect(NoiseImages.records(3), View.ORIGINAL, (image, found) -> {
            assertThat(SampleDetections.evidence(found).features()).hasSize(3);
            assertThat(SampleDetections.evidence(found).proposals()).isEmpty();
        });
    }

    @Test
    void batchesHoldImagesOfOneSizeOnly() {
        runner(4).detect(NoiseImages.records(23), View.ORIGINAL, (image, found) -> {});

        assertThat(detector.batches)
                .allSatisfy(batch -> assertThat(batch.stream().distinct()).hasSize(1))
                .allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(4));
        assertThat(detector.batches.stream().mapToInt(List::size).sum()).isEqualTo(23);
    }

    @Test
    void withoutTheImagesOfTheFirstBatchesTheRestIsTheSame() {
        List<ImageRecord> images = NoiseImages.records(23);
        List<List<ImageRecord>> batches = batches(images);
        for (int done = 0; done <= batches.size(); done++) {
            List<ImageRecord> rest = new ArrayList<>(images);
            batches.subList(0, done).forEach(rest::removeAll);
            assertThat(batches(rest)).containsExactlyInAnyOrderElementsOf(batches.subList(done, batches.size()));
        }
    }

    @RepeatedTest(3)
    void ofTheImagesOfSomeBatchesTheseAreTheBatches() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        List<List<ImageRecord>> some = batches(NoiseImages.records(1 + random.nextInt(40))).stream()
                .filter(batch -> random.nextBoolean())
                .toList();

        assertThat(batches(some.stream().flatMap(List::stream).toList()))
                .as("seed %d", seed)
                .isEqualTo(some);
    }

    private List<List<ImageRecord>> batches(List<ImageRecord> images) {
        List<List<ImageRecord>> batches = new ArrayList<>();
        runner(4).batches(images).forEach(batches::add);
        return batches;
    }

    @Test
    void imagesArePreparedOnOtherThreads() {
        runner(2).detect(NoiseImages.records(5), View.ORIGINAL, (image, found) -> {});

        assertThat(detector.preparers).isNotEmpty().allMatch(name -> name.startsWith("huale-images-"));
    }

    @Test
    void theDetectorSeesTheViewAndWhatItFindsIsMappedBack() {
        ImageRecord image = NoiseImages.records(1).get(0);
        Detections inMirror = alone(NoiseImages.read(image.file()).flipped());
        List<Detections> found = new ArrayList<>();

        runner(1).detect(List.of(image), View.FLIPPED, (id, it) -> found.add(it));

        Detections expected = View.FLIPPED.toOriginal(image, inMirror);
        assertThat(found).usingRecursiveFieldByFieldElementComparator().containsExactly(expected);
        assertThat(expected.boxes()[2]).isEqualTo(image.size().width());
    }

    @Test
    void vectorsComeOfTheImagesAsTheyAre() {
        Map<ImageId, float[]> vectors = new LinkedHashMap<>();

        runner(2).describe(NoiseImages.records(3), ScriptedDetector.COLOUR, vectors::put);

        byte[] rgb = NoiseImages.read(Path.of("2")).rgb();
        assertThat(vectors.get(new ImageId("2"))).containsExactly(rgb[0] & 0xff, rgb[1] & 0xff, rgb[2] & 0xff);
        assertThatThrownBy(() -> runner(2).describe(NoiseImages.records(1), "shape", vectors::put))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shape")
                .hasMessageContaining(ScriptedDetector.COLOUR);
    }

    @Test
    void anImageOfAnotherSizeThanStatedIsRefused() {
        ImageRecord wrong = new ImageRecord(new ImageId("0"), Path.of("0"), new ImageSize(50, 50), List.of());

        assertThatThrownBy(() -> runner(1).detect(List.of(wrong), View.ORIGINAL, (image, found) -> {}))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("0: the image is 5x4");
    }

    /** Finds in every image what it is told; where it is told nothing, it leaves out the last image of each batch. */
    private record Told(ScriptedDetector like, @Nullable Detections found) implements Detector {

        @Override
        public ClassNames classes() {
            return like.classes();
        }

        @Override
        public Set<EvidencePart> evidence() {
            return like.evidence();
        }

        @Override
        public ImageSize padded(ImageSize image) {
            return image;
        }

        @Override
        public BatchPass<?, Detections> detection(Set<EvidencePart> wanted) {
            return new BatchPass<Image, Detections>(
                    image -> image,
                    batch -> found == null
                            ? Collections.nCopies(batch.size() - 1, Detections.none())
                            : Collections.nCopies(batch.size(), found));
        }

        @Override
        public void close() {}
    }

    /** What is handed over of an image. */
    private List<Detections> detect(@Nullable Detections found) {
        List<Detections> handedOver = new ArrayList<>();
        PoolRunner.Reading reading = new PoolRunner.Reading(NoiseImages::read, 2);
        new PoolRunner(new Told(detector, found), reading, Set.of())
                .detect(NoiseImages.records(1), View.ORIGINAL, (image, it) -> handedOver.add(it));
        return handedOver;
    }

    @Test
    void aBatchWithFewerResultsThanImagesIsRefused() {
        assertThatThrownBy(() -> detect(null))
                .isInstanceOf(HualeException.class)
                .hasMessage("the detector (" + Told.class.getName() + ") gave 0 results for a batch of 1 images");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0, 0, 9, 9 | 0 | NaN | detection 0 has the confidence NaN, which must be in [0, 1]",
                "0, 0, 9, 9 | 0 | -0.1 | detection 0 has the confidence -0.1, which must be in [0, 1]",
                "0, 0, 9, 9 | 0 | 1.1 | detection 0 has the confidence 1.1, which must be in [0, 1]",
                "0, 0, 9, 9 | 3 | 0.5 | detection 0 has the class 3, which must be in [0, 2]",
                "0, 0, 9, 9 | -1 | 0.5 | detection 0 has the class -1, which must be in [0, 2]",
                "0, 0, NaN, 9 | 0 | 0.5 | detection 0 has the side NaN, which must be finite",
                "0, 0, 9, Infinity | 0 | 0.5 | detection 0 has the side Infinity, which must be finite"
            })
    void whatBreaksTheFormOfDetectionsIsRefusedWithTheImage(
            String sides, int classIndex, float confidence, String reason) {
        String[] words = sides.split(", ");
        float[] box = new float[4];
        for (int i = 0; i < 4; i++) {
            box[i] = Float.parseFloat(words[i]);
        }
        assertThatThrownBy(() -> detect(new Detections(box, new int[] {classIndex}, new float[] {confidence}, null)))
                .isInstanceOf(HualeException.class)
                .hasMessage("image 0: of what the detector (" + Told.class.getName() + ") gave, " + reason);
    }

    @Test
    void detectionsComeMostConfidentFirst() {
        detect(new Detections(new float[8], new int[2], new float[] {0.5f, 0.5f}, null));
        assertThatThrownBy(() -> detect(new Detections(new float[8], new int[2], new float[] {0.5f, 0.6f}, null)))
                .isInstanceOf(HualeException.class)
                .hasMessageEndingWith(
                        "detection 1 has the confidence 0.6, which must be at most that of the detection before, 0.5");
    }

    @Test
    void aConfidenceThatRoundingHasLiftedAboveOneIsOne() {
        float[] confidences = {Math.nextUp(1f), 1, 0.5f};
        Detections found = detect(new Detections(new float[12], new int[3], confidences, null))
                .get(0);
        assertThat(found.stream().map(Detection::confidence)).containsExactly(1.0, 1.0, 0.5);
        assertThat(new ClassDistributions(found, 3).of(0)).containsExactly(0, 1, 0, 0);
        assertThat(confidences[0]).as("the detector's own array").isGreaterThan(1);
    }

    @Test
    void noImagesAreNothing() {
        runner(2).detect(List.of(), View.ORIGINAL, (image, found) -> {
            throw new AssertionError(image);
        });

        assertThat(detector.batches).isEmpty();
        assertThat(detector.detect(List.of())).isEmpty();
    }

    @Test
    void itClosesItsDetector() {
        runner(1).close();

        assertThat(detector.isClosed()).isTrue();
    }

    @Test
    void withoutThreadsOrBatchesThereIsNoReading() {
        assertThatThrownBy(() -> runner(0)).hasMessageContaining("batch size must be at least 1, got 0");
        assertThatThrownBy(() -> new ReadAhead(0, 1)).hasMessageContaining("got 0 and 1");
    }

    private PoolRunner runner(int batchSize) {
        return runner(batchSize, ReadAhead.defaults());
    }

    private PoolRunner runner(int batchSize, ReadAhead ahead) {
        return new PoolRunner(
                detector, new PoolRunner.Reading(NoiseImages::read, batchSize, ahead), Set.of(EvidencePart.FEATURES));
    }
}
