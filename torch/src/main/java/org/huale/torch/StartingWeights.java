package org.huale.torch;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.huale.dataset.ClassNames;
import org.huale.detect.provider.FirstWeights;
import org.huale.torch.environment.TorchDevice;
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
    /** In the place of classes where none is known, or none matters. */
    static final ClassNames ANY = ClassNames.of("object");

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

    /**
     * Loads them once into a network that nobody keeps, without a word in the log.
     *
     * @param classes of the new detector, of which there may be none yet
     * @throws org.huale.problem.HualeException where they do not fit it
     */
    void requireFitting(FasterRcnnOptions options, ClassNames classes, int threads) {
        ClassNames known = classes.count() == 0 ? ANY : classes;
        try (FasterRcnn network =
                FasterRcnn.toBeLoaded(padded(options), known.count(), TorchDevice.prepare("cpu", threads))) {
            load(network, from -> DetectorTransfer.loadSilently(network, known, from));
        }
    }

    void load(FasterRcnn network, ClassNames classes) {
        load(network, from -> DetectorTransfer.load(network, classes, from));
    }

    private void load(FasterRcnn network, Consumer<FromFile> transfer) {
        if (backbone != null) {
            StateLoading.loadBackbone(
                    network.parameters().at("backbone"),
                    backbone.weights(),
                    backbone.file().toString());
        }
        if (detector != null) {
            transfer.accept(detector);
        }
    }
}
