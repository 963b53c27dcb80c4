package org.huale.inbox.partner;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.inbox.content.Effort;

/**
 * What another program has of a request.
 *
 * @param annotations of images that are finished and can be taken whole
 * @param skipped images that somebody set aside, and why
 * @param reopened images of which the program says that they are not finished, perhaps any more, and those that are held
 * @param efforts of images, where the program measures
 * @param held what stands in the way of images that are finished, a line each
 * @param notes what was mended or left out in images that are taken
 * @param gone images that wait and are not there
 */
public record Pulled(
        Map<ImageId, List<Annotation>> annotations,
        Map<ImageId, String> skipped,
        Set<ImageId> reopened,
        Map<ImageId, Effort> efforts,
        List<String> held,
        List<String> notes,
        List<ImageId> gone) {

    public Pulled {
        annotations = Map.copyOf(annotations);
        skipped = Map.copyOf(skipped);
        reopened = Set.copyOf(reopened);
        efforts = Map.copyOf(efforts);
        held = List.copyOf(held);
        notes = List.copyOf(notes);
        gone = List.copyOf(gone);
    }
}
