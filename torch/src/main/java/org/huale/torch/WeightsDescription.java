package org.huale.torch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.huale.problem.HualeException;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.weights.WeightsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What saved weights demand of the detector that begins with them. Those of a detector know objects by the anchors, the maps, the
 * padding, the norms and the colours that they were trained with; those of HUALE say these, those of other programs do not. Those of
 * a backbone demand a padding.
 */
final class WeightsDescription {
    private static final Logger LOG = LoggerFactory.getLogger(WeightsDescription.class);

    private static final String ANCHORS = "detector.rpn.anchors";
    private static final String PADDING = "detector.backbone.padding";
    private static final String EPSILON = "detector.backbone.batchNormEpsilon";
    private static final String TAPS = "detector.backbone.taps";
    private static final String POOLED_LEVELS = "detector.roi.pooledLevels";
    private static final String SAMPLING_RATIO = "detector.roi.samplingRatio";
    private static final String MEAN = "detector.transform.mean";
    private static final String DEVIATION = "detector.transform.deviation";

    private WeightsDescription() {}

    /**
     * The options with what the weights say of themselves in place of what nobody asked for; unchanged where the weights say
     * nothing or are not there, and where they are for another number of levels, which their loading will tell.
     *
     * @param asked whether the user gave a value for a key
     */
    static FasterRcnnOptions adopt(FasterRcnnOptions options, Path weights, Predicate<String> asked) {
        return described(weights)
                .filter(trained -> haveEqualLevels(trained, options))
                .map(trained -> adopt(options, trained, asked))
                .orElse(options);
    }

    /**
     * The options with the padding that a backbone's weights want, whoever asked for another, for it is a property of the weights:
     * what they say, else that of the published ones.
     *
     * @param backbone file of its weights
     * @param metadata that the file has
     * @throws HualeException where no backbone of these options is padded so
     */
    static FasterRcnnOptions padded(FasterRcnnOptions options, Path backbone, Map<String, String> metadata) {
        BackboneOptions.Padding padding = StateLoading.padding(metadata)
                .orElse(options.backbone().architecture().publishedPadding());
        try {
            return options.withBackbone(options.backbone().withPadding(padding));
        } catch (IllegalArgumentException e) {
            throw new HualeException(
                    backbone + ": its weights were trained with padding " + word(padding) + ", so they are of another"
                            + " network than that of detector (" + e.getMessage() + ")",
                    e);
        }
    }

    /** As {@link #padded(FasterRcnnOptions, Path, Map)}, and says where it is not what was asked for. */
    static FasterRcnnOptions padded(FasterRcnnOptions options, Path backbone, Predicate<String> asked) {
        if (!Files.isRegularFile(backbone)) {
            return options;
        }
        FasterRcnnOptions padded = padded(options, backbone, WeightsFile.metadata(backbone));
        if (asked.test(PADDING) && !padded.equals(options)) {
            LOG.warn(
                    "{}: {} is not taken; the weights {} were trained with {}",
                    PADDING,
                    word(options.backbone().padding()),
                    backbone,
                    word(padded.backbone().padding()));
        }
        return padded;
    }

    private static String word(BackboneOptions.Padding padding) {
        return padding.name().toLowerCase(Locale.ROOT);
    }

    /** Whether both have as many maps; anchors and pooling are for so many. */
    static boolean haveEqualLevels(FasterRcnnOptions one, FasterRcnnOptions other) {
        return one.backbone().levels() == other.backbone().levels();
    }

    private static Optional<FasterRcnnOptions> described(Path weights) {
        return Files.isRegularFile(weights) ? WeightsMetadata.model(weights) : Optional.empty();
    }

    private static FasterRcnnOptions adopt(
            FasterRcnnOptions options, FasterRcnnOptions trained, Predicate<String> asked) {
        FasterRcnnOptions fitted = options.withTransform(colours(options.transform(), trained.transform(), asked))
                .withBackbone(maps(options.backbone(), trained.backbone(), asked))
                .withRoi(pooling(options.roi(), trained.roi(), asked));
        return asked.test(ANCHORS)
                ? fitted
                : fitted.withRpn(options.rpn().withAnchors(trained.rpn().anchors()));
    }

    private static ImageTransformOptions colours(
            ImageTransformOptions options, ImageTransformOptions trained, Predicate<String> asked) {
        return new ImageTransformOptions(
                options.minSize(),
                options.maxSize(),
                asked.test(MEAN) ? options.mean() : trained.mean(),
                asked.test(DEVIATION) ? options.deviation() : trained.deviation());
    }

    private static RoiOptions pooling(RoiOptions options, RoiOptions trained, Predicate<String> asked) {
        return options.withPooling(
                asked.test(POOLED_LEVELS) ? options.pooledLevels() : trained.pooledLevels(),
                asked.test(SAMPLING_RATIO) ? options.samplingRatio() : trained.samplingRatio());
    }

    private static BackboneOptions maps(BackboneOptions options, BackboneOptions trained, Predicate<String> asked) {
        if (options.architecture() != trained.architecture()) {
            return options;
        }
        BackboneOptions normed = norms(options, trained, asked);
        return asked.test(TAPS) ? normed : normed.withTaps(trained.taps());
    }

    private static BackboneOptions norms(BackboneOptions options, BackboneOptions trained, Predicate<String> asked) {
        BackboneOptions padded = asked.test(PADDING) ? options : options.withPadding(trained.padding());
        return asked.test(EPSILON) ? padded : padded.withBatchNormEpsilon(trained.batchNormEpsilon());
    }
}
