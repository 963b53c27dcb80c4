package org.huale.torch;

import java.nio.file.Path;
import java.util.Optional;
import org.huale.dataset.Dataset;
import org.huale.detect.provider.FirstWeights;
import org.huale.geometry.AnchorFit;
import org.huale.problem.HualeException;
import org.huale.torch.rcnn.AnchorFitting;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.ScaledBoxes;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.torch.rcnn.rpn.RpnOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts anchors in place of {@code auto}, and says how well anchors fit. */
final class FittedAnchors {
    private static final Logger LOG = LoggerFactory.getLogger(FittedAnchors.class);
    private static final int SMALLEST = 24;

    private FittedAnchors() {}

    /**
     * The configuration with anchors: those that it names, those that the weights of a whole detector were trained with, or
     * those that fit the images.
     *
     * @throws HualeException where such weights do not say what their anchors are, or have another number of maps
     */
    static TrainingConfig of(TrainingConfig config, FirstWeights first, Dataset images) {
        FasterRcnnOptions detector = config.detector();
        if (!detector.rpn().anchors().areToBeFitted()) {
            return config;
        }
        return config.withDetector(
                first.detector() == null
                        ? AnchorFitting.fitted(detector, boxes(config, images))
                        : detector.withRpn(detector.rpn().withAnchors(anchorsOf(detector, first.detector()))));
    }

    private static AnchorGenerator anchorsOf(FasterRcnnOptions detector, Path weights) {
        FasterRcnnOptions trained = WeightsMetadata.model(weights)
                .orElseThrow(
                        () -> new HualeException(
                                "detector.rpn.anchors: auto cannot be taken for " + weights
                                        + ", which was trained with anchors that it does not name; give their sizes and aspect ratios"));
        if (!WeightsDescription.haveEqualLevels(trained, detector)) {
            throw new HualeException("detector.rpn.anchors: auto cannot be taken for " + weights + ", a "
                    + trained.backbone().architecture() + " with anchors for "
                    + trained.rpn().anchors().levels() + " maps; this detector, a "
                    + detector.backbone().architecture() + ", has "
                    + detector.backbone().levels() + ". Such weights do not fit it");
        }
        return trained.rpn().anchors();
    }

    /**
     * As {@link #of} where there are no images yet, with any anchors where these are to decide.
     *
     * @throws HualeException as above
     */
    static FasterRcnnOptions beforehand(FasterRcnnOptions detector, FirstWeights first) {
        Path weights = first.detector();
        return weights == null || !detector.rpn().anchors().areToBeFitted()
                ? orAny(detector)
                : detector.withRpn(detector.rpn().withAnchors(anchorsOf(detector, weights)));
    }

    /** With any where they are yet to be fitted: neither a map nor the weights of a backbone hang on which they are. */
    static FasterRcnnOptions orAny(FasterRcnnOptions detector) {
        RpnOptions rpn = detector.rpn();
        int levels = detector.backbone().levels();
        return rpn.anchors().areToBeFitted()
                ? detector.withRpn(rpn.withAnchors(AnchorGenerator.twoAnOctave(levels, SMALLEST)))
                : detector;
    }

    /** How well the anchors fit what is learned from in these images; {@code auto} is fitted to them first. */
    static AnchorFit fit(TrainingConfig config, Dataset images) {
        ScaledBoxes boxes = boxes(config, images);
        return boxes.fitOf(AnchorFitting.fitted(config.detector(), boxes).rpn().anchors());
    }

    /**
     * Says how well the anchors fit, louder where they do not.
     *
     * @param config of the training, with anchors
     */
    static void report(TrainingRequest request, TrainingConfig config) {
        Dataset images = request.task().images();
        AnchorFit fit = fit(config, images);
        Optional<String> warning = warning(fit, request.asksForFittedAnchors());
        if (fit.boxes() == 0) {
            LOG.warn("{} images and no object to learn from: the detector will find nothing", images.size());
        } else if (warning.isPresent()) {
            LOG.warn("anchors: {}; {}", fit, warning.get());
        } else {
            LOG.info("anchors: {}", fit);
        }
    }

    /**
     * What is said where anchors fit badly; empty where they fit.
     *
     * @param auto whether {@code auto} chose them, which then is of no more help
     */
    static Optional<String> warning(AnchorFit fit, boolean auto) {
        return fit.isGood()
                ? Optional.empty()
                : Optional.of("the others are hard to learn; " + (auto ? "" : "detector.rpn.anchors: auto or ")
                        + "a larger detector.transform.minSize helps");
    }

    private static ScaledBoxes boxes(TrainingConfig config, Dataset images) {
        return ScaledBoxes.of(images, config.detector(), config.training().images()::learns);
    }
}
