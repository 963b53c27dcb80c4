package org.huale.dataset.csv;

import java.util.List;
import java.util.Optional;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.file.CsvRows;
import org.huale.dataset.file.DecimalText;
import org.huale.dataset.file.RawBox;

/**
 * Which columns hold what.
 *
 * @param image name of the image's file
 * @param label name of the class
 * @param box four columns
 * @param corners whether these are two corners; otherwise the upper left corner, width and height
 * @param sides width and height of the image; empty where no columns have them
 */
record CsvColumns(String image, String label, List<String> box, boolean corners, List<String> sides) {
    static final List<String> IMAGE = List.of(
            "filename", "file_name", "image", "image_name", "image_path", "image_id", "imageid", "file", "path", "img");
    static final List<String> LABEL =
            List.of("class", "label", "class_name", "label_name", "category", "category_name", "name");
    static final List<List<String>> CORNERS = List.of(
            List.of("xmin", "ymin", "xmax", "ymax"),
            List.of("x_min", "y_min", "x_max", "y_max"),
            List.of("x1", "y1", "x2", "y2"),
            List.of("left", "top", "right", "bottom"));
    static final List<List<String>> LENGTHS = List.of(
            List.of("x", "y", "w", "h"), // before the next, as width and height may then be those of the image
            List.of("x", "y", "width", "height"),
            List.of("bbox_x", "bbox_y", "bbox_width", "bbox_height"),
            List.of("left", "top", "width", "height"));
    private static final List<List<String>> SIDES = List.of(
            List.of("image_width", "image_height"), List.of("img_width", "img_height"), List.of("width", "height"));

    /** Empty where image, class or box are missing. */
    static Optional<CsvColumns> of(List<String> header) {
        Optional<String> image = IMAGE.stream().filter(header::contains).findFirst();
        Optional<String> label = LABEL.stream().filter(header::contains).findFirst();
        Optional<List<String>> corners =
                CORNERS.stream().filter(header::containsAll).findFirst();
        Optional<List<String>> box =
                corners.or(() -> LENGTHS.stream().filter(header::containsAll).findFirst());
        if (image.isEmpty() || label.isEmpty() || box.isEmpty()) {
            return Optional.empty();
        }
        List<String> used = box.get();
        List<String> sides = SIDES.stream()
                .filter(header::containsAll)
                .filter(pair -> used.stream().noneMatch(pair::contains))
                .findFirst()
                .orElse(List.of());
        return Optional.of(new CsvColumns(image.get(), label.get(), used, corners.isPresent(), sides));
    }

    /** Whether a row says no more than that there is such an image. */
    boolean isBare(CsvRows.Row row) {
        return row.cell(label).isEmpty()
                && box.stream().allMatch(column -> row.cell(column).isEmpty());
    }

    /** What the four columns say of a box by their names. */
    BoxForm form() {
        return corners ? BoxForm.XYXY : BoxForm.XYWH;
    }

    RawBox frame(CsvRows.Row row) {
        double[] numbers =
                box.stream().mapToDouble(column -> number(row.cell(column))).toArray();
        return corners
                ? new RawBox(numbers[0], numbers[1], numbers[2], numbers[3])
                : new RawBox(numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]);
    }

    /** A number of the box that is none. */
    Optional<String> fault(CsvRows.Row row) {
        return box.stream()
                .filter(column -> DecimalText.parse(row.cell(column)).isEmpty())
                .findFirst()
                .map(column -> column + " is '" + row.cell(column) + "'");
    }

    boolean hasCommas(CsvRows.Row row) {
        return box.stream().anyMatch(column -> DecimalText.hasComma(row.cell(column)));
    }

    /** NaN where the text is no number. */
    static double number(String text) {
        return DecimalText.parse(text).orElse(Double.NaN);
    }
}
