package org.huale.torch;

import java.util.List;
import java.util.stream.IntStream;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.image.ImageReader;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.input.ImageTransform;
import org.huale.torch.rcnn.input.PreparedImage;

/** Fits the frozen batch norms of a detector with random weights to images, without recording gradients. */
final class StartingNorms {
    private static final int MOST_IMAGES = 8;

    private StartingNorms() {}

    /** To images spread evenly over a training set. */
    static void calibrate(FasterRcnn detector, Dataset dataset, ImageReader reader) {
        int count = Math.min(MOST_IMAGES, dataset.size());
        ImageTransform transform = new ImageTransform(detector.options().transform());
        List<PreparedImage> images = IntStream.range(0, count)
                .mapToObj(i -> dataset.images().get((int) ((long) i * dataset.size() / count)))
                .map(ImageRecord::file)
                .map(reader::read)
                .map(transform::of)
                .toList();
        calibrate(detector, images);
    }

    /** @param images at least one */
    static void calibrate(FasterRcnn detector, List<PreparedImage> images) {
        TensorScope.runWithoutGradient(() -> {
            detector.calibrate(images);
        });
    }
}
