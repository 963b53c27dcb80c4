package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.RawBox;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * One object of the lists in COCO files, annotations and results alike, read into the same fields again and again, as
 * there may be millions.
 */
public final class CocoEntry {
    private final String list;
    private final Policy policy;
    private final OtherFields others;
    private final double[] xywh = new double[4];
    private double angle; // of a box of five numbers
    private int number = -1;
    private OptionalLong id = OptionalLong.empty();
    private OptionalLong image = OptionalLong.empty();
    private @Nullable String imageName;
    private OptionalLong category = OptionalLong.empty();
    private int coordinates;
    private double area; // NaN where not stated, as the score
    private double score;
    private boolean crowd;
    private boolean difficult;

    /** What becomes of a field whose value is not what it must be. */
    public enum Policy {
        /** It is refused with its place, for files that are taken by their letter. */
        STRICT,
        /** It counts as not there, so that whoever reads the entry can say what it is good for. */
        LENIENT
    }

    /** Takes the fields that COCO does not have; must leave the cursor at the last token of the value. */
    public interface OtherFields {
        void read(JsonCursor json, String field);
    }

    /** @param list file and list, for messages */
    public CocoEntry(String list, Policy policy) {
        this(list, policy, (json, field) -> json.skip());
    }

    /** @param list file and list, for messages */
    public CocoEntry(String list, Policy policy, OtherFields others) {
        this.list = list;
        this.policy = policy;
        this.others = others;
    }

    /** Reads the annotations of a file one after the other into this entry; other lists of it are passed over. */
    void forEachAnnotation(Path file, Consumer<CocoEntry> visitor) {
        CocoHeader.readList(file, "annotations", json -> {
            read(json);
            visitor.accept(this);
        });
    }

    /**
     * Reads the object that the cursor stands at.
     *
     * @throws HualeException naming the place where it is no object or, by the strict policy, a field is not of its form
     */
    public void read(JsonCursor json) {
        number++;
        id = OptionalLong.empty();
        image = OptionalLong.empty();
        imageName = null;
        category = OptionalLong.empty();
        coordinates = 0;
        area = Double.NaN;
        score = Double.NaN;
        crowd = false;
        difficult = false;
        if (!json.isObject()) {
            throw fault("must be an object, is " + json.token());
        }
        json.object(field -> readField(json, field));
    }

    private void readField(JsonCursor json, String field) {
        switch (field) {
            case "id" -> id = json.wholeNumber(); // nothing refers to it
            case "image_id" -> readImage(json);
            case "category_id" -> category = whole(json, field);
            case "bbox" -> readBox(json);
            case "area" -> area = number(json, field);
            case "score" -> score = number(json, field);
            case "iscrowd" -> crowd = isTrue(json, field);
            case "difficult" -> difficult = isTrue(json, field);
            default -> others.read(json, field);
        }
    }

    private boolean isTrue(JsonCursor json, String field) {
        if (json.isFalse()) {
            return false;
        }
        if (json.isTrue()) {
            return true;
        }
        double value = number(json, field);
        return value != 0 && !Double.isNaN(value);
    }

    private void readImage(JsonCursor json) {
        if (json.isText()) {
            imageName = json.text();
            image = policy == Policy.LENIENT ? numeral(String.valueOf(imageName)) : OptionalLong.empty();
        } else {
            image = whole(json, "image_id");
        }
    }

    /** VIA writes ids as texts. */
    private static OptionalLong numeral(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private void readBox(JsonCursor json) {
        if (!json.isArray()) {
            demand(false, "bbox must be [x, y, width, height]");
            json.skip();
            return;
        }
        coordinates = json.array(i -> {
            double value = number(json, "bbox");
            if (i < xywh.length) {
                xywh[i] = value;
            } else if (i == xywh.length) {
                angle = value;
            }
        });
        demand(hasBox(), "bbox must have four numbers");
    }

    private OptionalLong whole(JsonCursor json, String field) {
        requireNumber(json, field);
        OptionalLong value = json.wholeNumber();
        if (policy == Policy.STRICT && value.isEmpty()) {
            throw fault(field + " must be a whole number, is " + json.shown());
        }
        return value;
    }

    /** The number at the cursor; by the strict policy, other values and infinite ones are refused. */
    public double number(JsonCursor json, String field) {
        requireNumber(json, field);
        double value = json.number();
        if (policy == Policy.STRICT && !Double.isFinite(value)) {
            throw fault(field + " must be finite, is " + json.shown());
        }
        return value;
    }

    private void requireNumber(JsonCursor json, String field) {
        if (policy == Policy.STRICT && !json.isNumber()) {
            throw fault(field + " must be a number, found " + json.shown());
        }
    }

    private void demand(boolean holds, String what) {
        if (!holds && policy == Policy.STRICT) {
            throw fault(what);
        }
    }

    OptionalLong id() {
        return id;
    }

    /** Empty where the file has none, or a name in its place. */
    OptionalLong imageNumber() {
        return image;
    }

    OptionalLong categoryNumber() {
        return category;
    }

    /** Empty where there is no {@code bbox} of four values; one that is no number is NaN. */
    Optional<RawBox> box() {
        return hasBox()
                ? Optional.of(new RawBox(xywh[0], xywh[1], xywh[0] + xywh[2], xywh[1] + xywh[3]))
                : Optional.empty();
    }

    /** The frame of a rotated box, {@code [cx, cy, width, height, degrees]} as detectron2 has it; empty for others. */
    Optional<RawBox> frame() {
        if (coordinates != xywh.length + 1) {
            return Optional.empty();
        }
        return Optional.of(RawBox.ofRotated(xywh, Math.toRadians(angle)));
    }

    private boolean hasBox() {
        return coordinates == xywh.length;
    }

    /** The area if it is stated, and one that can be; or else that of the box. */
    double areaOr(double boxArea) {
        return area >= 0 && area < Double.POSITIVE_INFINITY ? area : boxArea;
    }

    /**
     * The image's number.
     *
     * @throws HualeException where it has none, as for the other fields; see {@link #imageName()}
     */
    public long image() {
        return image.orElseThrow(() ->
                fault(imageName == null ? "has no image_id" : "image_id must be a number, is \"" + imageName + "\""));
    }

    /** Some tools write names where COCO has numbers; null where there is none. */
    public @Nullable String imageName() {
        return imageName;
    }

    /** The category's number. */
    public long category() {
        return category.orElseThrow(() -> fault("has no category_id"));
    }

    /** x, y, width, height; valid until the next entry is read. */
    public double[] xywh() {
        if (!hasBox()) {
            throw fault("has no bbox");
        }
        return xywh;
    }

    /** As stated, or that of the box. */
    public double area() {
        return Double.isNaN(area) ? xywh()[2] * xywh()[3] : area;
    }

    /** The confidence. */
    public double score() {
        if (Double.isNaN(score)) {
            throw fault("has no score");
        }
        return score;
    }

    public boolean isCrowd() {
        return crowd;
    }

    /** VOC's mark, which no COCO file has of its own but files converted from VOC keep. */
    public boolean isDifficult() {
        return difficult;
    }

    /** What to throw where the entry cannot be used. */
    public HualeException fault(String what) {
        return new HualeException(place() + ": " + what);
    }

    /** File, list and position, counted from 0, and the entry's own number where it has one. */
    public String place() {
        return list + "[" + number + "]" + (id.isPresent() ? " (id " + id.getAsLong() + ")" : "");
    }
}
