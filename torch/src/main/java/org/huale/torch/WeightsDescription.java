package org.huale.torch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.input.ImageTransformOptions;

/**
 * What saved weights of a detector demand of the one that begins with them: they know objects by the anchors, the padding, the
 * norms and the colours that they were trained with. Weights of HUALE say these; those of other programs do not.
 */
public final class WeightsDescription {
    private static final String ANCHORS = "detector.rpn.anchors";
    private static final String PADDING = "detector.backbone.padding";
    private static final String EPSILON = "detector.backbone.batchNormEpsilon";
    private static final String MEAN = "detector.transform.mean";
    private static final String DEVIATION = "detector.transform.deviation";

    private WeightsDescription() {}

    /**
     * The options with what the weights say of themselves in place of what nobody asked for; unchanged where the weights say
     * nothing or are not there, and where they are for another number of levels, which their loading will tell.
     *
     * @param asked whether the user gave a value for a key
     */
    public static FasterRcnnOptions adopt(FasterRcnnOptions options, Path weights, Predicate<String> asked) {
        return described(weights)
                .filter(trained -> trained.rpn().anchors().levels()
                        == options.rpn().anchors().levels())
                .map(trained -> adopt(options, trained, asked))
                .orElse(options);
    }

    private static Optional<FasterRcnnOptions> described(Path weights) {
        return Files.isRegularFile(weights) ? WeightsMetadata.model(weights) : Optional.empty();
    }

    private static FasterRcnnOptions adopt(
            FasterRcnnOptions options, FasterRcnnOptions trained, Predicate<String> asked) {
        FasterRcnnOptions fitted = options.withTransform(colours(options.transform(), trained.transform(), asked))
                .withBackbone(norms(options.backbone(), trained.backbone(), asked));
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

    private static BackboneOptions norms(BackboneOptions options, BackboneOptions trained, Predicate<String> asked) {
        if (options.architecture() != trained.architecture()) {
            return options;
        }
        BackboneOptions padded = asked.test(PADDING) ? options : options.withPadding(trained.padding());
        return asked.test(EPSILON) ? padded : padded.withBatchNormEpsilon(trained.batchNormEpsilon());
    }
}
