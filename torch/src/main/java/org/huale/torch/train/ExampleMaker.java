package org.huale.torch.train;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageRecord;
import org.huale.detect.pool.CheckedReader;
import org.huale.geometry.Box;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.random.Seeds;
import org.huale.torch.augment.Augmentation;
import org.huale.torch.augment.Recolouring;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.rcnn.input.PreparedImage;
import org.huale.torch.rcnn.input.TrainingExample;
import org.huale.torch.rcnn.rpn.RpnOptions;

/** Reads, varies and prepares one image; a function of seed, epoch and image. For use by many threads. */
final class ExampleMaker {
    private final CheckedReader reader;
    private final ImageTransformOptions sizes;
    private final ImageTransform transform;
    private final Augmentation augmentation;
    private final Predicate<Annotation> learned;
    private final Seeds seeds;

    ExampleMaker(ImageReader reader, ImageTransformOptions sizes, TrainingOptions options, Seeds seeds) {
        this.reader = new CheckedReader(reader);
        this.sizes = sizes;
        this.transform = new ImageTransform(sizes);
        this.augmentation = options.augmentation();
        this.learned = options.images()::learns;
        this.seeds = seeds;
    }

    /** An object to be found. */
    private record Target(Box box, int classIndex) {}

    /** @throws ImageException where the file cannot be read or is not of the size that its boxes refer to */
    TrainingExample make(ImageRecord record, int epoch) {
        RandomGenerator random = seeds.generator("augment/" + record.id(), epoch);
        Augmentation.Draw draw = augmentation.draw(random);
        Image image = reader.read(record);
        List<Target> objects = objects(record, draw, image.size());
        Window window = augmentation.window(
                image.size(), objects.stream().map(Target::box).toList(), random);
        List<Target> seen = window.equals(Window.whole(image.size())) ? objects : seen(objects, window);
        PreparedImage prepared = transform(draw).of(varied(image, draw), window);
        float[] boxes = prepared.toResized(boxes(seen));
        int[] kept = wide(boxes);
        int[] classes = IntStream.of(kept).map(i -> seen.get(i).classIndex()).toArray();
        return new TrainingExample(record.id(), prepared, FlatBoxes.select(boxes, kept), classes, draw.flipped());
    }

    /** The boxes that have sides in float32: one without overlaps no anchor, so that all would be its best. */
    private static int[] wide(float[] boxes) {
        return IntStream.range(0, boxes.length / 4)
                .filter(i -> FlatBoxes.isAtLeast(boxes, i, RpnOptions.SHORTEST_SIDE))
                .toArray();
    }

    /** What is learned from, where it is in the image after mirroring. */
    private List<Target> objects(ImageRecord record, Augmentation.Draw draw, ImageSize size) {
        return record.annotations().stream()
                .filter(learned)
                .filter(it -> !it.box().isDegenerate())
                .map(it -> new Target(draw.flipped() ? it.box().flipped(size.width()) : it.box(), it.classIndex()))
                .toList();
    }

    private static List<Target> seen(List<Target> objects, Window window) {
        return objects.stream()
                .flatMap(it -> window.seen(it.box()).map(box -> new Target(box, it.classIndex())).stream())
                .toList();
    }

    private static Image varied(Image image, Augmentation.Draw draw) {
        Image coloured = draw.recolours() ? Recolouring.of(image, draw) : image;
        return draw.flipped() ? coloured.flipped() : coloured;
    }

    private ImageTransform transform(Augmentation.Draw draw) {
        if (draw.scale() == 1) {
            return transform;
        }
        return new ImageTransform(sizes.withSizes(scaled(sizes.minSize(), draw), scaled(sizes.maxSize(), draw)));
    }

    private static int scaled(int side, Augmentation.Draw draw) {
        return Math.max(1, (int) Math.round(side * draw.scale()));
    }

    private static float[] boxes(List<Target> targets) {
        float[] flat = new float[4 * targets.size()];
        for (int i = 0; i < targets.size(); i++) {
            Box box = targets.get(i).box();
            flat[4 * i] = (float) box.x1();
            flat[4 * i + 1] = (float) box.y1();
            flat[4 * i + 2] = (float) box.x2();
            flat[4 * i + 3] = (float) box.y2();
        }
        return flat;
    }
}
