package org.huale.torch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.dataset.ClassNames;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.StateLoading;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;

/** Puts the numbers of files into a new detector. */
final class StartingWeights {
    private static final String LAST_LAYER = "roi_heads.box_predictor.";

    private StartingWeights() {}

    static void load(ParameterStore network, ClassNames classes, TrainingRequest.FirstWeights files) {
        Path backbone = files.backbone();
        Path detector = files.detector();
        if (backbone != null) {
            StateLoading.loadBackbone(network.at("backbone"), WeightsFile.read(backbone), backbone.toString());
        }
        if (detector != null) {
            StateDict weights = WeightsFile.read(detector);
            StateLoading.load(network, fitted(network, weights, classes), detector.toString());
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
