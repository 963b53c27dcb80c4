package org.huale.render;

import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.image.Image;

/**
 * A drawn image and the objects in it, farthest first. Boxes enclose the visible pixels exactly; an object of which less
 * than a quarter is seen is difficult, of which less than a tenth or 12 pixels are seen has no annotation.
 */
public record Rendering(Image image, List<Annotation> annotations) {

    public Rendering {
        annotations = List.copyOf(annotations);
    }
}
