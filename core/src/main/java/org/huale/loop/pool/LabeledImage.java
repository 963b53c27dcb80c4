package org.huale.loop.pool;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/**
 * One labeled image as a {@link PoolFile} has it.
 *
 * @param objects rows of {@link #COLUMNS}; the last three where one of them is not as usual
 */
public record LabeledImage(String image, int width, int height, int cycle, List<double[]> objects) {
    public static final String COLUMNS = "class, x1, y1, x2, y2, [area, difficult, crowd]";
    private static final int SHORT = 5;
    private static final int LONG = 8;

    public LabeledImage {
        objects = List.copyOf(objects);
        if (image.isBlank()) {
            throw new IllegalArgumentException("image id must not be blank");
        }
    }

    ImageId id() {
        return new ImageId(image);
    }

    public static LabeledImage of(ImageRecord image, Pool.Labels labels) {
        return new LabeledImage(
                image.id().value(),
                image.size().width(),
                image.size().height(),
                labels.cycle(),
                labels.annotations().stream().map(LabeledImage::row).toList());
    }

    /** The images of an answer, ascending by their ids. */
    public static List<LabeledImage> of(int cycle, Pool pool, Map<ImageId, List<Annotation>> answer) {
        return new TreeMap<>(answer)
                .entrySet().stream()
                        .map(it -> of(pool.record(it.getKey()), new Pool.Labels(cycle, it.getValue())))
                        .toList();
    }

    /** That its objects are in the pixels of; empty where the file does not say it. */
    public Optional<ImageSize> size() {
        return width < 1 || height < 1 ? Optional.empty() : Optional.of(new ImageSize(width, height));
    }

    /** @throws IllegalArgumentException where a row is none */
    public List<Annotation> annotations() {
        return objects.stream().map(this::annotation).toList();
    }

    private static double[] row(Annotation it) {
        Box box = it.box();
        boolean usual = it.equals(Annotation.of(box, it.classIndex()));
        return usual
                ? new double[] {it.classIndex(), box.x1(), box.y1(), box.x2(), box.y2()}
                : new double[] {
                    it.classIndex(),
                    box.x1(),
                    box.y1(),
                    box.x2(),
                    box.y2(),
                    it.area(),
                    it.difficult() ? 1 : 0,
                    it.crowd() ? 1 : 0
                };
    }

    private Annotation annotation(double[] row) {
        if (!isRow(row)) {
            throw new IllegalArgumentException(
                    "image " + image + ": an object is " + COLUMNS + ", got " + Arrays.toString(row));
        }
        Box box = new Box(row[1], row[2], row[3], row[4]);
        return row.length == SHORT
                ? Annotation.of(box, (int) row[0])
                : new Annotation(box, (int) row[0], row[6] != 0, row[7] != 0, row[5]);
    }

    private static boolean isRow(double[] row) {
        boolean usual = row.length == SHORT;
        return (usual || (row.length == LONG && Double.isFinite(row[5]))) && row[0] == Math.rint(row[0]);
    }
}
