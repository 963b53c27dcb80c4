package org.huale.detect;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.api.Stable;
import org.huale.geometry.Box;
import org.jspecify.annotations.Nullable;

/**
 * What a detector found in one image, most confident first, as flat arrays in pixels of the original image. The arrays
 * are owned by the record and not to be changed.
 *
 * @param boxes {@code [4 N]}, xyxy, inside the image
 * @param classes {@code [N]}, 0..K-1
 * @param confidences {@code [N]}, in [0, 1]
 * @param evidence what selection needs beyond boxes, or null where it was not asked for
 */
@SuppressWarnings(
        "ArrayRecordComponent") // flat arrays are the point: no object per number, copied straight from tensors
@Stable
public record Detections(
        float[] boxes,
        int[] classes,
        float[] confidences,
        @Nullable Evidence evidence) {

    /**
     * Where detections came from. Of what is read back from a store only the parts that it keeps are there, the others have
     * length 0.
     *
     * @param probabilities {@code [N (K + 1)]}, each detection's class distribution, background first
     * @param proposals {@code [4 N]}, the region proposal that each detection was regressed from
     * @param features {@code [N D]}, output of the box head before its predictors
     * @param localizationVariances {@code [4 N]}, predicted variance of each box's left, top, right and bottom side, as a
     *     share of its width (left, right) or height (top, bottom) as predicted, before it is cut at the border of the
     *     image, squared, so that large boxes are not less certain for their size; null without a variance head. In a flipped
     *     view left and right have changed places: who maps its boxes back must swap the two
     * @param suppressed {@code [N]}, how many boxes of the same class each detection suppressed because they overlapped it,
     *     whole numbers; null where that is not known
     */
    public record Evidence(
            float[] probabilities,
            float[] proposals,
            float[] features,
            float @Nullable [] localizationVariances,
            float @Nullable [] suppressed) {

        /** Without what was suppressed. */
        public Evidence(
                float[] probabilities, float[] proposals, float[] features, float @Nullable [] localizationVariances) {
            this(probabilities, proposals, features, localizationVariances, null);
        }

        private Evidence only(int count, int... indices) {
            return new Evidence(
                    DetectionRows.of(probabilities, count, indices),
                    DetectionRows.of(proposals, count, indices),
                    DetectionRows.of(features, count, indices),
                    localizationVariances == null ? null : DetectionRows.of(localizationVariances, count, indices),
                    suppressed == null ? null : DetectionRows.of(suppressed, count, indices));
        }
    }

    public Detections {
        if (boxes.length != 4 * classes.length || confidences.length != classes.length) {
            throw new IllegalArgumentException("lengths do not agree: " + boxes.length + " coordinates, "
                    + classes.length + " classes, " + confidences.length + " confidences");
        }
    }

    public static Detections none() {
        return new Detections(new float[0], new int[0], new float[0], null);
    }

    /** The same without evidence, whose features for a whole data set would fill the memory. */
    public Detections withoutEvidence() {
        return new Detections(boxes, classes, confidences, null);
    }

    /** Those of these indices, in their order. */
    public Detections only(int... indices) {
        return new Detections(
                DetectionRows.of(boxes, count(), indices),
                IntStream.of(indices).map(i -> classes[i]).toArray(),
                DetectionRows.of(confidences, count(), indices),
                evidence == null ? null : evidence.only(count(), indices));
    }

    public int count() {
        return classes.length;
    }

    /** The indices of those with at least a confidence, ascending. */
    public int[] atLeast(double confidence) {
        return IntStream.range(0, count())
                .filter(i -> Confidence.isAtLeast(confidences[i], confidence))
                .toArray();
    }

    public Box box(int i) {
        return new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]);
    }

    public Detection get(int i) {
        return new Detection(box(i), classes[i], confidences[i]);
    }

    public Stream<Detection> stream() {
        return IntStream.range(0, count()).mapToObj(this::get);
    }
}
