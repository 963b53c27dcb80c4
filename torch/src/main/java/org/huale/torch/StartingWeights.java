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

/**
 * The numbers that a new detector begins with, read once.
 *
 * @param backbone of a classification network, or null
 * @param detector of a whole detector, or null
 */
record StartingWeights(
        @Nullable FromFile backbone, @Nullable FromFile detector) {
    private static final String LAST_LAYER = "roi_heads.box_predictor.";

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
            StateDict fitted = fitted(network, detector.weights(), classes);
            StateLoading.load(network, fitted, detector.file().toString());
        }
    }

    /** With the network's own last layer where that of the weights is for other classes. */
    private static StateDict fitted(ParameterStore network, StateDict weights, ClassNames classes) {
        if (sameClasses(network, weights, classes)) {
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

    private static boolean sameClasses(ParameterStore network, StateDict weights, ClassNames classes) {
        String name = LAST_LAYER + "cls_score.bias";
        boolean sameCount = weights.contains(name)
                && weights.get(name).elements() == network.get(name).numel();
        return sameCount
                && WeightsMetadata.classes(weights).map(classes::equals).orElse(true);
    }
}
