package org.huale.torch.rcnn;

import java.util.ArrayList;
import java.util.List;
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
 */
public record ScaledBoxes(List<Integer> strides, List<Scaled> boxes) {
    /** Of more boxes, this many are looked at, spread evenly. */
    private static final int MOST = 2000;

    /** A box and the padded size of the input that it is in. */
    record Scaled(Box box, ImageSize input) {}

    public ScaledBoxes {
        strides = List.copyOf(strides);
        boxes = List.copyOf(boxes);
    }

    /** @param learned which objects count */
    public static ScaledBoxes of(Dataset images, FasterRcnnOptions detector, Predicate<Annotation> learned) {
        ImageTransform transform = new ImageTransform(detector.transform());
        List<Scaled> all = new ArrayList<>();
        for (ImageRecord image : images.images()) {
            ImageSize size = transform.resized(image.size());
            ImageSize input = transform.paddedAlone(image.size());
            double wide = (double) size.width() / image.size().width();
            double high = (double) size.height() / image.size().height();
            image.annotations().stream()
                    .filter(learned)
                    .filter(it -> !it.box().isDegenerate())
                    .forEach(it -> all.add(new Scaled(it.box().scaled(wide, high), input)));
        }
        return new ScaledBoxes(detector.backbone().strides(), spread(all));
    }

    private static List<Scaled> spread(List<Scaled> all) {
        if (all.size() <= MOST) {
            return all;
        }
        List<Scaled> some = new ArrayList<>(MOST);
        for (int i = 0; i < MOST; i++) {
            some.add(all.get((int) ((long) i * all.size() / MOST)));
        }
        return some;
    }

    /** How well anchors fit these boxes where the grids of the levels put them. */
    public AnchorFit fitOf(AnchorGenerator anchors) {
        return AnchorFit.of(bestIous(anchors));
    }

    /** Of each box that with the anchor it overlaps most. */
    double[] bestIous(AnchorGenerator anchors) {
        List<float[]> cells =
                IntStream.range(0, strides.size()).mapToObj(anchors::cell).toList();
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
