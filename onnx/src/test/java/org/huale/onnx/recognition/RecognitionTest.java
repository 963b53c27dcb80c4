package org.huale.onnx.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.geometry.ImageSize;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.graph.ElementType;
import org.junit.jupiter.api.Test;

class RecognitionTest {
    private static final Map<String, String> ULTRALYTICS =
            Map.of("author", "Ultralytics", "stride", "32", "task", "detect", "names", "{0: 'a', 1: 'b'}");
    private static final Map<String, String> YOLOV5 = Map.of("stride", "32", "names", "['a']");

    @Test
    void shapesTellYolosApart() {
        assertThat(fitting(Map.of(), out(1, 84, 8400))).containsExactly("ultralytics");
        assertThat(fitting(Map.of(), out(1, 25200, 85))).containsExactly("yolov5");
        assertThat(fitting(Map.of(), out(1, 25200, 6))).containsExactly("yolov5");
        assertThat(fitting(Map.of(), out(1, 8400, 85))).containsExactly("yolox");
        assertThat(fitting(Set.of("Exp"), out(1, 8400, 85))).containsExactly("yolox-decoded");
        assertThat(fitting(Map.of(), out(1, 300, 6))).containsExactly("ultralytics-nms");
        assertThat(fitting(Map.of(), out(1, 34000, 9))).containsExactly(); // 8, 16, 32 and 64 have 8500 cells
        assertThat(fitting(Map.of(), out(1, 8500, 9))).containsExactly("yolox");
        assertThat(fitting(Map.of(), out(1, 300, 85))).isEmpty();
    }

    @Test
    void metadataTellWhereShapesDoNot() {
        assertThat(fitting(ULTRALYTICS, out(-1, -1, -1))).containsExactly("ultralytics");
        assertThat(fitting(ULTRALYTICS, out(1, 6, 8400))).containsExactly("ultralytics");
        assertThat(fitting(ULTRALYTICS, out(1, 300, 6))).containsExactly("ultralytics-nms");
        assertThat(fitting(with(ULTRALYTICS, "args", "{'nms': True}"), out(-1, -1, -1)))
                .containsExactly("ultralytics-nms");
        assertThat(fitting(with(ULTRALYTICS, "end2end", "True"), out(-1, -1, 6)))
                .containsExactly("ultralytics-nms");
        assertThat(fitting(with(ULTRALYTICS, "task", "segment"), out(1, 38, 8400)))
                .isEmpty();
        assertThat(fitting(YOLOV5, out(1, -1, 6))).containsExactly("yolov5");
    }

    /** Exporters that say that they added none do not say that of YOLOv10, which suppresses itself. The classes are two. */
    @Test
    void suppressionThatNobodyAddedMayBeThere() {
        Map<String, String> none = with(ULTRALYTICS, "args", "{'batch': 1, 'nms': False}");
        assertThat(fitting(none, out(1, 300, 6))).containsExactly("ultralytics-nms");
        assertThat(fitting(none, out(-1, 300, -1))).containsExactly("ultralytics-nms");
        assertThat(fitting(none, out(1, 6, 8400))).containsExactly("ultralytics");
        assertThat(fitting(none, out(-1, 6, -1))).containsExactly("ultralytics");
        assertThat(fitting(none, out(-1, -1, -1))).containsExactly("ultralytics");
        assertThat(fitting(none, out(1, 8400, 6))).isEmpty();
        assertThat(fitting(with(none, "names", "['a', 'b', 'c']"), out(1, 300, 6)))
                .containsExactly("ultralytics-nms");
    }

    @Test
    void outputsWhoseSidesAreNotSaidHoldNoBoxes() {
        ModelValue logits = value("logits", ElementType.FLOAT, 1, 100, 92);
        ModelValue boxes = value("pred_boxes", ElementType.FLOAT, 1, 100, 4);
        assertThat(fitting(Map.of(), logits, boxes, value("loss", ElementType.FLOAT)))
                .containsExactly("detr", "deformable-detr");
        assertThat(fitting(Map.of(), logits, value("pred_boxes", ElementType.FLOAT)))
                .isEmpty();
        assertThat(fitting(Map.of(), value("labels", ElementType.INT64, 1, -1), value("dets", ElementType.FLOAT)))
                .isEmpty();
    }

    @Test
    void whereTwoFitBothAreSaid() {
        assertThat(fitting(Map.of(), out(-1, -1, 85))).containsExactly("yolov5", "yolox");
        assertThat(fitting(Map.of(), out(-1, -1, 6))).containsExactly("ultralytics-nms", "yolov5", "yolox");
        assertThat(fitting(
                        Map.of(),
                        value("logits", ElementType.FLOAT, 1, 100, 92),
                        value("pred_boxes", ElementType.FLOAT, 1, 100, 4)))
                .containsExactly("detr", "deformable-detr");
    }

    /** Ultralytics exports RT-DETR with the metadata of a YOLO and with boxes that are shares. */
    @Test
    void rtDetrOfUltralyticsIsNoYolo() {
        Map<String, String> head = with(ULTRALYTICS, "head", "RTDETRDecoder");
        Map<String, String> described =
                with(ULTRALYTICS, "description", "Ultralytics rtdetr-l model trained on x.yaml");
        Map<String, String> three = with(described, "names", "['a', 'b', 'c']");
        assertThat(fitting(head, out(1, 300, 6))).containsExactly("ultralytics-rt-detr");
        assertThat(fitting(head, out(-1, 300, -1))).containsExactly("ultralytics-rt-detr");
        assertThat(fitting(three, out(1, 300, 7))).containsExactly("ultralytics-rt-detr-rows");
        assertThat(fitting(three, out(1, 300, 6))).containsExactly("ultralytics-rt-detr");
        assertThat(fitting(three, out(-1, 300, -1))).containsExactly("ultralytics-rt-detr", "ultralytics-rt-detr-rows");
        assertThat(fitting(described, out(1, 300, 6)))
                .containsExactly("ultralytics-rt-detr", "ultralytics-rt-detr-rows");
        assertThat(fitting(described, out(1, 300, 9))).isEmpty();
    }

    /** By the name of the weights that rank its queries. */
    @Test
    void rtDetrOfTransformersIsKnownByItsWeights() {
        ModelSummary model = new ModelSummary(
                "",
                Map.of(),
                List.of(input(640)),
                List.of(
                        value("logits", ElementType.FLOAT, 1, 300, 80),
                        value("pred_boxes", ElementType.FLOAT, 1, 300, 4)),
                Map.of("model.enc_score_head.bias", List.of(80L)),
                Set.of(),
                Set.of());
        assertThat(words(model)).containsExactly("transformers-rt-detr");
    }

    @Test
    void namesTellTheOthersApart() {
        ModelValue labels = value("labels", ElementType.INT64, 1, -1);
        assertThat(fitting(Map.of(), value("dets", ElementType.FLOAT, 1, -1, 5), labels))
                .containsExactly("mmdetection");
        assertThat(fitting(
                        Map.of(),
                        value("dets", ElementType.FLOAT, 1, 300, 4),
                        value("labels", ElementType.FLOAT, 1, 300, 91)))
                .containsExactly("rf-detr");
        assertThat(fitting(
                        Map.of(),
                        value("detection_boxes", ElementType.FLOAT, 1, 100, 4),
                        value("detection_classes", ElementType.FLOAT, 1, 100),
                        value("detection_scores", ElementType.FLOAT, 1, 100)))
                .containsExactly("tensorflow");
        assertThat(fitting(
                        Map.of(),
                        value("1", ElementType.FLOAT, -1, 4),
                        value("2", ElementType.FLOAT, -1),
                        value("3", ElementType.INT64, -1)))
                .containsExactly("torchvision");
        ModelValue scores = value("scores", ElementType.FLOAT, 1, 3000, 21);
        ModelValue boxes = value("boxes", ElementType.FLOAT, 1, 3000, 4);
        assertThat(fitting(Map.of(), scores, boxes)).containsExactly("ssd-priors");
        assertThat(fitting(Set.of("Exp"), scores, boxes)).containsExactly("ssd");
    }

    @Test
    void rtDetrIsKnownByItsSecondInput() {
        ModelSummary model = new ModelSummary(
                "",
                Map.of(),
                List.of(
                        value("images", ElementType.FLOAT, -1, 3, 640, 640),
                        value("orig_target_sizes", ElementType.INT64, -1, 2)),
                List.of(
                        value("labels", ElementType.INT64, -1, 300),
                        value("boxes", ElementType.FLOAT, -1, 300, 4),
                        value("scores", ElementType.FLOAT, -1, 300)),
                Map.of("decoder.dec_score_head.5.bias", List.of(80L)),
                Set.of(),
                Set.of());
        assertThat(words(model)).containsExactly("rt-detr");
        assertThat(new ModelMetadata(model).classCount()).hasValue(80);
    }

    @Test
    void namesOfClassesComeAsPythonWritesThem() {
        assertThat(names("{0: 'a', 1: \"driver's seat\", 2: 'x: y'}")).containsExactly("a", "driver's seat", "x: y");
        assertThat(names("['a', 'b']")).containsExactly("a", "b");
        assertThat(names("[\"a\"]")).containsExactly("a");
        assertThat(names("{0: 'a', 2: 'b'}")).isEmpty();
        assertThat(names("['a', 'a']")).isEmpty();
        assertThat(names("{0: 'a")).isEmpty();
        assertThat(names("nothing")).isEmpty();
    }

    @Test
    void theSizeIsSaidWithTheHeightFirst() {
        assertThat(metadata(Map.of("imgsz", "[480, 640]")).size()).contains(new ImageSize(640, 480));
        assertThat(metadata(Map.of("imgsz", "[480]")).size()).isEmpty();
        assertThat(metadata(Map.of("imgsz", "[0, 999999]")).size()).isEmpty();
    }

    private static List<String> names(String said) {
        return metadata(Map.of("names", said)).classNames();
    }

    private static ModelMetadata metadata(Map<String, String> said) {
        return new ModelMetadata(model(said, Set.of(), out(1, 84, 8400)));
    }

    private static Map<String, String> with(Map<String, String> metadata, String key, String value) {
        Map<String, String> more = new HashMap<>(metadata);
        more.put(key, value);
        return more;
    }

    private static ModelValue out(long... shape) {
        return value("output0", ElementType.FLOAT, shape);
    }

    private static ModelValue value(String name, ElementType type, long... shape) {
        return new ModelValue(name, type, Arrays.stream(shape).boxed().toList());
    }

    private static List<String> fitting(Map<String, String> metadata, ModelValue... outputs) {
        return words(model(metadata, Set.of(), outputs));
    }

    private static List<String> fitting(Set<String> operators, ModelValue... outputs) {
        return words(model(Map.of(), operators, outputs));
    }

    private static List<String> words(ModelSummary model) {
        return Recognition.of(model).stream().map(it -> it.convention().word()).toList();
    }

    private static ModelSummary model(Map<String, String> metadata, Set<String> operators, ModelValue... outputs) {
        ModelValue images = outputs[0].isOpen(0) ? input(-1) : input(640);
        return new ModelSummary("", metadata, List.of(images), List.of(outputs), Map.of(), operators, Set.of());
    }

    private static ModelValue input(long side) {
        return value("images", ElementType.FLOAT, 1, 3, side, side);
    }
}
