package org.huale.onnx.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.huale.onnx.options.Colours.Order;
import org.huale.onnx.options.Fit.Mode;
import org.huale.onnx.options.Fit.Rounding;
import org.huale.onnx.options.Fit.Sampling;
import org.huale.onnx.options.OutputOptions.Boxes;
import org.huale.onnx.options.OutputOptions.Boxes.Corners;
import org.huale.onnx.options.OutputOptions.Boxes.Unit;
import org.huale.onnx.options.OutputOptions.Form;
import org.huale.onnx.options.OutputOptions.Scores;
import org.huale.onnx.options.OutputOptions.Scores.Activation;
import org.huale.onnx.options.OutputOptions.Scores.Background;
import org.huale.onnx.options.OutputOptions.Scores.PerBox;
import org.huale.onnx.options.OutputOptions.Selection;
import org.huale.onnx.options.OutputOptions.Tensors;

/** The ways in which well-known programs give images to their networks and write what comes out. */
public enum Convention {
    /** Ultralytics' YOLO v8 to v12, and v5u: exported without suppression. */
    ULTRALYTICS(
            Convention::ultralyticsInput,
            outputs(
                    Form.CLASS_ROWS,
                    Boxes.of(Corners.CXCYWH, Unit.PIXELS),
                    Scores.finished(),
                    Selection.suppressing(0.7, 300))),
    /** Ultralytics' YOLO exported with suppression, YOLOv10 and YOLO26. */
    ULTRALYTICS_NMS(
            Convention::ultralyticsInput,
            outputs(Form.FINISHED_ROWS, Boxes.of(Corners.XYXY, Unit.PIXELS), Scores.finished(), Selection.best(300))),
    /** RT-DETR of Ultralytics as it is exported now: the best pairs of box and class. */
    ULTRALYTICS_RT_DETR(
            Convention::ultralyticsDetrInput,
            outputs(Form.FINISHED_ROWS, Boxes.of(Corners.CXCYWH, Unit.SHARES), Scores.finished(), Selection.best(300))),
    /** RT-DETR of Ultralytics as earlier versions exported it: the scores of all classes of each box. */
    ULTRALYTICS_RT_DETR_ROWS(
            Convention::ultralyticsDetrInput,
            outputs(Form.CLASS_ROWS, Boxes.of(Corners.CXCYWH, Unit.SHARES), Scores.finished(), Selection.best(300))),
    /** YOLOv5 and YOLOv7 of their own repositories. */
    YOLOV5(
            Convention::yolov5Input,
            outputs(
                    Form.OBJECTNESS_ROWS,
                    Boxes.of(Corners.CXCYWH, Unit.PIXELS),
                    Scores.finished(),
                    Selection.suppressing(0.45, 300))),
    /** YOLOX as its exporter writes it by default. */
    YOLOX(
            Convention::yoloxInput,
            outputs(
                    Form.GRID_ROWS,
                    new Boxes(Corners.CXCYWH, Unit.PIXELS, List.of(8, 16, 32)),
                    Scores.finished(),
                    Selection.suppressing(0.45, 300))),
    /** YOLOX with {@code --decode_in_inference}. */
    YOLOX_DECODED(
            Convention::yoloxInput,
            outputs(
                    Form.OBJECTNESS_ROWS,
                    Boxes.of(Corners.CXCYWH, Unit.PIXELS),
                    Scores.finished(),
                    Selection.suppressing(0.45, 300))),
    /** torchvision's detectors, which resize and suppress themselves. */
    TORCHVISION(
            () -> InputOptions.of(Fit.of(Mode.NONE, Padding.none()), Colours.shares()),
            outputs(
                    Form.FINISHED_BOXES,
                    Boxes.of(Corners.XYXY, Unit.PIXELS),
                    new Scores(Activation.NONE, Background.NONE, 1, PerBox.BEST),
                    Selection.best(100))),
    /** HUALE's own detector, exported: it resizes, suppresses and chooses itself, and tells distributions and features. */
    HUALE(
            () -> InputOptions.of(Fit.of(Mode.NONE, Padding.none()), Colours.shares()),
            new OutputOptions(
                    Form.FINISHED_BOXES,
                    new Tensors("boxes", "scores", "labels", "probabilities"),
                    Boxes.of(Corners.XYXY, Unit.PIXELS),
                    new Scores(Activation.NONE, Background.NONE, 1, PerBox.BEST),
                    Selection.all()),
            new FeatureOptions("features", List.of("pooled"))),
    /** MMDetection's two-stage and dense detectors, exported by MMDeploy. */
    MMDETECTION(
            Convention::mmdetectionInput,
            outputs(Form.FINISHED_BOXES, Boxes.of(Corners.XYXY, Unit.PIXELS), Scores.finished(), Selection.best(100))),
    /** RT-DETR, D-FINE and their kin, with the size of the image as an input. */
    RT_DETR(
            () -> InputOptions.of(Fit.of(Mode.STRETCH, Padding.none()).with(Sampling.ANTIALIASED), Colours.shares()),
            outputs(
                    Form.FINISHED_BOXES,
                    Boxes.of(Corners.XYXY, Unit.ORIGINAL),
                    Scores.finished(),
                    Selection.best(300))),
    /** RF-DETR. */
    RF_DETR(
            () -> InputOptions.of(Fit.of(Mode.STRETCH, Padding.none()).with(Sampling.UNROUNDED), Colours.imageNet()),
            outputs(
                    Form.SCORED_BOXES,
                    Boxes.of(Corners.CXCYWH, Unit.SHARES),
                    new Scores(Activation.SIGMOID, Background.NONE, 0, PerBox.ALL),
                    Selection.best(300))),
    /** DETR and its kin that know a class for no object. */
    DETR(
            Convention::detrInput,
            outputs(
                    Form.SCORED_BOXES,
                    Boxes.of(Corners.CXCYWH, Unit.IMAGE_SHARES),
                    new Scores(Activation.SOFTMAX, Background.LAST, 0, PerBox.BEST),
                    Selection.best(100))),
    /** Deformable DETR, DINO and their kin whose classes are told apart one by one. */
    DEFORMABLE_DETR(
            Convention::detrInput,
            outputs(
                    Form.SCORED_BOXES,
                    Boxes.of(Corners.CXCYWH, Unit.IMAGE_SHARES),
                    new Scores(Activation.SIGMOID, Background.NONE, 0, PerBox.ALL),
                    Selection.best(300))),
    /** RT-DETR and D-FINE of the library transformers, exported as they are. */
    TRANSFORMERS_RT_DETR(
            () -> InputOptions.of(Fit.of(Mode.STRETCH, Padding.none()).with(Sampling.ANTIALIASED), Colours.shares()),
            outputs(
                    Form.SCORED_BOXES,
                    Boxes.of(Corners.CXCYWH, Unit.SHARES),
                    new Scores(Activation.SIGMOID, Background.NONE, 0, PerBox.ALL),
                    Selection.best(300))),
    /** SSD whose boxes are decoded in the network. */
    SSD(
            Convention::ssdInput,
            outputs(
                    Form.SCORED_BOXES,
                    Boxes.of(Corners.XYXY, Unit.SHARES),
                    new Scores(Activation.NONE, Background.FIRST, 0, PerBox.ALL),
                    Selection.suppressing(0.45, 200))),
    /** SSD whose boxes are relative to priors. */
    SSD_PRIORS(
            Convention::ssdInput,
            outputs(
                    Form.PRIOR_BOXES,
                    Boxes.of(Corners.CXCYWH, Unit.SHARES),
                    new Scores(Activation.NONE, Background.FIRST, 0, PerBox.ALL),
                    Selection.suppressing(0.45, 200))),
    /** TensorFlow's object detection models, converted. */
    TENSORFLOW(
            () -> InputOptions.of(Fit.of(Mode.NONE, Padding.none()), Colours.scaled(Order.RGB, 1)),
            new OutputOptions(
                    Form.FINISHED_BOXES,
                    new Tensors("detection_boxes", "detection_scores", "detection_classes"),
                    Boxes.of(Corners.YXYX, Unit.SHARES),
                    new Scores(Activation.NONE, Background.NONE, 1, PerBox.BEST),
                    Selection.best(100)));

    @SuppressWarnings("ImmutableEnumChecker") // makes the same record each time
    private final Supplier<InputOptions> input;

    @SuppressWarnings("ImmutableEnumChecker") // a record of records and copied lists
    private final OutputOptions outputs;

    @SuppressWarnings("ImmutableEnumChecker") // as above
    private final FeatureOptions features;

    Convention(Supplier<InputOptions> input, OutputOptions outputs) {
        this(input, outputs, FeatureOptions.none());
    }

    Convention(Supplier<InputOptions> input, OutputOptions outputs, FeatureOptions features) {
        this.input = input;
        this.outputs = outputs;
        this.features = features;
    }

    /** The word for it in files, as {@code rt-detr}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Convention::word).toList();
    }

    /** @throws IllegalArgumentException where no convention has this word */
    public static Convention of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("convention must be one of " + words() + ", got " + word));
    }

    public OnnxOptions options() {
        return OnnxOptions.of(this, input.get(), outputs, features);
    }

    private static OutputOptions outputs(Form form, Boxes boxes, Scores scores, Selection selection) {
        return new OutputOptions(form, Tensors.unnamed(), boxes, scores, selection);
    }

    private static InputOptions ultralyticsInput() {
        return InputOptions.of(Fit.of(Mode.LETTERBOX, Padding.gray(Padding.Place.CENTRE)), Colours.shares());
    }

    private static InputOptions yolov5Input() {
        Fit fit = Fit.of(Mode.LETTERBOX, Padding.gray(Padding.Place.CENTRE)).with(Rounding.UNSEEN);
        return InputOptions.of(fit, Colours.shares());
    }

    private static InputOptions ultralyticsDetrInput() {
        return InputOptions.of(Fit.of(Mode.STRETCH, Padding.none()), Colours.shares());
    }

    private static InputOptions yoloxInput() {
        Fit fit = Fit.of(Mode.LETTERBOX, Padding.gray(Padding.Place.CORNER)).with(Rounding.DOWN);
        return InputOptions.of(fit, Colours.scaled(Order.BGR, 1));
    }

    private static InputOptions mmdetectionInput() {
        List<Double> mean = List.of(123.675, 116.28, 103.53);
        Padding padding = new Padding(Padding.Place.CORNER, mean, 32);
        Colours colours = new Colours(Order.RGB, 1, mean, List.of(58.395, 57.12, 57.375));
        return InputOptions.of(Fit.of(Mode.SHORTER_SIDE, padding), colours);
    }

    private static InputOptions detrInput() {
        Padding padding = new Padding(Padding.Place.CORNER, List.of(123.675, 116.28, 103.53), 1);
        Fit fit = Fit.of(Mode.SHORTER_SIDE, padding).with(Sampling.ANTIALIASED).with(Rounding.LONGER_CUT);
        return InputOptions.of(fit, Colours.imageNet());
    }

    private static InputOptions ssdInput() {
        Colours colours = new Colours(Order.RGB, 1, Triple.of(127), Triple.of(128));
        return InputOptions.of(Fit.of(Mode.STRETCH, Padding.none()), colours);
    }
}
