package org.huale.onnx.recognition;

import static org.huale.onnx.options.Convention.ULTRALYTICS;
import static org.huale.onnx.options.Convention.ULTRALYTICS_NMS;
import static org.huale.onnx.options.Convention.ULTRALYTICS_RT_DETR;
import static org.huale.onnx.options.Convention.ULTRALYTICS_RT_DETR_ROWS;
import static org.huale.onnx.options.Convention.YOLOV5;
import static org.huale.onnx.options.Convention.YOLOX;
import static org.huale.onnx.options.Convention.YOLOX_DECODED;

import java.util.List;
import java.util.Optional;
import org.huale.geometry.ImageSize;
import org.huale.onnx.file.ModelSummary;
import org.huale.onnx.file.ModelValue;
import org.huale.onnx.options.Convention;
import org.huale.onnx.options.Fit;

/**
 * YOLOs, whose one output has rows of boxes. Where the input has a size, the number of boxes tells how many a network has for
 * each cell of its grids: one, or three around anchors; a network that suppresses has no more than some hundreds.
 */
final class RowShapes {
    private static final int ANCHORS = 3;
    private static final List<List<Integer>> STRIDES = List.of(List.of(8, 16, 32), List.of(8, 16, 32, 64));
    private static final int MOST_FINISHED = 1000;
    private static final int FINISHED = 6;
    private static final int UNKNOWN = -1;

    private final ModelMetadata metadata;
    private final ModelValue rows;
    private final boolean decodesBoxes;
    private final Optional<ImageSize> input;

    private RowShapes(ModelMetadata metadata, ModelSummary model, ModelValue rows) {
        this.metadata = metadata;
        this.rows = rows;
        this.decodesBoxes = Recognition.decodesBoxes(model);
        this.input = inputSize(model);
    }

    static List<Recognition> of(ModelMetadata metadata, ModelSummary model) {
        boolean other = metadata.task().filter(it -> !it.equals("detect")).isPresent();
        Optional<ModelValue> rows = onlyRows(model);
        if (other || rows.isEmpty()) {
            return List.of();
        }
        RowShapes shapes = new RowShapes(metadata, model, rows.get());
        return metadata.isRtDetrOfUltralytics() ? shapes.ofRtDetr() : shapes.ofYolos();
    }

    /** The one output that rows of boxes may stand in: the only one of three sides. */
    private static Optional<ModelValue> onlyRows(ModelSummary model) {
        List<ModelValue> rows = model.outputs().stream()
                .filter(it -> it.rank() == 3 && it.isReal())
                .toList();
        return rows.size() == 1 ? Optional.of(rows.get(0)) : Optional.empty();
    }

    private List<Recognition> ofRtDetr() {
        return Recognition.present(List.of(ultralyticsRtDetr(), ultralyticsRtDetrRows()));
    }

    private List<Recognition> ofYolos() {
        return Recognition.present(
                List.of(ultralytics(), ultralyticsNms(), yoloV5(), yolox(YOLOX), yolox(YOLOX_DECODED)));
    }

    private static Optional<ImageSize> inputSize(ModelSummary model) {
        return model.inputs().stream()
                .filter(it -> it.rank() == 4 && !it.isOpen(2) && !it.isOpen(3))
                .filter(it -> it.side(1) == 3 && it.side(2) > 0 && it.side(3) > 0)
                .filter(it -> it.side(2) <= Fit.MOST_SIDE && it.side(3) <= Fit.MOST_SIDE)
                .map(it -> new ImageSize((int) it.side(3), (int) it.side(2)))
                .findFirst();
    }

    private Optional<Recognition> ultralytics() {
        boolean sides = metadata.isOfUltralytics()
                ? !isFinished()
                : !metadata.isOfYoloV5() && (cells(2) == 1 || (cells(2) == UNKNOWN && !rows.isOpen(1)));
        return Recognition.when(
                sides && fitsClassRows() && rows.side(2) != FINISHED,
                ULTRALYTICS,
                said("box and scores in " + count(1, "numbers for each box, the boxes side by side") + perCell(2, 1)));
    }

    private boolean fitsClassRows() {
        int classes = metadata.classNames().size();
        return classes > 0 ? rows.canBe(1, 4 + classes) : rows.isOpen(1) || rows.side(1) > 4;
    }

    private Optional<Recognition> ultralyticsNms() {
        boolean few = cells(1) <= 0 && mayBeFew();
        boolean fits =
                metadata.isOfUltralytics() ? isFinished() : !metadata.isOfYoloV5() && few && rows.side(2) == FINISHED;
        return Recognition.when(
                fits, ULTRALYTICS_NMS, said("6 numbers for each of " + count(1, "boxes") + ": box, score and class"));
    }

    private Optional<Recognition> ultralyticsRtDetr() {
        return Recognition.when(
                rows.canBe(2, FINISHED),
                ULTRALYTICS_RT_DETR,
                said("6 numbers for each of " + count(1, "boxes") + " of RT-DETR: box, score and class"));
    }

    /** Where two classes make rows as wide as finished ones, and the model does not name its head, both are offered. */
    private Optional<Recognition> ultralyticsRtDetrRows() {
        int classes = metadata.classNames().size();
        return Recognition.when(
                !metadata.namesRtDetrHead() && classes > 0 && rows.canBe(2, 4 + classes),
                ULTRALYTICS_RT_DETR_ROWS,
                said("box and scores of RT-DETR in " + count(2, "numbers for each box")));
    }

    /** Of Ultralytics' models: whether they suppress, by what they say of it, else by the shape. */
    private boolean isFinished() {
        return rows.canBe(2, FINISHED)
                && metadata.saysSuppressed()
                        .map(added -> added || suppressesItself())
                        .orElse(rows.side(2) == FINISHED);
    }

    /** As YOLOv10 does, whose exporters say that they added no suppression. A YOLO of two classes has 6 numbers for a box, too. */
    private boolean suppressesItself() {
        return mayBeFew() && (rows.side(2) == FINISHED || !fitsClassRows());
    }

    private boolean mayBeFew() {
        return rows.isOpen(1) || rows.side(1) <= MOST_FINISHED;
    }

    private Optional<Recognition> yoloV5() {
        boolean fits = fitsObjectness() && (cells(1) == ANCHORS || cells(1) == UNKNOWN) && !metadata.isOfUltralytics();
        return Recognition.when(
                fits,
                YOLOV5,
                said("box, objectness and scores in " + count(2, "numbers for each box") + perCell(1, ANCHORS)));
    }

    private Optional<Recognition> yolox(Convention convention) {
        boolean own = !metadata.isOfUltralytics() && !metadata.isOfYoloV5();
        return Recognition.when(
                own
                        && fitsObjectness()
                        && (cells(1) == 1 || cells(1) == UNKNOWN)
                        && decodesBoxes == (convention == YOLOX_DECODED),
                convention,
                said("box, objectness and scores in " + count(2, "numbers for each box") + perCell(1, 1) + ", and "
                        + Recognition.exponential(decodesBoxes)));
    }

    private boolean fitsObjectness() {
        int classes = metadata.classNames().size();
        return classes > 0 ? rows.canBe(2, 5 + classes) : rows.isOpen(2) || rows.side(2) > 5;
    }

    /** How many boxes there are for each cell; {@link #UNKNOWN} where sizes are open, 0 for no such number. */
    private int cells(int side) {
        if (input.isEmpty() || rows.isOpen(side)) {
            return UNKNOWN;
        }
        for (List<Integer> strides : STRIDES) {
            long cells = strides.stream()
                    .mapToLong(it ->
                            (long) (input.get().width() / it) * (input.get().height() / it))
                    .sum();
            if (rows.side(side) == cells) {
                return 1;
            }
            if (rows.side(side) == ANCHORS * cells) {
                return ANCHORS;
            }
        }
        return 0;
    }

    private String perCell(int side, int boxes) {
        return cells(side) == boxes ? ", " + boxes + " for each cell of an input of " + input.orElseThrow() : "";
    }

    private String count(int side, String what) {
        return (rows.isOpen(side) ? "an open number of" : String.valueOf(rows.side(side))) + " " + what;
    }

    private String said(String shape) {
        String author = metadata.isOfUltralytics()
                ? "its metadata are Ultralytics', and "
                : metadata.isOfYoloV5() ? "its metadata are YOLOv5's, and " : "";
        return author + "its output " + rows + " has " + shape;
    }
}
