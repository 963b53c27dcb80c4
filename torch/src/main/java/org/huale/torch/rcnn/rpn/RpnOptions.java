package org.huale.torch.rcnn.rpn;

/**
 * Options of the region proposal network; torchvision's names stand in brackets.
 *
 * @param anchors [rpn_anchor_generator]; {@link AnchorGenerator#auto} until they are fitted
 * @param matching [rpn_fg_iou_thresh, rpn_bg_iou_thresh]
 * @param sampling [rpn_batch_size_per_image, rpn_positive_fraction]
 * @param training how many proposals training keeps [rpn_pre_nms_top_n_train, rpn_post_nms_top_n_train]
 * @param detection how many detection keeps [rpn_pre_nms_top_n_test, rpn_post_nms_top_n_test]
 * @param nmsIou [rpn_nms_thresh]
 * @param minConfidence proposals of less objectness are dropped [rpn_score_thresh]
 */
public record RpnOptions(
        AnchorGenerator anchors,
        Matching matching,
        Sampling sampling,
        Kept training,
        Kept detection,
        double nmsIou,
        double minConfidence) {

    /** Proposals with a shorter side than this are dropped, in pixels of the network's input. */
    public static final float SHORTEST_SIDE = 1e-3f;

    /** From which overlap on a box is matched, and below which it is background. */
    public record Matching(double foregroundIou, double backgroundIou) {
        public Matching {
            if (!(0 <= backgroundIou && backgroundIou <= foregroundIou && foregroundIou <= 1)) {
                throw new IllegalArgumentException("matching needs 0 <= background IoU <= foreground IoU <= 1, got "
                        + backgroundIou + " and " + foregroundIou);
            }
        }
    }

    /** How many boxes of an image a loss is computed on, and the largest share of matched ones. */
    public record Sampling(int perImage, double positiveFraction) {
        public Sampling {
            if (perImage < 1 || !(positiveFraction >= 0 && positiveFraction <= 1)) {
                throw new IllegalArgumentException("sampling needs at least 1 box an image and a positive fraction in"
                        + " [0, 1], got " + perImage + " and " + positiveFraction);
            }
        }
    }

    /** Proposals of an image: of each level before suppression, over all levels after it. */
    public record Kept(int beforeNms, int afterNms) {
        public Kept {
            if (beforeNms < 1 || afterNms < 1) {
                throw new IllegalArgumentException(
                        "at least 1 proposal must be kept, got " + beforeNms + " and " + afterNms);
            }
        }
    }

    public RpnOptions {
        if (!(nmsIou >= 0 && nmsIou <= 1) || !(minConfidence >= 0 && minConfidence <= 1)) {
            throw new IllegalArgumentException(
                    "NMS IoU and least confidence must be in [0, 1], got " + nmsIou + " and " + minConfidence);
        }
    }

    public static RpnOptions defaults(AnchorGenerator anchors) {
        return new RpnOptions(
                anchors,
                new Matching(0.7, 0.3),
                new Sampling(256, 0.5),
                new Kept(2000, 2000),
                new Kept(1000, 1000),
                0.7,
                0.0);
    }

    public RpnOptions withAnchors(AnchorGenerator changed) {
        return new RpnOptions(changed, matching, sampling, training, detection, nmsIou, minConfidence);
    }

    public RpnOptions withTraining(Kept kept) {
        return new RpnOptions(anchors, matching, sampling, kept, detection, nmsIou, minConfidence);
    }

    public RpnOptions withDetection(Kept kept, double confidence) {
        return new RpnOptions(anchors, matching, sampling, training, kept, nmsIou, confidence);
    }
}
