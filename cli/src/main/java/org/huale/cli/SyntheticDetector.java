package org.huale.cli;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;

/** Finds a few random objects that follow from image and view, without looking at any pixel. */
record SyntheticDetector(ClassNames classes, int objects) implements PoolDetector {

    @Override
    public boolean predictsVariances() {
        return true;
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        for (ImageRecord image : images) {
            long seed = image.id().hashCode() * 31L + view.name().hashCode();
            sink.accept(image.id(), view.toOriginal(image, found(image.size(), new SplittableRandom(seed))));
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
                new Detections.Evidence(probabilities, boxes.clone(), new float[0], variances));
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
