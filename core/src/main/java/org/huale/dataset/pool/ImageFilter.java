package org.huale.dataset.pool;

import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;

/** Which images of a data set are used at all. */
public enum ImageFilter {
    ALL,
    /**
     * Those with an object whose box is more than one pixel wide and high, crowds too, as torchvision's reference training
     * has it for COCO. It looks at annotations that the oracle alone should know: only for repeating published results.
     */
    ANNOTATED;

    private static final double LEAST_SIDE = 1;

    public Dataset of(Dataset dataset) {
        return this == ALL
                ? dataset
                : new Dataset(
                        dataset.name(),
                        dataset.classes(),
                        dataset.images().stream().filter(ImageFilter::hasObject).toList());
    }

    private static boolean hasObject(ImageRecord image) {
        return image.annotations().stream().map(Annotation::box).anyMatch(ImageFilter::isLargeEnough);
    }

    private static boolean isLargeEnough(Box box) {
        return box.width() > LEAST_SIDE && box.height() > LEAST_SIDE;
    }
}
