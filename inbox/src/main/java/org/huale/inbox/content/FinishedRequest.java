package org.huale.inbox.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;

/**
 * What a request has brought so far, each part in the order of want.
 *
 * @param annotations of the images that are done, possibly none
 * @param skipped images that cannot be annotated, and why
 * @param open images with which something is left to do
 */
public record FinishedRequest(
        Map<ImageId, List<Annotation>> annotations, Map<ImageId, String> skipped, List<ImageId> open) {

    public FinishedRequest {
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        open = List.copyOf(open);
    }

    public boolean isComplete() {
        return open.isEmpty();
    }
}
