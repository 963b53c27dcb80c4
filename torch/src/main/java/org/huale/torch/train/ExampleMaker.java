package org.huale.torch.train;

import java.util.List;
import java.util.function.Predicate;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.image.Image;
import org.huale.image.ImageException;
import org.huale.image.ImageReader;
import org.huale.loop.Seeds;
import org.huale.torch.rcnn.ImageTransform;
import org.huale.torch.rcnn.ImageTransformOptions;
import org.huale.torch.rcnn.PreparedImage;
import org.huale.torch.rcnn.TrainingExample;

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

    /** @throws ImageException where the file cannot be read or is not of the size that its boxes refer to */
    TrainingExample make(ImageRecord record, int epoch) {
        Augmentation.Draw draw = augmentation.draw(seeds.generator("augment/" + record.id(), epoch));
        Image image = reader.read(record);
        List<Annotation> annotations = record.annotations().stream()
                .filter(learned)
                .filter(it -> !it.box().isDegenerate())
                .toList();
        PreparedImage prepared = transform(draw).of(varied(image, draw));
        float[] boxes = prepared.toResized(boxes(annotations, draw, image.width()));
        int[] classes = annotations.stream().mapToInt(Annotation::classIndex).toArray();
        return new TrainingExample(record.id(), prepared, boxes, classes, draw.flipped());
    }

    private static Image varied(Image image, Augmentation.Draw draw) {
        Image coloured = draw.recolours() ? Recolouring.of(image, draw) : image;
        return draw.flipped() ? coloured.flipped() : coloured;
    }

    private ImageTransform transform(Augmentation.Draw draw) {
        if (draw.scale() == 1) {
            return transform;
        }
        return new ImageTransform(new ImageTransformOptions(
                scaled(sizes.minSize(), draw), scaled(sizes.maxSize(), draw), sizes.mean(), sizes.deviation()));
    }

    private static int scaled(int side, Augmentation.Draw draw) {
        return Math.max(1, (int) Math.round(side * draw.scale()));
    }

    private static float[] boxes(List<Annotation> annotations, Augmentation.Draw draw, int width) {
        float[] flat = new float[4 * annotations.size()];
        for (int i = 0; i < annotations.size(); i++) {
            Box box = annotations.get(i).box();
            Box placed = draw.flipped() ? box.flipped(width) : box;
            flat[4 * i] = (float) placed.x1();
            flat[4 * i + 1] = (float) placed.y1();
            flat[4 * i + 2] = (float) placed.x2();
            flat[4 * i + 3] = (float) placed.y2();
        }
        return flat;
    }
}
