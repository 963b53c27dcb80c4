package org.huale.torch.rcnn.roi;

import java.util.Objects;
import org.huale.torch.rcnn.rpn.RpnOptions;

/**
 * Options of the box head and of what is done with its output; torchvision's names stand in brackets.
 *
 * @param matching [box_fg_iou_thresh, box_bg_iou_thresh]
 * @param sampling [box_batch_size_per_image, box_positive_fraction]
 * @param pooledSize bins along each side of a region
 * @param samplingRatio RoIAlign samples along each side of a bin
 * @param pooledLevels finest levels of the pyramid that regions are pooled from
 * @param representationSize width of the two fully connected layers
 * @param output which detections are kept
 * @param localizationVariance whether the detector says how sure it is of each box side
 * @param boxRegression whether the classes share one regression of boxes
 */
public record RoiOptions(
        RpnOptions.Matching matching,
        RpnOptions.Sampling sampling,
        int pooledSize,
        int samplingRatio,
        int pooledLevels,
        int representationSize,
        Output output,
        LocalizationVariance localizationVariance,
        BoxRegression boxRegression) {

    /** Detections with a shorter side than this are dropped, in pixels of the network's input. */
    public static final float SHORTEST_SIDE = 1e-2f;

    /** Who regresses a box. */
    public enum BoxRegression {
        /** Each class by itself, as in torchvision. */
        PER_CLASS,
        /** All classes together, so that a rare class places its boxes as well as a frequent one. */
        CLASS_AGNOSTIC
    }

    /** For which boxes the variance of each side is predicted. */
    public enum LocalizationVariance {
        /** For none, as in torchvision. */
        NONE,
        /** Once for a region, whatever it shows. */
        CLASS_AGNOSTIC,
        /** For each class, as boxes are. */
        PER_CLASS
    }

    /**
     * Which detections are kept.
     *
     * @param minConfidence only those above it [box_score_thresh]
     * @param nmsIou within a class [box_nms_thresh]
     * @param perImage at most [box_detections_per_img]
     */
    public record Output(double minConfidence, double nmsIou, int perImage) {
        public Output {
            if (!(minConfidence >= 0 && minConfidence <= 1) || !(nmsIou >= 0 && nmsIou <= 1) || perImage < 1) {
                throw new IllegalArgumentException(
                        "output needs a least confidence and an NMS IoU in [0, 1] and at least"
                                + " 1 detection an image, got " + minConfidence + ", " + nmsIou + " and " + perImage);
            }
        }

        public static Output defaults() {
            return new Output(0.05, 0.5, 100);
        }
    }

    public RoiOptions {
        // weights that were saved before there were such heads do not mention them
        localizationVariance = Objects.requireNonNullElse(localizationVariance, LocalizationVariance.NONE);
        boxRegression = Objects.requireNonNullElse(boxRegression, BoxRegression.PER_CLASS);
        if (pooledSize < 1 || samplingRatio < 1 || pooledLevels < 1 || representationSize < 1) {
            throw new IllegalArgumentException(
                    "pooled size, sampling ratio, pooled levels and representation size must be"
                            + " at least 1, got " + pooledSize + ", " + samplingRatio + ", " + pooledLevels + " and "
                            + representationSize);
        }
    }

    public static RoiOptions defaults(int pooledLevels) {
        return new RoiOptions(
                new RpnOptions.Matching(0.5, 0.5),
                new RpnOptions.Sampling(512, 0.25),
                7,
                2,
                pooledLevels,
                1024,
                Output.defaults(),
                LocalizationVariance.NONE,
                BoxRegression.PER_CLASS);
    }

    public RoiOptions withOutput(Output changed) {
        return with(changed, localizationVariance, boxRegression);
    }

    public RoiOptions withLocalizationVariance(LocalizationVariance changed) {
        return with(output, changed, boxRegression);
    }

    public RoiOptions withBoxRegression(BoxRegression changed) {
        return with(output, localizationVariance, changed);
    }

    private RoiOptions with(Output kept, LocalizationVariance variance, BoxRegression regression) {
        return new RoiOptions(
                matching,
                sampling,
                pooledSize,
                samplingRatio,
                pooledLevels,
                representationSize,
                kept,
                variance,
                regression);
    }
}
