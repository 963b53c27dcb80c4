package org.huale.acquire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.huale.api.Stable;
import org.huale.detect.Detections;
import org.huale.geometry.Box;

/** Detections with evidence, put together by hand or at random. */
@Stable
public final class SampleDetections {
    /** Length of the feature vectors. */
    public static final int FEATURES = 6;

    private final int classes;
    private final List<Found> found = new ArrayList<>();

    public SampleDetections(int classes) {
        this.classes = classes;
    }

    /**
     * One detection.
     *
     * @param p over background and classes, background first
     * @param variance of each of its sides: left, top, right, bottom
     */
    public record Found(Box box, int classIndex, double confidence, double[] p, double[] variance, double[] features) {}

    /** A box with the rest of the probability on background, unit variances and a feature of its class. */
    public SampleDetections add(Box box, int classIndex, double confidence) {
        double[] p = new double[classes + 1];
        p[0] = 1 - confidence;
        p[1 + classIndex] = confidence;
        return add(box, classIndex, confidence, p);
    }

    public SampleDetections add(Box box, int classIndex, double confidence, double... p) {
        double[] features = new double[FEATURES];
        features[classIndex % FEATURES] = 1;
        return add(new Found(box, classIndex, confidence, p, new double[] {1, 1, 1, 1}, features));
    }

    public SampleDetections add(Found one) {
        found.add(one);
        return this;
    }

    /** In the order added; with all evidence. */
    public Detections build() {
        int n = found.size();
        float[] boxes = new float[4 * n];
        int[] classIndices = new int[n];
        float[] confidences = new float[n];
        float[] p = new float[n * (classes + 1)];
        float[] variances = new float[4 * n];
        float[] features = new float[n * FEATURES];
        for (int i = 0; i < n; i++) {
            Found one = found.get(i);
            copy(
                    new double[] {
                        one.box().x1(),
                        one.box().y1(),
                        one.box().x2(),
                        one.box().y2()
                    },
                    boxes,
                    4 * i);
            classIndices[i] = one.classIndex();
            confidences[i] = (float) one.confidence();
            copy(one.p(), p, i * (classes + 1));
            copy(one.variance(), variances, 4 * i);
            copy(one.features(), features, i * FEATURES);
        }
        return new Detections(
                boxes, classIndices, confidences, new Detections.Evidence(p, boxes.clone(), features, variances));
    }

    /** The evidence, which sample detections always have. */
    public static Detections.Evidence evidence(Detections detections) {
        return Objects.requireNonNull(detections.evidence());
    }

    /** The same, having suppressed so many boxes each. */
    public static Detections suppressing(Detections detections, float... suppressed) {
        Detections.Evidence all = evidence(detections);
        Detections.Evidence counted = new Detections.Evidence(
                all.probabilities(), all.proposals(), all.features(), all.localizationVariances(), suppressed);
        return new Detections(detections.boxes(), detections.classes(), detections.confidences(), counted);
    }

    /** Random ones with all evidence, most confident first, on whole pixels of an image of 640 x 480. */
    public static Detections random(RandomGenerator random, int classes, int count) {
        List<Found> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int x = random.nextInt(500);
            int y = random.nextInt(350);
            Box box = new Box(x, y, x + 1 + random.nextInt(139), y + 1 + random.nextInt(129));
            all.add(random(random, classes, box));
        }
        all.sort(Comparator.comparingDouble(Found::confidence).reversed());
        SampleDetections detections = new SampleDetections(classes);
        all.forEach(detections::add);
        return detections.build();
    }

    /** As another view might show them: boxes moved a little, new probabilities, some gone. */
    public static Detections disturbed(RandomGenerator random, int classes, Detections original) {
        SampleDetections detections = new SampleDetections(classes);
        for (int i = 0; i < original.count(); i++) {
            Box box = original.box(i);
            int shift = random.nextInt(5);
            Box moved = new Box(box.x1() + shift, box.y1(), box.x2() + shift, box.y2());
            if (random.nextDouble() < 0.8) {
                detections.add(random(random, classes, moved));
            }
        }
        return detections.build();
    }

    private static Found random(RandomGenerator random, int classes, Box box) {
        double[] p = new double[classes + 1];
        double sum = 0;
        for (int c = 0; c <= classes; c++) {
            p[c] = Math.pow(random.nextDouble(), 6) + 1e-6;
            sum += p[c];
        }
        int best = 1;
        for (int c = 0; c <= classes; c++) {
            p[c] /= sum;
            best = c > 0 && p[c] > p[best] ? c : best;
        }
        double[] variance = random.doubles(4, 0.01, 2).toArray();
        return new Found(
                box,
                best - 1,
                p[best],
                p,
                variance,
                random.doubles(FEATURES, -1, 1).toArray());
    }

    private static void copy(double[] from, float[] to, int at) {
        for (int k = 0; k < from.length; k++) {
            to[at + k] = (float) from[k];
        }
    }
}
