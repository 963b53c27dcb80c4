package org.huale.dataset.coco;

import java.util.Optional;
import java.util.OptionalLong;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.RawBox;

/** One element of {@code annotations}, used again for the next so that a million of them leave no litter. */
final class CocoRow {
    private final double[] bbox = new double[4];
    private int coordinates;
    private double area;
    private boolean crowd;
    private boolean difficult;
    private OptionalLong id = OptionalLong.empty();
    private OptionalLong image = OptionalLong.empty();
    private OptionalLong category = OptionalLong.empty();

    void read(JsonCursor json) {
        coordinates = 0;
        area = Double.NaN;
        crowd = false;
        difficult = false;
        id = OptionalLong.empty();
        image = OptionalLong.empty();
        category = OptionalLong.empty();
        json.object(key -> readField(json, key));
    }

    private void readField(JsonCursor json, String key) {
        switch (key) {
            case "id" -> id = json.wholeNumber();
            case "image_id" -> image = json.wholeNumber();
            case "category_id" -> category = json.wholeNumber();
            case "area" -> area = json.number();
            case "iscrowd" -> crowd = json.flag();
            case "difficult" -> difficult = json.flag();
            case "bbox" -> readBox(json);
            default -> json.skip(); // segmentation above all
        }
    }

    private void readBox(JsonCursor json) {
        if (!json.isArray()) {
            json.skip();
            return;
        }
        json.array(() -> {
            double value = json.number();
            if (coordinates < bbox.length) {
                bbox[coordinates] = value;
            }
            coordinates++;
        });
    }

    OptionalLong id() {
        return id;
    }

    OptionalLong image() {
        return image;
    }

    OptionalLong category() {
        return category;
    }

    boolean crowd() {
        return crowd;
    }

    boolean difficult() {
        return difficult;
    }

    /** The stated area, or else that of the box. */
    double areaOr(double boxArea) {
        return area >= 0 && area < Double.POSITIVE_INFINITY ? area : boxArea;
    }

    /** Empty where there is no {@code bbox} of four numbers. */
    Optional<RawBox> box() {
        return coordinates == 4
                ? Optional.of(new RawBox(bbox[0], bbox[1], bbox[0] + bbox[2], bbox[1] + bbox[3]))
                : Optional.empty();
    }
}
