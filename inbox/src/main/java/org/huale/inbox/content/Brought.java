package org.huale.inbox.content;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.problem.HualeException;

/**
 * Finished work that comes in as a whole, such as from files.
 *
 * @param request as it was when it was read; the annotations have the numbers of its classes
 * @param door where it comes in, in place of an annotator's name: {@code files}
 * @param annotations of images that are done, possibly none
 * @param skipped images that cannot be annotated, and why
 * @param reopened images that are not finished any more, where this door has finished them
 * @param efforts of images that are annotated or skipped, where the door knows who worked on them and how long
 */
public record Brought(
        InboxRequest request,
        String door,
        Map<ImageId, List<Annotation>> annotations,
        Map<ImageId, String> skipped,
        Set<ImageId> reopened,
        Map<ImageId, Effort> efforts) {

    public Brought {
        annotations = Map.copyOf(annotations);
        skipped = Map.copyOf(skipped);
        reopened = Set.copyOf(reopened);
        efforts = Map.copyOf(efforts);
        if (door.isBlank()) {
            throw new IllegalArgumentException("a door must have a name");
        }
        for (ImageId image : skipped.keySet()) {
            if (annotations.containsKey(image)) {
                throw new HualeException("image " + image + ": both annotated and skipped");
            }
        }
        for (ImageId image : reopened) {
            if (annotations.containsKey(image) || skipped.containsKey(image)) {
                throw new IllegalArgumentException("image " + image + ": both finished and not");
            }
        }
    }

    /** By a door that takes nothing back and knows of no time. */
    public Brought(
            InboxRequest request,
            String door,
            Map<ImageId, List<Annotation>> annotations,
            Map<ImageId, String> skipped) {
        this(request, door, annotations, skipped, Set.of(), Map.of());
    }
}
