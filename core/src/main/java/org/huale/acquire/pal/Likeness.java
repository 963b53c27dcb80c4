package org.huale.acquire.pal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.huale.acquire.Predictions;
import org.huale.acquire.likeness.Vectors;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/** What tells that two images are alike: the cosine of a vector of each. */
public enum Likeness {
    /** {@link #BACKBONE} where there are such vectors, else {@link #LAYOUT}. */
    AUTO,
    /** The means of the backbone's frozen features, which know what a training on other images taught. */
    BACKBONE,
    /** The confidences of the detections, summed by class and by ninth of the image: needs nothing but detections. */
    LAYOUT,
    /** No two images are alike. */
    NONE;

    private static final int CELLS = 3; // along each side

    /** What is taken of these predictions. */
    Likeness with(Predictions predictions) {
        if (this != AUTO) {
            return this;
        }
        return predictions.describes(PoolDetector.BACKBONE_FEATURES) ? BACKBONE : LAYOUT;
    }

    /** Of each image a vector of length 1 or 0; not for {@link #AUTO}. */
    List<float[]> vectors(Predictions predictions, List<ImageId> images) {
        List<float[]> vectors = new ArrayList<>();
        switch (this) {
            case BACKBONE ->
                predictions.forEachVector(
                        PoolDetector.BACKBONE_FEATURES,
                        images,
                        (image, vector) -> vectors.add(Vectors.unit(finite(image, vector), 0, vector.length)));
            case LAYOUT ->
                predictions.forEach(View.ORIGINAL, images, (image, found) -> {
                    float[] layout = layout(
                            found,
                            predictions.record(image).size(),
                            predictions.classes().count());
                    vectors.add(Vectors.unit(layout, 0, layout.length));
                });
            case NONE -> images.forEach(image -> vectors.add(new float[0]));
            case AUTO -> throw new IllegalArgumentException("it is not decided what images are compared by");
        }
        return vectors;
    }

    private static float[] finite(ImageId image, float[] vector) {
        return Vectors.requireFinite(image, PoolDetector.BACKBONE_FEATURES, vector);
    }

    private static float[] layout(Detections found, ImageSize size, int classes) {
        float[] sums = new float[CELLS * CELLS * classes];
        for (int i = 0; i < found.count(); i++) {
            Box box = found.box(i);
            int column = cell((box.x1() + box.x2()) / 2, size.width());
            int row = cell((box.y1() + box.y2()) / 2, size.height());
            sums[(found.classes()[i] * CELLS + row) * CELLS + column] += found.confidences()[i];
        }
        return sums;
    }

    private static int cell(double at, double side) {
        return (int) Math.min(CELLS - 1, Math.max(0, Math.floor(CELLS * at / side)));
    }

    /** 1 less the cosine with each vector before, the least of them; 1 for the first. O(M² D) for M vectors of D numbers. */
    static double[] unlikeness(List<float[]> vectors) {
        double[] unlikeness = new double[vectors.size()];
        Arrays.fill(unlikeness, 1);
        for (int i = 1; i < unlikeness.length; i++) {
            float[] own = vectors.get(i);
            for (float[] before : vectors.subList(0, i)) {
                unlikeness[i] = Math.min(unlikeness[i], Vectors.cosineDistance(own, 0, before, 0, own.length));
            }
        }
        return unlikeness;
    }

    /** In an explanation. */
    String words() {
        return switch (this) {
            case BACKBONE -> "by the backbone's frozen features";
            case LAYOUT -> "by what is found where";
            case NONE -> "not looked at";
            case AUTO -> "";
        };
    }
}
