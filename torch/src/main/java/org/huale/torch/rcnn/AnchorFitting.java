package org.huale.torch.rcnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses anchors for boxes: sizes that grow by one factor from the finest level to the coarsest, and three aspect ratios, such
 * that the mean of each box's best IoU is greatest, where more than 0.8 counts as that: a box is matched well then, and boxes of rarer
 * shapes are not given up for it. It is the mean of the classes' means, as mAP is one of their APs, so that a frequent class does not
 * decide for all. Only the smallest size, the factor and the ratios are chosen, so that few boxes suffice and sizes that happen to be
 * missing among them still have anchors. Nothing is drawn: equal boxes give equal anchors.
 */
public final class AnchorFitting {
    private static final Logger LOG = LoggerFactory.getLogger(AnchorFitting.class);
    /** Fewer boxes say too little; the anchors then follow from the size of the input. */
    static final int LEAST_BOXES = 20;

    private static final int LEAST_SIZES = 8;
    /** Of neighbouring sizes, the usual two an octave first: of equally good ones the first is taken. */
    private static final double[] FACTORS = {Math.pow(2, 1 / 2.0), Math.pow(2, 1 / 3.0)};
    /** Of neighbouring smallest sizes that are tried. */
    private static final double STEP = Math.pow(2, 1 / 8.0);

    private static final double WELL_MATCHED = 0.8;
    /** Of more boxes of a class, this many are compared with each candidate. */
    private static final int MOST_OF_A_CLASS = 1000;

    private static final double LEAST_SIZE = 4;
    /** The largest anchor's size as a share of the shorter side, as torchvision's 512 of 800 pixels. */
    private static final double LARGEST_SHARE = 0.64;

    private static final double[] RATIO_QUANTILES = {1 / 6.0, 1 / 2.0, 5 / 6.0};
    /** Neighbouring ratios differ by this factor at least. */
    private static final double LEAST_SPREAD = 1.3;

    private final ScaledBoxes boxes;
    private final int levels;
    private final int perLevel;

    private AnchorFitting(ScaledBoxes boxes) {
        this.boxes = boxes;
        this.levels = boxes.strides().size();
        this.perLevel = Math.max(2, (LEAST_SIZES + levels - 1) / levels);
    }

    /**
     * The detector with anchors in place of {@code auto}; as it is where it has anchors.
     *
     * @param boxes at the detector's scale; with fewer than 20 the anchors follow from the size of the input
     */
    public static FasterRcnnOptions fitted(FasterRcnnOptions detector, ScaledBoxes boxes) {
        if (!detector.rpn().anchors().areToBeFitted()) {
            return detector;
        }
        AnchorGenerator anchors = new AnchorFitting(boxes.thinned(MOST_OF_A_CLASS)).anchors(detector.transform());
        LOG.info(
                "anchors of sizes {} and ratios {}: {}",
                anchors.sizes(),
                anchors.aspectRatios().get(0),
                boxes.fitOf(anchors));
        return detector.withRpn(detector.rpn().withAnchors(anchors));
    }

    private AnchorGenerator anchors(ImageTransformOptions transform) {
        if (boxes.boxes().size() < LEAST_BOXES) {
            LOG.info(
                    "{} boxes are too few to fit anchors to; they follow from the size of the input",
                    boxes.boxes().size());
            return generator(usualSmallest(transform), FACTORS[0], AnchorGenerator.USUAL_RATIOS);
        }
        return best(transform);
    }

    private double usualSmallest(ImageTransformOptions transform) {
        double largest = LARGEST_SHARE * transform.minSize();
        return Math.max(LEAST_SIZE, largest / Math.pow(FACTORS[0], levels * perLevel - 1));
    }

    private AnchorGenerator best(ImageTransformOptions transform) {
        AnchorGenerator best = generator(usualSmallest(transform), FACTORS[0], AnchorGenerator.USUAL_RATIOS);
        double most = worth(best);
        for (AnchorGenerator candidate : candidates(transform)) {
            double worth = worth(candidate);
            if (worth > most) {
                best = candidate;
                most = worth;
            }
        }
        return best;
    }

    private double worth(AnchorGenerator anchors) {
        return boxes.bestIous(anchors).stream()
                .mapToDouble(AnchorFitting::meanUpToWell)
                .average()
                .orElseThrow();
    }

    private static double meanUpToWell(double[] ious) {
        return Arrays.stream(ious)
                .map(iou -> Math.min(iou, WELL_MATCHED))
                .average()
                .orElseThrow();
    }

    private List<AnchorGenerator> candidates(ImageTransformOptions transform) {
        List<AnchorGenerator> candidates = new ArrayList<>();
        for (List<Double> ratios : List.of(AnchorGenerator.USUAL_RATIOS, ratiosOfBoxes())) {
            for (double factor : FACTORS) {
                for (double size = LEAST_SIZE; size <= transform.minSize() / 2.0; size *= STEP) {
                    candidates.add(generator(size, factor, ratios));
                }
            }
        }
        return candidates;
    }

    /** Quantiles of height over width, moved apart where they are nearly one. */
    private List<Double> ratiosOfBoxes() {
        double[] sorted = boxes.boxes().stream()
                .mapToDouble(it -> it.box().height() / it.box().width())
                .sorted()
                .toArray();
        double[] ratios = Arrays.stream(RATIO_QUANTILES)
                .map(share -> sorted[(int) (share * sorted.length)])
                .toArray();
        return List.of(
                rounded(Math.min(ratios[0], ratios[1] / LEAST_SPREAD)),
                rounded(ratios[1]),
                rounded(Math.max(ratios[2], ratios[1] * LEAST_SPREAD)));
    }

    private static double rounded(double ratio) {
        return Math.max(0.05, Math.rint(ratio * 100) / 100);
    }

    private AnchorGenerator generator(double smallest, double factor, List<Double> ratios) {
        List<List<Integer>> sizes = IntStream.range(0, levels)
                .mapToObj(level -> IntStream.range(0, perLevel)
                        .mapToObj(i -> (int) Math.rint(smallest * Math.pow(factor, level * perLevel + i)))
                        .toList())
                .toList();
        return new AnchorGenerator(sizes, Collections.nCopies(levels, ratios));
    }
}
