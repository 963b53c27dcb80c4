package org.huale.acquire.file;

import java.util.Arrays;
import org.huale.dataset.coco.CocoEntry;
import org.huale.dataset.file.JsonCursor;
import org.huale.detect.EvidenceNumbers;
import org.huale.detect.View;
import org.huale.geometry.Box;

/** One entry of the file: that of a COCO result and, where given, class probabilities, variances, suppressed boxes and the view. */
final class PredictionEntry {
    private static final double UNKNOWN = -1;

    private final CocoEntry coco;
    private final float[] probabilities = new float[Categories.MOST + 1];
    private final float[] variances = new float[4];
    private int probabilityCount;
    private int varianceCount;
    private double suppressed = UNKNOWN;
    private View view = View.ORIGINAL;

    PredictionEntry(String file) {
        coco = new CocoEntry(file + ": entry ", CocoEntry.Policy.STRICT, this::readField);
    }

    /** Reads the next object, whose opening brace is the current token. */
    void read(JsonCursor json) {
        probabilityCount = 0;
        varianceCount = 0;
        suppressed = UNKNOWN;
        view = View.ORIGINAL;
        coco.read(json);
    }

    private void readField(JsonCursor json, String field) {
        switch (field) {
            case "probabilities" -> probabilityCount = numbers(json, field, probabilities);
            case "localization_variances" -> varianceCount = numbers(json, field, variances);
            case "suppressed" -> suppressed = count(json, field);
            case "view" -> view = view(json);
            default -> json.skip();
        }
    }

    private double count(JsonCursor json, String field) {
        if (json.isNull()) {
            return UNKNOWN;
        }
        double value = coco.number(json, field);
        if (!EvidenceNumbers.isCount(value)) {
            throw coco.fault(field + " must be " + EvidenceNumbers.COUNT + ", is " + value);
        }
        return value;
    }

    private View view(JsonCursor json) {
        String name = json.text();
        if (View.ORIGINAL.name().equals(name)) {
            return View.ORIGINAL;
        }
        if (View.FLIPPED.name().equals(name)) {
            return View.FLIPPED;
        }
        throw coco.fault("view must be \"original\" or \"flipped\", is " + (name == null ? "of another type" : name));
    }

    /** How many there are; {@code null} stands for none. */
    private int numbers(JsonCursor json, String field, float[] into) {
        if (json.isNull()) {
            return 0;
        }
        if (!json.isArray()) {
            throw coco.fault(field + " must be a list of numbers");
        }
        return json.array(i -> {
            if (i == into.length) {
                throw coco.fault(field + " must have at most " + into.length + " numbers");
            }
            into[i] = number(json, field);
        });
    }

    private float number(JsonCursor json, String field) {
        double value = coco.number(json, field);
        if (!EvidenceNumbers.isAmount(value)) {
            throw coco.fault(field + " must be " + EvidenceNumbers.AMOUNT + ", is " + value);
        }
        return (float) value;
    }

    CocoEntry coco() {
        return coco;
    }

    View view() {
        return view;
    }

    Layout layout() {
        if (varianceCount != 0 && varianceCount != variances.length) {
            throw coco.fault("localization_variances must have four numbers: left, top, right, bottom");
        }
        return new Layout(probabilityCount, varianceCount > 0, suppressed != UNKNOWN);
    }

    /** The numbers in the order of the layout. */
    float[] row() {
        Layout layout = layout();
        float[] row = new float[layout.width()];
        Box box = box();
        row[0] = (float) box.x1();
        row[1] = (float) box.y1();
        row[2] = (float) box.x2();
        row[3] = (float) box.y2();
        row[Layout.CONFIDENCE] = (float) confidence();
        requireDistribution();
        System.arraycopy(probabilities, 0, row, Layout.PROBABILITIES, probabilityCount);
        System.arraycopy(variances, 0, row, Layout.PROBABILITIES + probabilityCount, varianceCount);
        if (layout.suppressed()) {
            row[layout.suppressedAt()] = (float) suppressed;
        }
        return row;
    }

    private Box box() {
        double[] xywh = coco.xywh();
        if (xywh[2] < 0 || xywh[3] < 0) {
            throw coco.fault("bbox must have a width and a height of at least 0, is " + Arrays.toString(xywh));
        }
        try {
            return Box.ofXywh(xywh[0], xywh[1], xywh[2], xywh[3]);
        } catch (IllegalArgumentException e) {
            throw coco.fault("bbox " + Arrays.toString(xywh) + ": " + e.getMessage());
        }
    }

    private double confidence() {
        if (!(coco.score() >= 0 && coco.score() <= 1)) {
            throw coco.fault("score must be a probability in [0, 1], is " + coco.score());
        }
        return coco.score();
    }

    private void requireDistribution() {
        double sum = 0;
        for (int c = 0; c < probabilityCount; c++) {
            sum += probabilities[c];
        }
        if (probabilityCount > 0 && !EvidenceNumbers.isSum(sum)) {
            throw coco.fault("probabilities must sum to 1, background included; their sum is " + sum);
        }
    }
}
