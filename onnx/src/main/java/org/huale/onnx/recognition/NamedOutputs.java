package org.huale.onnx.recognition;

import static org.huale.onnx.options.Convention.DEFORMABLE_DETR;
import static org.huale.onnx.options.Convention.DETR;
import static org.huale.onnx.options.Convention.HUALE;
import static org.huale.onnx.options.Convention.MMDETECTION;
import static org.huale.onnx.options.Convention.RF_DETR;
import static org.huale.onnx.options.Convention.RT_DETR;
import static org.huale.onnx.options.Convention.SSD;
import static org.huale.onnx.options.Convention.SSD_PRIORS;
import static org.huale.onnx.options.Convention.TENSORFLOW;
import static org.huale.onnx.options.Convention.TORCHVISION;
import static org.huale.onnx.options.Convention.TRANSFORMERS_RT_DETR;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.options.Convention;

/** Models with several outputs: recognised by the names of inputs and outputs, by kinds and by shapes. */
final class NamedOutputs {
    private static final String QUERY_SCORES = "enc_score_head";

    private final ModelSummary model;

    private NamedOutputs(ModelSummary model) {
        this.model = model;
    }

    static List<Recognition> of(ModelSummary model) {
        NamedOutputs outputs = new NamedOutputs(model);
        Optional<Recognition> huale = outputs.huale();
        if (huale.isPresent()) {
            return List.of(huale.get());
        }
        return Recognition.present(List.of(
                outputs.rtDetr(),
                outputs.rfDetr(),
                outputs.mmdetection(),
                outputs.tensorflow(),
                outputs.detr(DETR, "a softmax over classes and no object"),
                outputs.detr(DEFORMABLE_DETR, "a sigmoid of each class"),
                outputs.transformersRtDetr(),
                outputs.torchvision(),
                outputs.ssd(SSD),
                outputs.ssd(SSD_PRIORS)));
    }

    private Optional<Recognition> huale() {
        return Recognition.when(
                new ModelMetadata(model).isOfHuale()
                        && model.hasOutputs("boxes", "labels", "scores")
                        && model.values().containsAll(List.of("probabilities", "features", "pooled")),
                HUALE,
                "its metadata say that HUALE exported it");
    }

    private Optional<Recognition> rtDetr() {
        return Recognition.when(
                model.input("orig_target_sizes").isPresent() && model.hasOutputs("labels", "boxes", "scores"),
                RT_DETR,
                "an input orig_target_sizes, and outputs labels, boxes and scores");
    }

    private Optional<Recognition> rfDetr() {
        return Recognition.when(
                is("dets", it -> it.isReal() && it.rank() == 3 && it.canBe(-1, 4) && !it.canBe(-1, 5))
                        && is("labels", it -> it.isReal() && it.rank() == 3),
                RF_DETR,
                "outputs dets of 4 numbers a box, and labels of as many numbers as there are classes");
    }

    private Optional<Recognition> mmdetection() {
        return Recognition.when(
                is("dets", it -> it.isReal() && it.canBe(-1, 5))
                        && is("labels", it -> it.type().isWhole()),
                MMDETECTION,
                "outputs dets of 5 numbers a box, and labels; how images are made ready the file does not say: taken are"
                        + " the sizes and colors of most of MMDetection's configurations");
    }

    private Optional<Recognition> tensorflow() {
        return Recognition.when(
                model.hasOutputs("detection_boxes", "detection_scores", "detection_classes"),
                TENSORFLOW,
                "outputs detection_boxes, detection_scores and detection_classes");
    }

    /** Which of both it is nothing in the file tells. */
    private Optional<Recognition> detr(Convention convention, String scores) {
        return Recognition.when(
                hasBoxesAndLogits() && !hasQueryScores(),
                convention,
                "outputs pred_boxes and logits, read as " + scores);
    }

    private Optional<Recognition> transformersRtDetr() {
        return Recognition.when(
                hasBoxesAndLogits() && hasQueryScores(),
                TRANSFORMERS_RT_DETR,
                "outputs pred_boxes and logits, and weights named " + QUERY_SCORES
                        + " as RT-DETR and D-FINE of the library transformers have");
    }

    private boolean hasBoxesAndLogits() {
        return is("pred_boxes", it -> it.isReal() && it.canBe(-1, 4)) && is("logits", ModelValue::isReal);
    }

    private boolean hasQueryScores() {
        return model.weights().keySet().stream().anyMatch(it -> it.contains(QUERY_SCORES));
    }

    private Optional<Recognition> torchvision() {
        List<ModelValue> outputs = model.outputs();
        boolean fits = outputs.size() == 3
                && count(it -> it.isReal() && it.rank() == 2 && it.canBe(-1, 4)) == 1
                && count(it -> it.isReal() && it.rank() == 1) == 1
                && count(it -> it.type().isWhole() && it.rank() == 1) == 1;
        return Recognition.when(
                fits, TORCHVISION, "outputs for one image: boxes of 4 numbers, scores, and classes as whole numbers");
    }

    private Optional<Recognition> ssd(Convention convention) {
        boolean decoded = Recognition.decodesBoxes(model);
        boolean fits = model.outputs().size() == 2
                && !model.hasOutputs("pred_boxes")
                && !model.hasOutputs("dets")
                && count(it -> it.isReal() && it.rank() == 3 && it.side(-1) == 4) >= 1
                && count(it -> it.isReal() && it.rank() == 3) == 2;
        return Recognition.when(
                fits && decoded == (convention == SSD),
                convention,
                "outputs of 4 numbers and of scores for each box, and " + Recognition.exponential(decoded));
    }

    private long count(Predicate<ModelValue> wanted) {
        return model.outputs().stream().filter(wanted).count();
    }

    private boolean is(String output, Predicate<ModelValue> wanted) {
        return model.output(output).filter(wanted).isPresent();
    }
}
