package org.huale.detect.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.Detector;
import org.huale.detect.ScriptedDetector;
import org.huale.detect.WrappedDetector;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.laws.LawSeeds;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.Evaluator;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.junit.jupiter.api.Test;

class TrueRegionsTest {
    private static final ImageSize SIZE = new ImageSize(200, 100);
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog");

    /**
     * Finds one object in each region: of the class that the image's colour says, and too far right by a share of its
     * width.
     */
    private record Shifting(Detector detector, float share) implements RegionDetector, WrappedDetector {

        @Override
        public Detections detectWithin(Image image, float[] regions) {
            float[] boxes = regions.clone();
            for (int i = 0; i < boxes.length; i += 4) {
                float shift = share * (regions[i + 2] - regions[i]);
                boxes[i] += shift;
                boxes[i + 2] += shift;
            }
            int[] classes = new int[regions.length / 4];
            Arrays.fill(classes, image.at(0, 0, 0));
            float[] confidences = new float[classes.length];
            Arrays.fill(confidences, 0.9f);
            return new Detections(boxes, classes, confidences, null);
        }
    }

    @Test
    void everyObjectOfEveryImageIsFoundByADetectorThatKnowsWhatARegionShows() {
        long seed = LawSeeds.fresh();
        List<ImageRecord> images = drawn(new SplittableRandom(seed));
        assertThat(judged(0, images, new CocoEvaluator(1)).figure("AP"))
                .as("seed %d", seed)
                .isCloseTo(1, within(1e-9));
        assertThat(judged(0, images, new VocEvaluator()).figure("AP-all-point"))
                .as("seed %d", seed)
                .isCloseTo(1, within(1e-9));
    }

    /** By a fifth, each overlaps its object by 0.8 / 1.2: enough for 0.5, 0.55, 0.6 and 0.65 of COCO's ten IoUs. */
    @Test
    void whatTheDetectorMakesOfTheRegionsIsWhatCounts() {
        long seed = LawSeeds.fresh();
        Evaluation shifted = judged(0.2f, drawn(new SplittableRandom(seed)), new CocoEvaluator(1));
        assertThat(shifted.figure("AP50")).as("seed %d", seed).isCloseTo(1, within(1e-9));
        assertThat(shifted.figure("AP75")).as("seed %d", seed).isZero();
        assertThat(shifted.figure("AP")).as("seed %d", seed).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void regionsAreTheObjectsInTheirOrderWithoutCrowds() {
        Box box = new Box(60.25, 10, 90, 70.5);
        Annotation crowd = new Annotation(new Box(0, 0, 200, 100), 1, false, true, 20_000);
        Annotation difficult = new Annotation(new Box(5, 5, 25, 35), 1, true, false, 600);
        ImageRecord full = image("full", 1, List.of(Annotation.of(box, 1), crowd, difficult));
        Map<ImageId, Detections> found = regions(0).of(List.of(full, image("b", 0, List.of())));
        assertThat(found.keySet()).containsExactly(new ImageId("b"), new ImageId("full"));
        List<Detections> inOrder = new ArrayList<>(found.values());
        assertThat(inOrder.get(0).count()).as("where nothing is").isZero();
        assertThat(inOrder.get(1).boxes()).containsExactly(60.25f, 10, 90, 70.5f, 5, 5, 25, 35);
        assertThat(inOrder.get(1).classes()).as("of its own pixels").containsExactly(1, 1);
    }

    private static TrueRegions regions(float share) {
        return new TrueRegions(new Shifting(new ScriptedDetector(CLASSES), share), TrueRegionsTest::read);
    }

    private static Evaluation judged(float share, List<ImageRecord> images, Evaluator evaluator) {
        Dataset dataset = new Dataset("drawn", CLASSES, images);
        return evaluator.evaluate(EvaluationInput.of(dataset, regions(share).of(images)));
    }

    /** Up to four objects an image, all of its class, none so near to the next that a shifted one could be about it. */
    private static List<ImageRecord> drawn(SplittableRandom random) {
        List<ImageRecord> images = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Annotation> objects = new ArrayList<>();
            for (int place = random.nextInt(1, 5); place > 0; place--) {
                double left = 50 * place - 45 + random.nextDouble();
                double top = random.nextDouble(50);
                Box box = Box.ofXywh(left, top, random.nextDouble(10, 30), random.nextDouble(10, 50));
                objects.add(Annotation.of(box, i % 2));
            }
            images.add(image("image-" + i, i % 2, objects));
        }
        return images;
    }

    private static ImageRecord image(String name, int classIndex, List<Annotation> objects) {
        return new ImageRecord(new ImageId(name), Path.of(Integer.toString(classIndex)), SIZE, objects);
    }

    /** All of one colour, whose red is the number that the file is called by. */
    private static Image read(Path file) {
        byte[] rgb = new byte[Math.toIntExact(SIZE.pixels() * 3)];
        Arrays.fill(rgb, Byte.parseByte(file.toString()));
        return new Image(SIZE, rgb);
    }
}
