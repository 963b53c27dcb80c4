package org.huale.torch;

import java.nio.file.Path;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.detect.provider.FirstWeights;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers that a new detector begins with, read once.
 *
 * @param backbone of a classification network, or null
 * @param detector of a whole detector, or null
 */
record StartingWeights(
        @Nullable FromFile backbone, @Nullable FromFile detector) {

    private static final Logger LOG = LoggerFactory.getLogger(StartingWeights.class);

    /**
     * A state dict and where it was read.
     *
     * @param formerNames by which the file may know the classes of the new detector, in their order
     */
    record FromFile(Path file, StateDict weights, Optional<ClassNames> formerNames) {

        FromFile(Path file, StateDict weights) {
            this(file, weights, Optional.empty());
        }

        static @Nullable FromFile read(@Nullable Path file, Optional<ClassNames> formerNames) {
            return file == null ? null : new FromFile(file, WeightsFile.read(file), formerNames);
        }
    }

    /** Of a whole detector alone where both are named: it has a backbone. */
    static StartingWeights read(FirstWeights files) {
        if (files.detector() == null) {
            return new StartingWeights(FromFile.read(files.backbone(), Optional.empty()), null);
        }
        if (files.backbone() != null) {
            LOG.info("{} is not used: {} has a backbone", files.backbone(), files.detector());
        }
        return new StartingWeights(null, FromFile.read(files.detector(), files.formerNames()));
    }

    /** Whether all weights are random. */
    boolean none() {
        return backbone == null && detector == null;
    }

    /** The detector with the padding that a backbone's weights want; as it is where there is no backbone. */
    FasterRcnnOptions padded(FasterRcnnOptions options) {
        return backbone == null
                ? options
                : WeightsDescription.padded(
                        options, backbone.file(), backbone.weights().metadata());
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
