package org.huale.inbox.content;

import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;

/**
 * Finished work that comes in as a whole, such as from files.
 *
 * @param request its key
 * @param door where it comes in, in place of an annotator's name: {@code files}
 * @param annotations of images that are done, possibly none
 * @param skipped images that cannot be annotated, and why
 */
public record Brought(
        String request, String door, Map<ImageId, List<Annotation>> annotations, Map<ImageId, String> skipped) {

    public Brought {
        annotations = Map.copyOf(annotations);
        skipped = Map.copyOf(skipped);
        if (door.isBlank()) {
            throw new IllegalArgumentException("a door must have a name");
        }
        for (ImageId image : skipped.keySet()) {
            if (annotations.containsKey(image)) {
                throw new HualeException("image " + image + ": both annotated and skipped");
            }
        }
    }
}
