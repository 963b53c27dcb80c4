package org.huale.acquire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.problem.HualeException;

/**
 * Hands over what was found in several views of each image. A view is asked of all images at once, which detectors like;
 * the detections of some dozen images are in memory at a time.
 */
public final class ViewsByImage {
    private static final int CHUNK = 32; // the evidence of all views of an image may be some megabytes

    private final Predictions predictions;
    private final List<View> others;

    /** @param others views to be compared with the original */
    public ViewsByImage(Predictions predictions, List<View> others) {
        this.predictions = predictions;
        this.others = List.copyOf(others);
    }

    /**
     * @param sink gets for each image, in the order given, the detections of the image as it is and then those of the other
     *     views in their order; an IllegalArgumentException from it becomes a HualeException that names the image
     * @throws HualeException where a view is not to be had, before any work
     */
    public void forEach(List<ImageId> images, BiConsumer<ImageId, List<Detections>> sink) {
        others.forEach(view -> require(predictions, view));
        others.forEach(view -> predictions.prepare(view, images));
        for (int from = 0; from < images.size(); from += CHUNK) {
            chunk(images.subList(from, Math.min(from + CHUNK, images.size())), sink);
        }
    }

    /** @throws HualeException where a view is not to be had */
    public static void require(Predictions predictions, View view) {
        if (!predictions.has(view)) {
            throw new HualeException("the strategy looks at images in the view " + view.name()
                    + ", of which there are no predictions; a detector is needed");
        }
    }

    private void chunk(List<ImageId> images, BiConsumer<ImageId, List<Detections>> sink) {
        List<Map<ImageId, Detections>> found = new ArrayList<>();
        found.add(predictions.all(View.ORIGINAL, images));
        others.forEach(view -> found.add(predictions.all(view, images)));
        for (ImageId image : images) {
            List<Detections> beside = found.stream()
                    .map(it -> it.getOrDefault(image, Detections.none()))
                    .toList();
            named(image, () -> sink.accept(image, beside));
        }
    }

    /** Does work on an image; what is wrong with its predictions is told with its name. */
    public static void named(ImageId image, Runnable work) {
        computed(image, () -> {
            work.run();
            return image;
        });
    }

    /** The same of work that comes to something. */
    public static <T> T computed(ImageId image, Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new HualeException("image " + image + ": " + e.getMessage(), e);
        }
    }
}
