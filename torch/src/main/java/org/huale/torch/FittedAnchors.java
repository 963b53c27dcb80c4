package org.huale.torch;

import java.nio.file.Path;
import org.huale.dataset.Dataset;
import org.huale.detect.provider.FirstWeights;
import org.huale.geometry.AnchorFit;
import org.huale.problem.HualeException;
import org.huale.torch.rcnn.AnchorFitting;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.ScaledBoxes;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts anchors in place of {@code auto}, and says how well anchors fit. */
public final class FittedAnchors {
    private static final Logger LOG = LoggerFactory.getLogger(FittedAnchors.class);

    private FittedAnchors() {}

    /**
     * The configuration with anchors: those that it names, those that the weights of a whole detector were trained with, or
     * those that fit the images.
     *
     * @throws HualeException where such weights do not say what their anchors are
     */
    static TrainingConfig of(TrainingConfig config, FirstWeights first, Dataset images) {
        FasterRcnnOptions detector = config.detector();
        if (!detector.rpn().anchors().areToBeFitted()) {
            return config;
        }
        return config.withDetector(
                first.detector() == null
                        ? AnchorFitting.fitted(detector, boxes(config, images))
                        : detector.withRpn(detector.rpn().withAnchors(anchorsOf(first.detector()))));
    }

    /** The configuration with anchors that fit the images where it has {@code auto}. */
    public static TrainingConfig fitted(TrainingConfig config, Dataset images) {
        return of(config, FirstWeights.random(), images);
    }

    private static AnchorGenerator anchorsOf(Path weights) {
        return WeightsMetadata.model(weights)
                .orElseThrow(() -> new HualeException("detector.rpn.anchors: auto cannot be taken for " + weights
                        + ", which was trained with anchors that it does not name; give their sizes and aspect ratios"))
                .rpn()
                .anchors();
    }

    /** How well the anchors fit what is learned from in these images; {@code auto} is fitted to them first. */
    public static AnchorFit fit(TrainingConfig config, Dataset images) {
        ScaledBoxes boxes = boxes(config, images);
        return boxes.fitOf(AnchorFitting.fitted(config.detector(), boxes).rpn().anchors());
    }

    /** Says how well the anchors fit, louder where they do not. */
    static void report(TrainingConfig config, Dataset images) {
        AnchorFit fit = fit(config, images);
        if (fit.isGood()) {
            LOG.info("anchors: {}", fit);
        } else {
            LOG.warn(
                    "anchors: {}. The others are hard to learn: detector.rpn.anchors: auto or a larger detector.transform.minSize helps",
                    fit);
        }
    }

    private static ScaledBoxes boxes(TrainingConfig config, Dataset images) {
        return ScaledBoxes.of(images, config.detector(), config.training().images()::learns);
    }
}
