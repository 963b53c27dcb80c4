package org.huale.torch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ClassNames;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.roi.RoiHeads;
import org.huale.torch.rcnn.roi.RoiOptions;
import org.huale.torch.rcnn.rpn.AnchorGenerator;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Takes the weights of one detector over into another. What depends on the classes is left to the new one's own numbers where
 * the classes are others, and what depends on the number of anchors around a cell where that differs; all else must fit.
 */
final class DetectorTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(DetectorTransfer.class);
    private static final String HEADS = "roi_heads.";
    private static final String PREDICTOR = "box_predictor.";
    private static final String CLASSES = HEADS + PREDICTOR;
    static final String CLASS_BIAS = CLASSES + "cls_score.bias";
    private static final String DELTAS = CLASSES + "bbox_pred.";
    private static final String DELTA_BIAS = DELTAS + "bias";
    private static final String VARIANCES = CLASSES + "bbox_log_variance.";
    static final String VARIANCE_BIAS = VARIANCES + "bias";
    private static final String OBJECTNESS = "rpn.head.cls_logits.";
    private static final String OBJECTNESS_BIAS = OBJECTNESS + "bias";
    private static final List<String> OF_ANCHORS = List.of(OBJECTNESS, "rpn.head.bbox_pred.");

    private final Logger log;
    private final ParameterStore network;
    private final StateDict own;
    private final StateDict weights;
    private final Path file;
    private final Optional<ClassNames> formerNames;
    private final Map<String, String> anew = new LinkedHashMap<>(); // beginnings of names, and why

    private DetectorTransfer(ParameterStore network, StartingWeights.FromFile from, Logger log) {
        this.log = log;
        this.network = network;
        this.own = StateLoading.toStateDict(network);
        this.weights = from.weights();
        this.file = from.file();
        this.formerNames = from.formerNames();
    }

    /**
     * Loads the weights and says in the log what was taken and what was not.
     *
     * @param classes of the detector
     * @throws org.huale.problem.HualeException naming the first tensors and shapes that do not fit
     */
    static void load(FasterRcnn detector, ClassNames classes, StartingWeights.FromFile from) {
        new DetectorTransfer(detector.parameters(), from, LOG).into(detector, classes);
    }

    /** The same without a word, where it is only to be known whether they fit. */
    static void loadSilently(FasterRcnn detector, ClassNames classes, StartingWeights.FromFile from) {
        new DetectorTransfer(detector.parameters(), from, NOPLogger.NOP_LOGGER).into(detector, classes);
    }

    private void into(FasterRcnn detector, ClassNames classes) {
        compareStages();
        compareClasses(classes);
        compareRegression();
        compareVariances();
        compareAnchors();
        load();
        describeAnchors(detector.options().rpn().anchors());
    }

    /** A further stage begins with random numbers: the first one's speak of other regions, in other deltas. */
    private void compareStages() {
        for (int stage = 2; stage <= RoiOptions.MOST_STAGES; stage++) {
            String name = stage(stage);
            boolean theirs = begins(weights, name);
            boolean ours = begins(own, name);
            if (theirs != ours) {
                anew.put(name, ours ? "no such stage in the file" : "this detector has no such stage");
            }
        }
    }

    private void compareClasses(ClassNames classes) {
        Optional<ClassNames> said = WeightsMetadata.classes(weights.metadata(), file);
        if (elements(weights, CLASS_BIAS) != elements(own, CLASS_BIAS)) {
            beginClassesAnew(
                    (elements(weights, CLASS_BIAS) - 1) + " classes in the file, " + classes.count() + " here");
        } else if (said.isPresent() && !said.get().equals(classes)) {
            compareNames(said.get(), classes);
        } else if (said.isEmpty()) {
            log.info(
                    "{}: the file does not name its classes; they are taken for {}, in this order",
                    file,
                    classes.names());
        }
    }

    /** What a class looks like does not change with its name. */
    private void compareNames(ClassNames said, ClassNames classes) {
        if (formerNames.filter(said::equals).isPresent()) {
            log.info("{}: the classes {} of the file are now named {}", file, said.names(), classes.names());
        } else {
            beginClassesAnew("as many classes in the file as here, of other names or in another order");
        }
    }

    private void beginClassesAnew(String reason) {
        anew.put(CLASSES, reason);
        for (int stage = 2; stage <= RoiOptions.MOST_STAGES; stage++) {
            String name = stage(stage);
            if (begins(own, name) && begins(weights, name)) {
                anew.put(name + PREDICTOR, reason);
            }
        }
    }

    private void compareRegression() {
        int theirs = elements(weights, DELTA_BIAS);
        int ours = elements(own, DELTA_BIAS);
        if (theirs > 0 && theirs != ours) {
            anew.putIfAbsent(DELTAS, "boxes of " + theirs / 4 + " kinds in the file, of " + ours / 4 + " here");
        }
    }

    private void compareVariances() {
        int theirs = elements(weights, VARIANCE_BIAS);
        int ours = elements(own, VARIANCE_BIAS);
        if (theirs == 0 && ours > 0) {
            anew.put(VARIANCES, "not in the file");
        } else if (theirs > 0 && ours == 0) {
            anew.put(VARIANCES, "this detector has none");
        } else if (theirs != ours) {
            anew.put(VARIANCES, "for " + theirs + " sides in the file, " + ours + " here");
        }
    }

    private void compareAnchors() {
        int theirs = elements(weights, OBJECTNESS_BIAS);
        int ours = elements(own, OBJECTNESS_BIAS);
        if (theirs > 0 && theirs != ours) {
            OF_ANCHORS.forEach(
                    name -> anew.put(name, theirs + " anchors around a cell in the file, " + ours + " here"));
        }
    }

    private void load() {
        Map<String, TensorData> tensors = new LinkedHashMap<>(weights.tensors());
        tensors.keySet().removeIf(this::beginsAnew);
        int taken = tensors.size();
        own.tensors().forEach((name, data) -> {
            if (beginsAnew(name)) {
                tensors.put(name, data);
            }
        });
        StateLoading.load(network, new StateDict(tensors, weights.metadata()), file.toString());
        log.info("{}: {} of {} tensors taken over", file, taken, weights.names().size());
        anew.forEach((name, reason) -> log.info("{}: starts from scratch: {}* ({})", file, name, reason));
    }

    private boolean beginsAnew(String name) {
        return anew.keySet().stream().anyMatch(name::startsWith);
    }

    private void describeAnchors(AnchorGenerator used) {
        Optional<AnchorGenerator> trained = WeightsMetadata.model(weights.metadata(), file)
                .map(model -> model.rpn().anchors());
        if (trained.isEmpty()) {
            log.info(
                    "{}: the file does not say its anchors; those of this detector have the sizes {}",
                    file,
                    used.sizes());
        } else if (trained.get().equals(used)) {
            log.info("{}: anchors are those of the file, of the sizes {}", file, used.sizes());
        } else {
            log.info("{}: anchors are not those of the file, {}, but {}", file, trained.get(), used);
        }
    }

    /** What the names of a further stage begin with. */
    private static String stage(int number) {
        return HEADS + RoiHeads.name(number) + ".";
    }

    private static boolean begins(StateDict state, String name) {
        return state.names().stream().anyMatch(it -> it.startsWith(name));
    }

    /** 0 where there is no such tensor. */
    private static int elements(StateDict state, String name) {
        return state.contains(name) ? state.get(name).elements() : 0;
    }
}
