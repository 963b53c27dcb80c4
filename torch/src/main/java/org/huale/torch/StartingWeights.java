package org.huale.torch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.torch.nn.BackboneOptions;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.StateLoading;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
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
    private static final String LAST_LAYER = "roi_heads.box_predictor.";
    private static final String VARIANCES = LAST_LAYER + "bbox_log_variance.";

    /** A state dict and where it was read. */
    record FromFile(Path file, StateDict weights) {

        static @Nullable FromFile read(@Nullable Path file) {
            return file == null ? null : new FromFile(file, WeightsFile.read(file));
        }
    }

    static StartingWeights read(TrainingRequest.FirstWeights files) {
        return new StartingWeights(FromFile.read(files.backbone()), FromFile.read(files.detector()));
    }

    /** Whether all weights are random. */
    boolean none() {
        return backbone == null && detector == null;
    }

    /** The padding that a backbone's weights want: what they say, else torchvision's; none where there is no backbone. */
    Optional<BackboneOptions.Padding> padding() {
        return Optional.ofNullable(backbone)
                .map(it -> StateLoading.padding(it.weights()).orElse(BackboneOptions.Padding.SYMMETRIC));
    }

    void load(ParameterStore network, ClassNames classes) {
        if (backbone != null) {
            StateLoading.loadBackbone(
                    network.at("backbone"), backbone.weights(), backbone.file().toString());
        }
        if (detector != null) {
            StateDict fitted = withOwnVariances(network, fitted(network, detector, classes), detector.file());
            StateLoading.load(network, fitted, detector.file().toString());
        }
    }

    /** Where the variance head of the weights is not the network's, the network keeps its own, if it has one. */
    private static StateDict withOwnVariances(ParameterStore network, StateDict weights, Path file) {
        Map<String, TensorData> tensors = new LinkedHashMap<>(weights.tensors());
        StateDict own = StateLoading.toStateDict(network);
        String bias = VARIANCES + "bias";
        if (own.contains(bias) == weights.contains(bias)
                && (!own.contains(bias)
                        || own.get(bias).elements() == weights.get(bias).elements())) {
            return weights;
        }
        LOG.info(
                own.contains(bias)
                        ? "{}: without the variance head that this detector has; it begins with random numbers"
                        : "{}: its variance head is left out, this detector has none",
                file);
        tensors.keySet().removeIf(name -> name.startsWith(VARIANCES));
        own.tensors().forEach((name, data) -> {
            if (name.startsWith(VARIANCES)) {
                tensors.put(name, data);
            }
        });
        return new StateDict(tensors, weights.metadata());
    }

    /** With the network's own last layer where that of the weights is for other classes. */
    private static StateDict fitted(ParameterStore network, FromFile detector, ClassNames classes) {
        StateDict weights = detector.weights();
        if (sameClasses(network, detector, classes)) {
            return weights;
        }
        Map<String, TensorData> tensors = new LinkedHashMap<>(weights.tensors());
        StateLoading.toStateDict(network).tensors().forEach((name, own) -> {
            if (name.startsWith(LAST_LAYER)) {
                tensors.put(name, own);
            }
        });
        return new StateDict(tensors, weights.metadata());
    }

    private static boolean sameClasses(ParameterStore network, FromFile detector, ClassNames classes) {
        StateDict weights = detector.weights();
        String name = LAST_LAYER + "cls_score.bias";
        boolean sameCount = weights.contains(name)
                && weights.get(name).elements() == network.get(name).numel();
        return sameCount
                && WeightsMetadata.classes(weights, detector.file())
                        .map(classes::equals)
                        .orElse(true);
    }
}
