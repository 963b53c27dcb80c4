package org.huale.dataset.coco;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.huale.dataset.file.IdNumbers;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.RawBox;
import org.huale.dataset.identity.Reference;
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
    private @Nullable String categoryName;
    private String fileName = "";
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
        categoryName = null;
        fileName = "";
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
            case "file_name" -> fileName = Objects.requireNonNullElse(json.text(), "");
            case "category_id" -> readCategory(json);
            case "bbox" -> readBox(json);
            case "area" -> area = json.number(); // not needed, as the box has one
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
        if (json.isText() || json.isHuge()) {
            imageName = json.isText() ? json.text() : json.shown();
        } else {
            image = whole(json, "image_id");
        }
    }

    private void readCategory(JsonCursor json) {
        if (json.isText() || json.isHuge()) {
            categoryName = json.isText() ? json.text() : json.shown();
        } else {
            category = whole(json, "category_id");
        }
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

    /** That of an id that is no number, too; see {@link IdNumbers}. Empty where the file has none. */
    OptionalLong imageNumber() {
        return number(image, imageName);
    }

    /** As the file states it, for messages. */
    String imageWords() {
        return words(image, imageName);
    }

    /** As the file states it, for messages. */
    String categoryWords() {
        return words(category, categoryName);
    }

    private static String words(OptionalLong number, @Nullable String name) {
        if (name != null) {
            return '"' + name + '"';
        }
        return number.isPresent() ? Long.toString(number.getAsLong()) : "(missing or no id)";
    }

    /** The same of the category. */
    OptionalLong categoryNumber() {
        return number(category, categoryName);
    }

    private static OptionalLong number(OptionalLong number, @Nullable String name) {
        return number.isPresent() || name == null ? number : OptionalLong.of(IdNumbers.of(name));
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

    /** Whether an area is stated, and one that can be. */
    boolean hasArea() {
        return area >= 0 && area < Double.POSITIVE_INFINITY;
    }

    /** The area if it is stated, or else that of the box. */
    double areaOr(double boxArea) {
        return hasArea() ? area : boxArea;
    }

    /**
     * The image's number.
     *
     * @throws HualeException where it has none, as for the other fields
     */
    public long image() {
        return imageNumber().orElseThrow(() -> fault("has no image_id"));
    }

    /**
     * What it calls its image: a number, a name, or a file name beside or in place of these.
     *
     * @throws HualeException where it calls it nothing
     */
    public Reference imageReference() {
        if (imageName == null && image.isEmpty() && fileName.isBlank()) {
            throw fault("has no image_id");
        }
        return new Reference(image, name(image, imageName), fileName);
    }

    /**
     * What it calls its class: a number or a name.
     *
     * @throws HualeException where it calls it nothing
     */
    public Reference categoryReference() {
        if (categoryName == null && category.isEmpty()) {
            throw fault("has no category_id");
        }
        return new Reference(category, name(category, categoryName), "");
    }

    private static String name(OptionalLong number, @Nullable String text) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : text == null ? "" : text;
    }

    /**
     * The category's number.
     *
     * @throws HualeException where it has none, as for the other fields
     */
    public long category() {
        return categoryNumber().orElseThrow(() -> fault("has no category_id"));
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
        return Double.isFinite(area) ? area : xywh()[2] * xywh()[3];
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
