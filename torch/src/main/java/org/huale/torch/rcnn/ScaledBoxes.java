package org.huale.torch.rcnn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.AnchorFit;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.rpn.AnchorGenerator;

/**
 * Annotated boxes as the network sees them, to compare anchors with. Images are taken as they are, each padded by itself.
 *
 * @param strides of the levels, in pixels of the input
 * @param classes those that have boxes, in order
 */
public record ScaledBoxes(List<Integer> strides, List<OfClass> classes) {

    /** The boxes of a class. */
    record OfClass(String name, List<Scaled> boxes) {
        OfClass {
            boxes = List.copyOf(boxes);
        }

        private OfClass thinned(int most) {
            int all = boxes.size();
            return all <= most
                    ? this
                    : new OfClass(
                            name,
                            IntStream.range(0, most)
                                    .mapToObj(i -> boxes.get((int) ((long) i * all / most)))
                                    .toList());
        }
    }

    /** A box and the padded size of the input that it is in. */
    record Scaled(Box box, ImageSize input) {}

    public ScaledBoxes {
        strides = List.copyOf(strides);
        classes = List.copyOf(classes);
    }

    /** @param learned which objects count */
    public static ScaledBoxes of(Dataset images, FasterRcnnOptions detector, Predicate<Annotation> learned) {
        ImageTransform transform = new ImageTransform(detector.transform());
        SortedMap<Integer, List<Scaled>> byClass = new TreeMap<>();
        for (ImageRecord image : images.images()) {
            ImageSize size = transform.resized(image.size());
            ImageSize input = transform.paddedAlone(image.size());
            double wide = (double) size.width() / image.size().width();
            double high = (double) size.height() / image.size().height();
            image.annotations().stream()
                    .filter(learned)
                    .filter(it -> !it.box().isDegenerate())
                    .forEach(it -> byClass.computeIfAbsent(it.classIndex(), index -> new ArrayList<>())
                            .add(new Scaled(it.box().scaled(wide, high), input)));
        }
        return new ScaledBoxes(
                detector.backbone().strides(),
                byClass.entrySet().stream()
                        .map(it -> new OfClass(images.classes().name(it.getKey()), it.getValue()))
                        .toList());
    }

    /** With at most so many boxes of a class, spread evenly over its boxes. */
    ScaledBoxes thinned(int most) {
        return new ScaledBoxes(
                strides, classes.stream().map(it -> it.thinned(most)).toList());
    }

    /** Of all classes. */
    List<Scaled> boxes() {
        return classes.stream().flatMap(it -> it.boxes().stream()).toList();
    }

    /** How well anchors fit these boxes where the grids of the levels put them. */
    public AnchorFit fitOf(AnchorGenerator anchors) {
        Map<String, double[]> bestIous = new LinkedHashMap<>();
        Iterator<double[]> ious = bestIous(anchors).iterator();
        classes.forEach(it -> bestIous.put(it.name(), ious.next()));
        return AnchorFit.of(bestIous);
    }

    /** Of each box, by class, that with the anchor it overlaps most. */
    List<double[]> bestIous(AnchorGenerator anchors) {
        List<float[]> cells = cells(anchors);
        return classes.stream().map(it -> bestIous(it.boxes(), cells)).toList();
    }

    private List<float[]> cells(AnchorGenerator anchors) {
        return IntStream.range(0, strides.size()).mapToObj(anchors::cell).toList();
    }

    private double[] bestIous(List<Scaled> boxes, List<float[]> cells) {
        return boxes.stream().mapToDouble(box -> bestIou(box, cells)).toArray();
    }

    private double bestIou(Scaled box, List<float[]> cells) {
        double best = 0;
        for (int level = 0; level < strides.size(); level++) {
            best = Math.max(best, bestIou(box, cells.get(level), strides.get(level)));
        }
        return best;
    }

    /** Of anchors of one shape that on the cell nearest to the centre of the box overlaps it most. */
    private static double bestIou(Scaled scaled, float[] cell, int stride) {
        Box box = scaled.box();
        double x = nearest((box.x1() + box.x2()) / 2, scaled.input().width(), stride);
        double y = nearest((box.y1() + box.y2()) / 2, scaled.input().height(), stride);
        double best = 0;
        for (int i = 0; i < cell.length; i += 4) {
            double wide = Math.min(box.x2(), x + cell[i + 2]) - Math.max(box.x1(), x + cell[i]);
            double high = Math.min(box.y2(), y + cell[i + 3]) - Math.max(box.y1(), y + cell[i + 1]);
            if (wide > 0 && high > 0) {
                double area = 4.0 * cell[i + 2] * cell[i + 3];
                best = Math.max(best, wide * high / (area + box.area() - wide * high));
            }
        }
        return best;
    }

    /** The place of the nearest cell along an axis, as {@link AnchorGenerator#anchors} lays them. */
    private static double nearest(double centre, int side, int stride) {
        int cells = (side + stride - 1) / stride;
        int step = side / cells;
        return step * Math.max(0, Math.min(cells - 1, Math.rint(centre / step)));
    }
}
