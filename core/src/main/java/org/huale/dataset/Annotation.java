package org.huale.dataset;

import org.huale.api.Stable;
import org.huale.geometry.Box;

/**
 * One true object.
 *
 * @param box in pixels of its image
 * @param classIndex 0 to K-1
 * @param difficult VOC's mark: neither found nor missed when evaluating, by default not trained on
 * @param crowd COCO's {@code iscrowd}: a group in one box; not trained on, absorbs detections when evaluating
 * @param area in square pixels, by which COCO sorts objects into small, medium and large; COCO files give the area of
 *     the segmentation here, other formats that of the box
 */
@Stable
public record Annotation(Box box, int classIndex, boolean difficult, boolean crowd, double area) {

    public Annotation {
        if (classIndex < 0) {
            throw new IllegalArgumentException("class index must not be negative, got " + classIndex);
        }
    }

    /** An ordinary object, neither difficult nor a crowd. */
    public static Annotation of(Box box, int classIndex) {
        return new Annotation(box, classIndex, false, false, box.area());
    }
}
