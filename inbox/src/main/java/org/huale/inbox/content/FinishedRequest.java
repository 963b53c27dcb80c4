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

    /** Images asked for. */
    public int total() {
        return finished() + open.size();
    }

    /** Images with which nothing is left to do. */
    public int finished() {
        return annotations.size() + skipped.size();
    }

    /**
     * Whether a run can go on: so much is finished, and not only skipped, unless nothing is left.
     *
     * @param share of the images, in (0, 1]
     */
    public boolean isEnough(double share) {
        return isEnough(share, annotations.size(), skipped.size(), total());
    }

    /** The same by numbers of images. */
    static boolean isEnough(double share, int done, int skipped, int total) {
        int finished = done + skipped;
        boolean some = finished == total || done > 0;
        return some && finished >= Math.ceil(share * total - 1e-9);
    }
}
