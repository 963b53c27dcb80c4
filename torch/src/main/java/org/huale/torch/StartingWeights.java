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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the numbers of files into a new detector. */
final class StartingWeights {
    private static final Logger LOG = LoggerFactory.getLogger(StartingWeights.class);
    private static final String LAST_LAYER = "roi_heads.box_predictor.";
    private static final String VARIANCES = LAST_LAYER + "bbox_log_variance.";

    private StartingWeights() {}

    static void load(ParameterStore network, ClassNames classes, TrainingRequest.FirstWeights files) {
        Path backbone = files.backbone();
        Path detector = files.detector();
        if (backbone != null) {
            StateLoading.loadBackbone(network.at("backbone"), WeightsFile.read(backbone), backbone.toString());
        }
        if (detector != null) {
            StateDict weights = WeightsFile.read(detector);
            StateDict fitted = withOwnVariances(network, fitted(network, weights, classes), detector);
            StateLoading.load(network, fitted, detector.toString());
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
