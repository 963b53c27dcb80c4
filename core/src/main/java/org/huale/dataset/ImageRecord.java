package org.huale.dataset;

import java.nio.file.Path;
import java.util.List;
import org.huale.api.Stable;
import org.huale.geometry.ImageSize;

/**
 * What a data set knows of one image without decoding it.
 *
 * @param id stable name
 * @param file where the pixels are
 * @param size as the annotation file states it or, where that is silent, as the image's header does
 * @param annotations possibly none
 */
@Stable
public record ImageRecord(ImageId id, Path file, ImageSize size, List<Annotation> annotations) {

    public ImageRecord {
        annotations = annotations instanceof PackedAnnotations ? annotations : List.copyOf(annotations);
    }

    /** The same image, as whoever has not seen its annotations knows it. */
    public ImageRecord withoutAnnotations() {
        return annotations.isEmpty() ? this : new ImageRecord(id, file, size, List.of());
    }
}
