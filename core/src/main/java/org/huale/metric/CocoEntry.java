package org.huale.metric;

import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One object of the lists in COCO files, read into the same fields again and again, as there may be millions. */
public final class CocoEntry {
    private final String list;
    private final OtherFields others;
    private final double[] xywh = new double[4];
    private int number = -1;
    private boolean hasImage;
    private long image;
    private @Nullable String imageName;
    private @Nullable Long category;
    private boolean hasBox;
    private @Nullable Double area;
    private @Nullable Double score;
    private boolean crowd;
    private boolean difficult;

    /** Takes the fields that COCO does not have; must leave the parser at the last token of the value. */
    public interface OtherFields {
        void read(JsonParser json, String field);
    }

    /** @param list file and list, for messages */
    CocoEntry(String list) {
        this(list, (json, field) -> json.skipChildren());
    }

    /** @param list file and list, for messages */
    public CocoEntry(String list, OtherFields others) {
        this.list = list;
        this.others = others;
    }

    /**
     * Reads the next object, whose opening brace is the current token.
     *
     * @throws HualeException naming the place where it is not of the form
     */
    public void read(JsonParser json) {
        number++;
        hasImage = false;
        imageName = null;
        category = null;
        hasBox = false;
        area = null;
        score = null;
        crowd = false;
        difficult = false;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw fault("must be an object, is " + json.currentToken());
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            readField(json, field);
        }
    }

    private void readField(JsonParser json, String field) {
        switch (field) {
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

    private boolean isTrue(JsonParser json, String field) {
        JsonToken token = json.currentToken();
        return token == JsonToken.VALUE_TRUE || (token != JsonToken.VALUE_FALSE && number(json, field) != 0);
    }

    private void readImage(JsonParser json) {
        hasImage = true;
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            imageName = json.getString();
        } else {
            image = whole(json, "image_id");
        }
    }

    private void readBox(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw fault("bbox must be [x, y, width, height]");
        }
        for (int i = 0; i < 4; i++) {
            json.nextToken();
            xywh[i] = number(json, "bbox");
        }
        if (json.nextToken() != JsonToken.END_ARRAY) {
            throw fault("bbox must have four numbers");
        }
        hasBox = true;
    }

    private long whole(JsonParser json, String field) {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        double value = number(json, field);
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw fault(field + " must be a whole number, is " + value);
        }
        return (long) value;
    }

    /** The number at the parser; refuses other values and infinite ones. */
    public double number(JsonParser json, String field) {
        JsonToken token = json.currentToken();
        if (token == null || !token.isNumeric()) {
            throw fault(field + " must be a number, found " + json.getString());
        }
        double value = json.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw fault(field + " must be finite, is " + json.getString());
        }
        return value;
    }

    /** The image's number; see {@link #imageName()}. */
    public long image() {
        if (!hasImage) {
            throw fault("has no image_id");
        }
        return image;
    }

    /** Some tools write names where COCO has numbers; null where it was a number. */
    public @Nullable String imageName() {
        return imageName;
    }

    /** @throws HualeException where it has none, as for the other fields */
    public long category() {
        if (category == null) {
            throw fault("has no category_id");
        }
        return category;
    }

    /** x, y, width, height; valid until the next entry is read. */
    public double[] xywh() {
        if (!hasBox) {
            throw fault("has no bbox");
        }
        return xywh;
    }

    /** As stated, or that of the box. */
    double area() {
        return area == null ? xywh()[2] * xywh()[3] : area;
    }

    public double score() {
        if (score == null) {
            throw fault("has no score");
        }
        return score;
    }

    boolean isCrowd() {
        return crowd;
    }

    /** VOC's mark, which no COCO file has of its own but files converted from VOC keep. */
    boolean isDifficult() {
        return difficult;
    }

    /** What to throw where the entry cannot be used. */
    public HualeException fault(String what) {
        return new HualeException(place() + ": " + what);
    }

    /** File, list and position, counted from 0. */
    public String place() {
        return list + "[" + number + "]";
    }
}
