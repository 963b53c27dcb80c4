package org.huale.onnx.options;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a network are to be read.
 *
 * @param form what they are
 * @param tensors which output is which
 * @param boxes how a box is written
 * @param scores how scores and classes are written
 * @param selection which of the found boxes count
 */
public record OutputOptions(Form form, Tensors tensors, Boxes boxes, Scores scores, Selection selection) {

    /** What the outputs are; B images, N boxes, K classes. */
    public enum Form {
        /** One tensor {@code [B, 4 + K, N]} or {@code [B, N, 4 + K]}: box, scores. */
        CLASS_ROWS,
        /** One tensor {@code [B, N, 5 + K]}: box, chance that there is an object, scores of classes given an object. */
        OBJECTNESS_ROWS,
        /** As {@code objectness_rows}, boxes relative to the cells of grids. */
        GRID_ROWS,
        /** One tensor {@code [B, N, 6]}: box, score, class. */
        FINISHED_ROWS,
        /** Tensors of boxes {@code [B, N, 4]}, or {@code [B, N, 5]} with scores in them, of scores and of classes {@code [B, N]}. */
        FINISHED_BOXES,
        /** Tensors of boxes {@code [B, N, 4]} and of scores {@code [B, N, K]}, with or without background. */
        SCORED_BOXES,
        /** As {@code scored_boxes}, boxes relative to priors. */
        PRIOR_BOXES
    }

    /**
     * Names of outputs, or of inner values; null where the form does not have such a tensor, or to find it by name and shape.
     *
     * @param boxes with the boxes, and with everything where there is one tensor
     * @param scores with the scores
     * @param labels with the classes
     * @param probabilities for {@code finished_boxes}: with the distribution of each box over background and classes, {@code [B,
     *     N, 1 + K]}
     */
    public record Tensors(
            @Nullable String boxes,
            @Nullable String scores,
            @Nullable String labels,
            @Nullable String probabilities) {

        /** Without distributions. */
        public Tensors(@Nullable String boxes, @Nullable String scores, @Nullable String labels) {
            this(boxes, scores, labels, null);
        }

        public static Tensors unnamed() {
            return new Tensors(null, null, null);
        }
    }

    /**
     * How a box is written.
     *
     * @param corners {@code xyxy}, {@code yxyx}, {@code xywh} (corner and size) or {@code cxcywh} (centre and size)
     * @param unit what its numbers count: {@code pixels} of the network's input, padding included, {@code original} pixels of
     *     the image, {@code shares} of the input's sides, or {@code image_shares} of those that the image takes up in it
     * @param strides for {@code grid_rows}: pixels of the input for each cell of a grid, in the order of the grids
     */
    public record Boxes(Corners corners, Unit unit, List<Integer> strides) {

        /** In which order. */
        public enum Corners {
            XYXY,
            YXYX,
            XYWH,
            CXCYWH
        }

        /** Of what. */
        public enum Unit {
            PIXELS,
            ORIGINAL,
            SHARES,
            IMAGE_SHARES
        }

        public Boxes {
            strides = List.copyOf(strides);
            if (strides.stream().anyMatch(it -> it < 1)) {
                throw new IllegalArgumentException("strides must be at least 1, got " + strides);
            }
        }

        public static Boxes of(Corners corners, Unit unit) {
            return new Boxes(corners, unit, List.of());
        }
    }

    /**
     * How scores and classes are written.
     *
     * @param activation what is still to be done to the numbers: {@code none}, {@code sigmoid} or {@code softmax}
     * @param background which column, if any, is that of no object
     * @param firstLabel the number by which finished boxes name the first class
     * @param perBox whether a box counts for its {@code best} class alone, or for {@code all} whose score is high enough
     */
    public record Scores(Activation activation, Background background, int firstLabel, PerBox perBox) {

        /** Still to be done. */
        public enum Activation {
            NONE,
            SIGMOID,
            SOFTMAX
        }

        /** Where it stands. */
        public enum Background {
            NONE,
            FIRST,
            LAST
        }

        /** Classes of a box. */
        public enum PerBox {
            BEST,
            ALL
        }

        /** Scores that are finished, classes from 0, one for each box. */
        public static Scores finished() {
            return new Scores(Activation.NONE, Background.NONE, 0, PerBox.BEST);
        }
    }

    /**
     * Which of the found boxes count.
     *
     * @param minConfidence those of at most this score are left out, in [0, 1)
     * @param nmsIou boxes of a class that overlap a better one by more are left out, in [0, 1]; null where the network has seen
     *     to it
     * @param perImage the best that stay
     */
    public record Selection(double minConfidence, @Nullable Double nmsIou, int perImage) {
        private static final double LEAST = 0.05;

        public Selection {
            if (!(minConfidence >= 0 && minConfidence < 1)) {
                throw new IllegalArgumentException("minConfidence must be in [0, 1), got " + minConfidence);
            }
            if (nmsIou != null && !(nmsIou >= 0 && nmsIou <= 1)) {
                throw new IllegalArgumentException("nmsIou must be in [0, 1], got " + nmsIou);
            }
            if (perImage < 1) {
                throw new IllegalArgumentException("perImage must be at least 1, got " + perImage);
            }
        }

        /** The usual least confidence, with suppression. */
        public static Selection suppressing(double nmsIou, int perImage) {
            return new Selection(LEAST, nmsIou, perImage);
        }

        /** The usual least confidence, of boxes that do not repeat each other. */
        public static Selection best(int perImage) {
            return new Selection(LEAST, null, perImage);
        }

        /** All that a network gives, which has chosen itself. */
        public static Selection all() {
            return new Selection(0, null, Integer.MAX_VALUE);
        }

        public Selection withMinConfidence(double other) {
            return new Selection(other, nmsIou, perImage);
        }
    }
}
