package org.huale.onnx.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.options.Convention;
import org.huale.onnx.options.OutputOptions;
import org.huale.onnx.options.OutputOptions.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which output is which, also beside outputs whose sides are not said. */
class OutputTensorsTest {
    private static final ModelValue LOGITS = value("logits", ElementType.FLOAT, 1, 100, 92);

    @ParameterizedTest
    @EnumSource(names = {"DETR", "RF_DETR", "SSD", "SSD_PRIORS"})
    void aNumberBesideTheBoxesIsNeither(Convention convention) {
        ModelValue loss = value("loss", ElementType.FLOAT);
        ModelValue boxes = value("pred_boxes", ElementType.FLOAT, 1, 100, 4);
        Tensors found = OutputTensors.of(
                model(loss, LOGITS, boxes), convention.options().outputs());
        assertThat(found).isEqualTo(new Tensors("pred_boxes", "logits", null));
    }

    @Test
    void boxesWhoseSidesAreNotSaidMustBeNamed() {
        ModelSummary model = model(LOGITS, value("pred_boxes", ElementType.FLOAT));
        OutputOptions options = Convention.DETR.options().outputs();
        assertThatThrownBy(() -> OutputTensors.of(model, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("outputs.tensors.boxes: no output", "can be it", "pred_boxes: float []");
        assertThat(OutputTensors.of(model, named(options, "pred_boxes")).boxes())
                .isEqualTo("pred_boxes");
    }

    @Test
    void finishedBoxesWhoseSidesAreNotSaidHaveTheirScoresElsewhere() {
        ModelSummary model = model(
                value("dets", ElementType.FLOAT),
                value("labels", ElementType.INT64, 1, -1),
                value("scores", ElementType.FLOAT, 1, -1));
        OutputOptions options = Convention.MMDETECTION.options().outputs();
        assertThat(OutputTensors.of(model, named(options, "dets"))).isEqualTo(new Tensors("dets", "scores", "labels"));
    }

    private static OutputOptions named(OutputOptions options, String boxes) {
        Tensors tensors = new Tensors(boxes, null, null);
        return new OutputOptions(options.form(), tensors, options.boxes(), options.scores(), options.selection());
    }

    private static ModelSummary model(ModelValue... outputs) {
        return new ModelSummary("", Map.of(), List.of(), List.of(outputs), Map.of(), Set.of(), Set.of());
    }

    private static ModelValue value(String name, ElementType type, long... shape) {
        return new ModelValue(name, type, Arrays.stream(shape).boxed().toList());
    }
}
