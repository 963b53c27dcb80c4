package org.huale.acquire.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.FixedBatches;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/**
 * What it finds depends on the image, the view and, as in a real network's last bits, on the first image of the batch. The
 * image numbered i has i % 3 objects.
 */
final class CompanyDetector implements PoolDetector {
    static final int BATCH = 3;
    static final ImageSize SIZE = new ImageSize(100, 80);

    final List<String> forwards = new ArrayList<>();
    int stopAfter = Integer.MAX_VALUE;
    boolean closed;
    /** What it can tell; of the parts that a strategy may miss it gives the others only. */
    Set<EvidencePart> told = EvidencePart.all();

    /** Image 3 of 12 is {@code i0003}; each has an annotation, which no prediction may show. */
    static Dataset pool(int count) {
        List<ImageRecord> images = IntStream.range(0, count)
                .mapToObj(i ->
                        new ImageRecord(id(i), Path.of("i" + i), SIZE, List.of(Annotation.of(new Box(1, 1, 9, 9), 0))))
                .toList();
        return new Dataset("numbers", ClassNames.of("a", "b"), images);
    }

    static ImageId id(int number) {
        return new ImageId(String.format(Locale.ROOT, "i%04d", number));
    }

    static List<ImageId> ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(CompanyDetector::id).toList();
    }

    @Override
    public ClassNames classes() {
        return ClassNames.of("a", "b");
    }

    @Override
    public Set<EvidencePart> evidence() {
        return told;
    }

    @Override
    public Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return FixedBatches.of(images, BATCH);
    }

    @Override
    public Set<String> vectors() {
        return Set.of("numbers");
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        for (List<ImageRecord> batch : batches(images)) {
            float company = (batch.get(0).id().hashCode() & 0xff) / 1000f;
            for (ImageRecord image : batch) {
                forwards.add(vector + " " + image.id());
                sink.accept(image.id(), new float[] {company, -number(image)});
            }
        }
    }

    @Override
    public Map<String, float[]> classStatistics() {
        return Map.of("quality", new float[] {0.1f, Float.MIN_VALUE});
    }

    private static int number(ImageRecord image) {
        return Integer.parseInt(image.id().value().substring(1));
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        for (List<ImageRecord> batch : batches(images)) {
            for (ImageRecord image : batch) {
                if (forwards.size() >= stopAfter) {
                    throw new IllegalStateException("power off");
                }
                forwards.add(view.name() + " " + image.id());
                sink.accept(image.id(), view.toOriginal(image, found(image, batch.get(0), view)));
            }
        }
    }

    private Detections found(ImageRecord image, ImageRecord first, View view) {
        int number = number(image);
        int count = number % 3;
        float[] boxes = new float[4 * count];
        for (int i = 0; i < count; i++) {
            boxes[4 * i] = i;
            boxes[4 * i + 1] = number % 7;
            boxes[4 * i + 2] = i + 10.5f;
            boxes[4 * i + 3] = 60;
        }
        float company = (first.id().hashCode() & 0xff) / 1000f + view.name().length() / 100f;
        int[] classes = new int[count];
        float[] confidences = new float[count];
        for (int i = 0; i < count; i++) {
            classes[i] = (number + i) % 2;
            confidences[i] = company - i / 100f;
        }
        Detections.Evidence parts = new Detections.Evidence(
                filled(3 * count, company),
                proposals(boxes),
                filled(5 * count, number),
                told.contains(EvidencePart.VARIANCES) ? filled(4 * count, 0.5f) : null,
                told.contains(EvidencePart.SUPPRESSED) ? filled(count, number) : null);
        return new Detections(boxes, classes, confidences, told.isEmpty() ? null : parts);
    }

    /** Each side lies elsewhere than that of its box. */
    private static float[] proposals(float[] boxes) {
        float[] proposals = boxes.clone();
        for (int i = 0; i < proposals.length; i++) {
            proposals[i] += (i % 4 + 1) / 8f;
        }
        return proposals;
    }

    private static float[] filled(int length, float first) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = first + i;
        }
        return values;
    }

    @Override
    public void close() {
        closed = true;
    }
}
