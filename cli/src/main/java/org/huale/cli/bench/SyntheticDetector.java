package org.huale.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.detect.companion.ClassQuality;
import org.huale.detect.companion.LossPrediction;
import org.huale.geometry.ImageSize;

/**
 * Finds a few random objects that follow from image and view, and describes images by random numbers in [0, 1), without
 * looking at any pixel. Knows whatever a strategy may ask of a detector.
 *
 * @param objects in each image
 * @param features length of each object's features and of each vector
 */
record SyntheticDetector(ClassNames classes, int objects, int features) implements PoolDetector {

    @Override
    public Set<EvidencePart> evidence() {
        return EvidencePart.all();
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        for (ImageRecord image : images) {
            sink.accept(image.id(), view.toOriginal(image, found(image.size(), random(image, view.name()))));
        }
    }

    private static SplittableRandom random(ImageRecord image, String what) {
        return new SplittableRandom(image.id().hashCode() * 31L + what.hashCode());
    }

    @Override
    public Set<String> vectors() {
        return Set.of(POOLED_FEATURES, LossPrediction.VECTOR, AdversarialAutoencoder.VECTOR);
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        for (ImageRecord image : images) {
            float[] numbers = new float[features];
            fill(numbers, random(image, vector));
            sink.accept(image.id(), numbers);
        }
    }

    @Override
    public Map<String, float[]> classStatistics() {
        float[] qualities = new float[classes.count()];
        fill(qualities, new SplittableRandom(1));
        return Map.of(ClassQuality.NAME, qualities);
    }

    private static void fill(float[] numbers, SplittableRandom random) {
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = (float) random.nextDouble();
        }
    }

    private Detections found(ImageSize size, SplittableRandom random) {
        float[] boxes = new float[4 * objects];
        int[] found = new int[objects];
        float[] confidences = new float[objects];
        float[] probabilities = new float[objects * (classes.count() + 1)];
        float[] variances = new float[4 * objects];
        for (int i = 0; i < objects; i++) {
            box(boxes, i, size, random);
            found[i] = random.nextInt(classes.count());
            confidences[i] = 0.05f + 0.9f * (float) random.nextDouble();
            distribution(probabilities, i, found[i], confidences[i]);
            Arrays.fill(variances, 4 * i, 4 * i + 4, (float) random.nextDouble());
        }
        return new Detections(
                boxes,
                found,
                confidences,
                new Detections.Evidence(probabilities, boxes.clone(), ofBoxes(random), variances));
    }

    private float[] ofBoxes(SplittableRandom random) {
        float[] ofBoxes = new float[objects * features];
        fill(ofBoxes, random);
        return ofBoxes;
    }

    private static void box(float[] boxes, int i, ImageSize size, SplittableRandom random) {
        boxes[4 * i] = (float) random.nextDouble() * size.width() / 2;
        boxes[4 * i + 1] = (float) random.nextDouble() * size.height() / 2;
        boxes[4 * i + 2] = boxes[4 * i] + 10 + (float) random.nextDouble() * size.width() / 3;
        boxes[4 * i + 3] = boxes[4 * i + 1] + 10 + (float) random.nextDouble() * size.height() / 3;
    }

    private void distribution(float[] probabilities, int i, int classIndex, float confidence) {
        int width = classes.count() + 1;
        Arrays.fill(probabilities, i * width, (i + 1) * width, (1 - confidence) / (width - 1));
        probabilities[i * width + 1 + classIndex] = confidence;
    }

    @Override
    public void close() {}
}
