package org.huale.torch;

import java.nio.file.Path;
import org.huale.dataset.ClassNames;
import org.huale.detect.provider.FirstWeights;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a new detector begins with, read once.
 *
 * @param backbone of a classification network, or null
 * @param detector of a whole detector, or null
 */
record StartingWeights(
        @Nullable FromFile backbone, @Nullable FromFile detector) {

    /** A state dict and where it was read. */
    record FromFile(Path file, StateDict weights) {

        static @Nullable FromFile read(@Nullable Path file) {
            return file == null ? null : new FromFile(file, WeightsFile.read(file));
        }
    }

    static StartingWeights read(FirstWeights files) {
        return new StartingWeights(FromFile.read(files.backbone()), FromFile.read(files.detector()));
    }

    /** Whether all weights are random. */
    boolean none() {
        return backbone == null && detector == null;
    }

    /**
     * The detector with the padding that a backbone's weights want, for it is a property of the weights: what they say, else
     * that of the published ones; as it is where there is no backbone.
     */
    FasterRcnnOptions padded(FasterRcnnOptions options) {
        if (backbone == null) {
            return options;
        }
        BackboneOptions.Padding padding = StateLoading.padding(backbone.weights())
                .orElse(options.backbone().architecture().publishedPadding());
        return options.withBackbone(options.backbone().withPadding(padding));
    }

    void load(FasterRcnn network, ClassNames classes) {
        if (backbone != null) {
            StateLoading.loadBackbone(
                    network.parameters().at("backbone"),
                    backbone.weights(),
                    backbone.file().toString());
        }
        if (detector != null) {
            DetectorTransfer.load(network, classes, detector);
        }
    }
}
