package org.huale.detect;

import java.util.ArrayList;
import java.util.List;
import org.huale.dataset.ImageRecord;

/** Batches as detectors of tests make them: so many images each, in the given order, the last with what is left. */
public final class FixedBatches {

    private FixedBatches() {}

    public static List<List<ImageRecord>> of(List<ImageRecord> images, int size) {
        List<List<ImageRecord>> batches = new ArrayList<>();
        for (int from = 0; from < images.size(); from += size) {
            batches.add(images.subList(from, Math.min(from + size, images.size())));
        }
        return batches;
    }
}
