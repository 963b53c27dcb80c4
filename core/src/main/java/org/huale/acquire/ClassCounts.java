package org.huale.acquire;

import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;

/** How many objects of each class are annotated so far. */
public final class ClassCounts {

    private ClassCounts() {}

    /** By the detector's classes, {@code [K]}; annotations of classes it does not know are passed over. */
    public static long[] of(Dataset labeled, ClassNames classes) {
        long[] counts = new long[classes.count()];
        for (ImageRecord image : labeled.images()) {
            for (Annotation annotation : image.annotations()) {
                classes.indexOf(labeled.classes().name(annotation.classIndex())).ifPresent(c -> counts[c]++);
            }
        }
        return counts;
    }
}
