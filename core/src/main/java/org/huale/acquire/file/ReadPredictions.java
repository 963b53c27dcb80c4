package org.huale.acquire.file;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.problem.Problem;

/**
 * What came of reading a file.
 *
 * @param views by name; of the mirrored images only where an entry is of them
 * @param notes what people should know
 */
record ReadPredictions(ClassNames classes, Layout layout, Map<String, Map<ImageId, FoundInImage>> views, Notes notes) {

    /**
     * @param problems what was left out, and what was read in a way that nobody stated
     * @param words how the images were read, for the log
     */
    record Notes(List<Problem> problems, String words) {}

    boolean has(View view) {
        return views.containsKey(view.name());
    }

    /** Those of any view. */
    Set<ImageId> images() {
        Set<ImageId> images = new HashSet<>();
        views.values().forEach(found -> images.addAll(found.keySet()));
        return images;
    }

    int count(View view, ImageId image) {
        FoundInImage found = views.getOrDefault(view.name(), Map.of()).get(image);
        return found == null ? 0 : found.count();
    }

    /**
     * What was found in an image. Where that is nothing there is evidence, too, of empty arrays.
     *
     * @param asked the parts of the evidence that are given; with none there is no evidence
     */
    Detections detections(View view, ImageId image, Set<EvidencePart> asked) {
        FoundInImage found = views.getOrDefault(view.name(), Map.of()).get(image);
        return (found == null ? new FoundInImage() : found).sorted(layout, classes.count(), asked);
    }
}
