package org.huale.torch.rcnn.roi;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
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
 * @param cascade the IoU from which on a region shows an object, of each further stage: a box head of its own that refines the
 *     boxes of the stage before; rising and above that of the matching, 3 at most, none as in torchvision. Not written where
 *     there are none, so that such options are written as before there were stages
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
        BoxRegression boxRegression,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> cascade) {

    /** Stages at most. */
    public static final int MOST_STAGES = 4;
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
        cascade = List.copyOf(Objects.requireNonNullElse(cascade, List.of()));
        if (pooledSize < 1 || samplingRatio < 1 || pooledLevels < 1 || representationSize < 1) {
            throw new IllegalArgumentException(
                    "pooled size, sampling ratio, pooled levels and representation size must be"
                            + " at least 1, got " + pooledSize + ", " + samplingRatio + ", " + pooledLevels + " and "
                            + representationSize);
        }
        requireRising(matching.foregroundIou(), cascade);
        requireOneBox(cascade, boxRegression, localizationVariance);
    }

    private static void requireRising(double first, List<Double> cascade) {
        double least = first;
        for (double iou : cascade) {
            if (!(iou > least && iou < 1)) {
                throw new IllegalArgumentException("a cascade's IoUs must rise from that of matching, " + first
                        + ", and stay below 1, got " + cascade);
            }
            least = iou;
        }
        if (cascade.size() >= MOST_STAGES) {
            throw new IllegalArgumentException("a cascade has at most " + (MOST_STAGES - 1)
                    + " stages after the first, got " + cascade.size() + ": " + cascade);
        }
    }

    /** A stage sees the one box that the stage before made of a region, and says of it what one stage says. */
    private static void requireOneBox(List<Double> cascade, BoxRegression regression, LocalizationVariance variance) {
        if (!cascade.isEmpty() && regression != BoxRegression.CLASS_AGNOSTIC) {
            throw new IllegalArgumentException("a cascade needs boxRegression class_agnostic, since each stage refines"
                    + " one box of a region, got per_class");
        }
        if (!cascade.isEmpty() && variance != LocalizationVariance.NONE) {
            throw new IllegalArgumentException("a cascade needs localizationVariance none, since its stages predict no"
                    + " variances, got " + variance.name().toLowerCase(Locale.ROOT));
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
                BoxRegression.PER_CLASS,
                List.of());
    }

    /** Box heads that refine one after the other, at least 1. */
    public int stages() {
        return 1 + cascade.size();
    }

    public RoiOptions withOutput(Output changed) {
        return with(changed, localizationVariance, boxRegression, cascade);
    }

    public RoiOptions withLocalizationVariance(LocalizationVariance changed) {
        return with(output, changed, boxRegression, cascade);
    }

    public RoiOptions withBoxRegression(BoxRegression changed) {
        return with(output, localizationVariance, changed, cascade);
    }

    /** With further stages and the one regression of boxes that they need; without any where the IoUs are none. */
    public RoiOptions withCascade(List<Double> ious) {
        return with(output, localizationVariance, ious.isEmpty() ? boxRegression : BoxRegression.CLASS_AGNOSTIC, ious);
    }

    public RoiOptions withPooling(int levels, int samples) {
        return new RoiOptions(
                matching,
                sampling,
                pooledSize,
                samples,
                levels,
                representationSize,
                output,
                localizationVariance,
                boxRegression,
                cascade);
    }

    private RoiOptions with(
            Output kept, LocalizationVariance variance, BoxRegression regression, List<Double> further) {
        return new RoiOptions(
                matching,
                sampling,
                pooledSize,
                samplingRatio,
                pooledLevels,
                representationSize,
                kept,
                variance,
                regression,
                further);
    }
}
