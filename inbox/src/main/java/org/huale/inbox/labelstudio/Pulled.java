package org.huale.inbox.labelstudio;

import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;

/**
 * What Label Studio has of a request.
 *
 * @param annotations of images that were submitted and can be taken whole
 * @param skipped images that somebody skipped and nobody submitted, and why
 * @param held what stands in the way of images that were submitted, a line each
 * @param notes what was mended or left out in images that are taken
 * @param gone images none of whose tasks is there any more
 */
record Pulled(
        Map<ImageId, List<Annotation>> annotations,
        Map<ImageId, String> skipped,
        List<String> held,
        List<String> notes,
        List<ImageId> gone) {

    Pulled {
        annotations = Map.copyOf(annotations);
        skipped = Map.copyOf(skipped);
        held = List.copyOf(held);
        notes = List.copyOf(notes);
        gone = List.copyOf(gone);
    }
}
