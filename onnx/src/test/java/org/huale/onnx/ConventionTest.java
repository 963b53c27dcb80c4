package org.huale.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;
import org.huale.onnx.graph.NodeAttribute;
import org.huale.onnx.graph.OnnxModel;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Boxes that are known, written as programs write them, come back. The image is 200x100; there is one object at (20, 30, 120,
 * 80) of the second of two classes, with a score of 0.75.
 */
class ConventionTest {
    private static final Map<String, String> NAMES = Map.of("names", "['bolt', 'nut']");

    @TempDir
    private Path folder;

    @Test
    void mmdetection() throws IOException {
        // the shorter side of 100 becomes 600.15, 1333 / 200 times as long: 1333x666, padded to 1344x672
        float x = 1333 / 200f;
        float y = 666 / 100f;
        Path model = new TruthNetwork()
                .images("batch", 3, "height", "width")
                .floats("dets", new long[] {1, 2, 5}, 20 * x, 30 * y, 120 * x, 80 * y, 0.75f, 0, 0, 0, 0, 0)
                .longs("labels", new long[] {1, 2}, 1, -1)
                .write(model());
        say("classes: [bolt, nut]");
        assertFound(model);
    }

    @Test
    void mmdetectionOfFixedSizeKeepsTheShape() throws IOException {
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("dets", new long[] {1, 1, 5}, 20 * .32f, 30 * .32f, 120 * .32f, 80 * .32f, 0.75f)
                .longs("labels", new long[] {1, 1}, 1)
                .write(model(), NAMES);
        assertFound(model);
    }

    @Test
    void yoloxDecoded() {
        // 200x100 into 64x64: 64x32 in the upper left corner; 4 + 16 + 64 cells
        float[] rows = new float[7 * 84];
        System.arraycopy(new float[] {70 * .32f, 55 * .32f, 32, 16, .9f, .1f, .75f / .9f}, 0, rows, 70, 7);
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("output", new long[] {1, 84, 7}, rows)
                .write(model());
        say("convention: yolox-decoded");
        assertFound(model);
    }

    @Test
    void ssdWithPriors() {
        say("""
                convention: ssd-priors
                classes: [bolt, nut]
                priors: {grids: [{columns: 2, rows: 1, shapes: [[0.4, 0.4], [0.2, 0.9]]}]}
                """);
        // the third prior: centre (0.75, 0.5), size (0.4, 0.4); the box: centre (0.35, 0.55), size (0.5, 0.5)
        float[] boxes = new float[16];
        boxes[8] = (0.35f - 0.75f) / 0.4f / 0.1f;
        boxes[9] = (0.55f - 0.5f) / 0.4f / 0.1f;
        boxes[10] = (float) Math.log(0.5 / 0.4) / 0.2f;
        boxes[11] = boxes[10];
        Path model = new TruthNetwork()
                .images(1, 3, 32, 32)
                .floats("loc", new long[] {1, 4, 4}, boxes)
                .floats("conf", new long[] {1, 4, 3}, 1, 0, 0, 1, 0, 0, .21f, .04f, .75f, 1, 0, 0)
                .write(model());
        Detections found = assertFound(model);
        assertThat(Opened.evidence(found).probabilities())
                .containsExactly(new float[] {.21f, .04f, .75f}, within(1e-6f));
    }

    @Test
    void ssdDecoded() {
        say("convention: ssd\nclasses: [bolt, nut]");
        Path model = new TruthNetwork()
                .images(1, 3, 32, 32)
                .floats("scores", new long[] {1, 2, 3}, 1, 0, 0, .25f, 0, .75f)
                .floats("boxes", new long[] {1, 2, 4}, 0, 0, 1, 1, .1f, .3f, .6f, .8f)
                .write(model());
        assertFound(model);
    }

    @Test
    void tensorflow() {
        Path model = new TruthNetwork()
                .input("input_tensor", ElementType.UINT8, 1, "height", "width", 3)
                .floats("detection_boxes", new long[] {1, 2, 4}, .3f, .1f, .8f, .6f, 0, 0, 0, 0)
                .floats("detection_scores", new long[] {1, 2}, .75f, 0)
                .floats("detection_classes", new long[] {1, 2}, 2, 1)
                .floats("num_detections", new long[] {1}, 1)
                .write(model());
        say("classes: [bolt, nut]");
        assertFound(model);
    }

    /** Outputs as the exporter of TensorFlow 2 names them. */
    @Test
    void tensorflowWithAllThatItTells() {
        Path model = new TruthNetwork()
                .input("input_tensor", ElementType.UINT8, 1, "height", "width", 3)
                .floats("detection_anchor_indices", new long[] {1, 2}, 1, 0)
                .floats("detection_boxes", new long[] {1, 2, 4}, .3f, .1f, .8f, .6f, 0, 0, 0, 0)
                .floats("detection_classes", new long[] {1, 2}, 2, 1)
                .floats("detection_multiclass_scores", new long[] {1, 2, 3}, .2f, .05f, .75f, 1, 0, 0)
                .floats("detection_scores", new long[] {1, 2}, .75f, 0)
                .floats("num_detections", new long[] {1}, 1)
                .floats("raw_detection_boxes", new long[] {1, 2, 4}, 0, 0, 0, 0, .3f, .1f, .8f, .6f)
                .floats("raw_detection_scores", new long[] {1, 2, 3}, 1, 0, 0, .2f, .05f, .75f)
                .write(model(), NAMES);
        assertFound(model);
    }

    @Test
    void tensorflowWithOtherNames() {
        Path model = new TruthNetwork()
                .input("input_tensor", ElementType.UINT8, 1, "height", "width", 3)
                .floats("boxes", new long[] {1, 2, 4}, .3f, .1f, .8f, .6f, 0, 0, 0, 0)
                .floats("scores", new long[] {1, 2}, .75f, 0)
                .floats("classes", new long[] {1, 2}, 2, 1)
                .write(model());
        say("convention: tensorflow\nclasses: [bolt, nut]");
        assertRefused(model, "outputs.tensors.boxes", "no value detection_boxes", "model.huale.yaml");
        say("""
                convention: tensorflow
                classes: [bolt, nut]
                outputs: {tensors: {boxes: boxes, scores: scores, labels: classes}}
                """);
        assertFound(model);
    }

    @Test
    void torchvision() {
        Path model = new TruthNetwork()
                .input("image", ElementType.FLOAT, 3, "height", "width")
                .floats("2770", new long[] {2, 4}, 20, 30, 120, 80, 0, 0, 5, 5)
                .longs("2745", new long[] {2}, 2, 1)
                .floats("2743", new long[] {2}, .75f, .01f)
                .write(model(), NAMES);
        assertFound(model);
    }

    @Test
    void finishedBoxesWithTheirDistributions() {
        say("outputs: {tensors: {probabilities: all}}\nfeatures: {objects: seen}");
        Detections found = Opened.found(
                distributed(0.2f), Opened.image(200, 100), Set.of(EvidencePart.PROBABILITIES, EvidencePart.FEATURES));
        assertThat(Opened.evidence(found).probabilities()).containsExactly(.1f, .75f, .15f);
        assertThat(Opened.evidence(found).features()).containsExactly(7, 8);
    }

    @Test
    void distributionsOfAnotherWidthAreRefused() {
        say("outputs: {tensors: {probabilities: all}}");
        assertRefused(distributed(), "probabilities: the value all has 2 rows of 2 numbers; 2 rows of 3 are needed");
    }

    @Test
    void preprocessingThatCannotBeReadIsRefused() {
        for (String said :
                List.of("[1]", "{minSize: 0, maxSize: 9, mean: [0, 0, 0], deviation: [1, 1, 1]}", "{minSize: 5}")) {
            Path model = new TruthNetwork()
                    .images(1, 3, "height", "width")
                    .floats("boxes", new long[] {1, 4}, 20, 30, 120, 80)
                    .longs("labels", new long[] {1}, 1)
                    .floats("scores", new long[] {1}, .75f)
                    .hidden("probabilities", new long[] {1, 3}, .1f, .75f, .15f)
                    .hidden("features", new long[] {1, 1}, 1)
                    .hidden("pooled", new long[] {1, 1, 1, 1}, 1)
                    .write(model(), Map.of("names", "[bolt, nut]", "huale.model", "{}", "huale.preprocessing", said));
            assertRefused(model, "huale.preprocessing");
        }
    }

    /** The second of two boxes is the sure one. */
    private Path distributed(float... third) {
        float[] rows = third.length == 0
                ? new float[] {.9f, .1f, .1f, .9f}
                : new float[] {.7f, .1f, third[0], .1f, .75f, .15f};
        return new TruthNetwork()
                .input("image", ElementType.FLOAT, 3, "height", "width")
                .floats("boxes", new long[] {2, 4}, 0, 0, 5, 5, 20, 30, 120, 80)
                .longs("labels", new long[] {2}, 2, 1)
                .floats("scores", new long[] {2}, .01f, .75f)
                .hidden("all", new long[] {2, rows.length / 2}, rows)
                .hidden("seen", new long[] {2, 2}, 5, 6, 7, 8)
                .write(model(), NAMES);
    }

    @Test
    void deformableDetrWithMask() {
        // stretched to 64x64, so that the mask is 1 everywhere
        say("convention: deformable-detr\nclasses: [bolt, nut]\ninput: {fit: {mode: stretch}}");
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .input("pixel_mask", ElementType.INT64, 1, 64, 64)
                .floats("logits", new long[] {1, 2, 2}, -9, -9, -9, (float) Math.log(3))
                .floats("pred_boxes", new long[] {1, 2, 4}, .1f, .1f, .1f, .1f, .35f, .55f, .5f, .5f)
                .write(model());
        assertFound(model);
    }

    /** The score is the logistic of the share of the mask that is 1: half of it, as the image fills half of the input. */
    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"INT64", "BOOL"})
    void masksTellImageFromPadding(ElementType type) {
        say("convention: deformable-detr\nclasses: [bolt]\ninput: {fit: {mode: letterbox}}");
        GraphBuilder graph = new GraphBuilder("masked");
        graph.input("images", ElementType.FLOAT, 1, 3, 64, 64);
        graph.input("pixel_mask", type, 1, 64, 64);
        String mask = graph.node("Cast", List.of("pixel_mask"), NodeAttribute.number("to", ElementType.FLOAT.number()));
        graph.named("logits", "ReduceMean", List.of(mask), NodeAttribute.numbers("axes", 1, 2));
        assertLogit(0.5, Opened.found(oneBox(graph), Opened.image(200, 100)));
    }

    /** Whose only box has the graph's logits. */
    private Path oneBox(GraphBuilder graph) {
        graph.output("logits", ElementType.FLOAT, 1, 1, 1);
        String box = graph.weights("box", GraphTensor.floats(new long[] {1, 1, 4}, .5f, .5f, .5f, .5f));
        graph.named("pred_boxes", "Identity", List.of(box));
        graph.output("pred_boxes", ElementType.FLOAT, 1, 1, 4);
        new OnnxModel(graph, 17, Map.of()).write(model());
        return model();
    }

    private static void assertLogit(double logit, Detections found) {
        float score = (float) (1 / (1 + Math.exp(-logit)));
        assertThat(found.confidences()).containsExactly(new float[] {score}, within(1e-6f));
    }

    /** The logit is how bright the image is, 1 where it is white. */
    @Test
    void modelsThatTakeBytesGetTheValuesOfTheImage() {
        GraphBuilder graph = new GraphBuilder("brightness");
        graph.input("images", ElementType.UINT8, 1, 3, 64, 64);
        String values = graph.node("Cast", List.of("images"), NodeAttribute.number("to", ElementType.FLOAT.number()));
        String rows = graph.node("ReduceMean", List.of(values), NodeAttribute.numbers("axes", 1, 2));
        String mean = graph.node(
                "ReduceMean", List.of(rows), NodeAttribute.numbers("axes", 3), NodeAttribute.number("keepdims", 0));
        graph.named("logits", "Div", List.of(mean, graph.constant(GraphTensor.floats(new long[0], 255))));
        Path model = oneBox(graph);
        byte[] white = new byte[3 * 200 * 100];
        Arrays.fill(white, (byte) 255);
        for (String colours : List.of("{}", "{order: bgr}", "{scale: 1}")) {
            say("convention: deformable-detr\nclasses: [bolt]\ninput: {fit: {mode: stretch}, colours: " + colours
                    + "}");
            assertLogit(1, Opened.found(model, new Image(new ImageSize(200, 100), white)));
        }
        say("convention: deformable-detr\nclasses: [bolt]\ninput: {colours: {scale: 0.5}}");
        assertRefused(model, "input.colours: images: uint8 [1, 3, 64, 64] takes whole numbers", "got scale 0.5");
    }

    /** The image of 200x100 fills the input of 64x64. */
    @Test
    void ultralyticsRtDetr() {
        Path finished = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("output0", new long[] {1, 2, 6}, .35f, .55f, .5f, .5f, .75f, 1, .1f, .1f, .1f, .1f, .01f, 0)
                .write(model());
        say("convention: ultralytics-rt-detr\nclasses: [bolt, nut]");
        assertFound(finished);
        Path rows = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("output0", new long[] {1, 3, 6}, new float[] {
                    .35f, .55f, .5f, .5f, .5f, .75f, .1f, .1f, .1f, .1f, 0, .01f, .2f, .2f, .1f, .1f, 0, .01f
                })
                .write(model());
        say("convention: ultralytics-rt-detr-rows\nclasses: [bolt, nut]");
        // odds of 1 and 3: 1, 1 and 3 parts of 5
        assertThat(Opened.evidence(assertFound(rows)).probabilities())
                .containsExactly(new float[] {.2f, .2f, .6f}, within(1e-6f));
    }

    @Test
    void transformersRtDetr() {
        say("convention: transformers-rt-detr\nclasses: [bolt, nut]");
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("logits", new long[] {1, 2, 2}, -9, -9, -9, (float) Math.log(3))
                .floats("pred_boxes", new long[] {1, 2, 4}, .1f, .1f, .1f, .1f, .35f, .55f, .5f, .5f)
                .write(model());
        assertFound(model);
    }

    @Test
    void sharesOfTheInputCountThePaddingAndThoseOfTheImageDoNot() {
        // letterboxed into 64x64: the image lies at y from 16 to 48
        String both = "convention: ultralytics\nclasses: [bolt, nut]\noutputs: {boxes: {corners: xyxy, unit: %s}}";
        float[] inInput = {.1f, (16 + 30 * .32f) / 64, .6f, (16 + 80 * .32f) / 64, 0, .75f};
        say(String.format(Locale.ROOT, both, "shares"));
        assertFound(oneRow(inInput));
        say(String.format(Locale.ROOT, both, "image_shares"));
        assertFound(oneRow(new float[] {.1f, .3f, .6f, .8f, 0, .75f}));
        say(String.format(Locale.ROOT, both, "original"));
        assertFound(oneRow(new float[] {20, 30, 120, 80, 0, .75f}));
    }

    private Path oneRow(float[] row) {
        return new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("output0", new long[] {1, 6, 1}, row)
                .write(model());
    }

    @Test
    void rowsMayLieEitherWay() {
        say("convention: ultralytics\nclasses: [bolt, nut]\noutputs: {boxes: {unit: original, corners: xywh}}");
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("output0", new long[] {1, 2, 6}, 20, 30, 100, 50, 0, .75f, 0, 0, 0, 0, 0, 0)
                .write(model());
        assertFound(model);
    }

    @Test
    void whatABoxOfItsClassSuppressesIsCounted() {
        say("convention: ultralytics\nclasses: [bolt, nut]\noutputs: {boxes: {unit: original, corners: xyxy}}");
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("output0", new long[] {1, 3, 6}, new float[] {
                    20, 30, 120, 80, 0, .6f, 20, 30, 120, 80, 0, .75f, 20, 30, 120, 80, .5f, 0
                })
                .write(model());
        Detections found = Opened.found(model, Opened.image(200, 100), Set.of(EvidencePart.SUPPRESSED));
        assertThat(found.confidences()).containsExactly(.75f, .5f);
        assertThat(found.classes()).containsExactly(1, 0);
        assertThat(Opened.evidence(found).suppressed()).containsExactly(1, 0);
    }

    @Test
    void scoresThatAreLogitsAreNoticed() {
        say("convention: ultralytics\nclasses: [bolt, nut]");
        assertRefused(oneRow(new float[] {20, 30, 120, 80, 0, 3}), "score of 3.0", "outputs.scores.activation");
    }

    @Test
    void classesThatNobodyKnowsAreNoticed() {
        say("classes: [bolt]");
        Path model = new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("dets", new long[] {1, 1, 5}, 1, 1, 5, 5, 0.75f)
                .longs("labels", new long[] {1, 1}, 1)
                .write(model());
        assertRefused(model, "gave the class 1", "1 classes", "firstLabel");
    }

    @Test
    void anotherNumberOfClassesIsNoticed() {
        say("convention: ultralytics\nclasses: [bolt]");
        assertRefused(oneRow(new float[] {20, 30, 120, 80, 0, .5f}), "[1, 6, 1]", "with 1 classes");
    }

    @Test
    void anotherNumberOfPriorsIsNoticed() {
        say("convention: ssd-priors\nclasses: [bolt]\npriors: {grids: [{columns: 3, rows: 1, shapes: [[1, 1]]}]}");
        Path model = new TruthNetwork()
                .images(1, 3, 32, 32)
                .floats("loc", new long[] {1, 1, 4}, 0, 0, 0, 0)
                .floats("conf", new long[] {1, 1, 2}, 0, 1)
                .write(model());
        assertRefused(model, "1 boxes", "3 priors", "priors.grids");
    }

    @Test
    void numbersThatAreNoneAreNoticed() {
        say("convention: ultralytics\nclasses: [bolt, nut]");
        assertRefused(oneRow(new float[] {20, 30, Float.NaN, 80, 0, .5f}), "NaN at place 2", "output0");
    }

    @Test
    void scoresThatGrewBeyondAllNumbersAreNoticed() {
        float much = Float.POSITIVE_INFINITY;
        assertRefused(
                detr(new float[] {0, 9, 0, 0, much, 0}, .35f, .55f, .5f, .5f),
                "row 1",
                "Infinity",
                "32 bits",
                "softmax");
        float none = Float.NEGATIVE_INFINITY;
        assertFound(detr(new float[] {none, none, 0, none, (float) Math.log(3), 0}, .35f, .55f, .5f, .5f));
    }

    @Test
    void boxesThatGrewBeyondAllNumbersAreNoticed() {
        float much = Float.POSITIVE_INFINITY;
        assertRefused(detr(new float[] {0, 0, 9, 0, 9, 0}, much, much, much, much), "row 1", "NaN", "32 bits");
    }

    /** Two queries; the second has the box. */
    private Path detr(float[] logits, float... box) {
        say("convention: detr\nclasses: [bolt, nut]\ninput: {fit: {mode: stretch}}");
        return new TruthNetwork()
                .images(1, 3, 64, 64)
                .floats("logits", new long[] {1, 2, 3}, logits)
                .floats("pred_boxes", new long[] {1, 2, 4}, .1f, .1f, .1f, .1f, box[0], box[1], box[2], box[3])
                .write(model());
    }

    private void assertRefused(Path model, String... words) {
        assertThatThrownBy(() -> Opened.found(model, Opened.image(200, 100)))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("model.onnx");
    }

    private Detections assertFound(Path model) {
        Detections found = Opened.found(model, Opened.image(200, 100), Set.of(EvidencePart.PROBABILITIES));
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.boxes()).containsExactly(new float[] {20, 30, 120, 80}, within(1e-3f));
        assertThat(found.classes()).containsExactly(1);
        assertThat(found.confidences()).containsExactly(new float[] {.75f}, within(1e-6f));
        return found;
    }

    private Path model() {
        return folder.resolve("model.onnx");
    }

    private void say(String yaml) {
        try {
            Files.writeString(folder.resolve("model.huale.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
