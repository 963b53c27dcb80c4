package org.huale.inbox.labelstudio;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.ImageId;
import tools.jackson.databind.JsonNode;

/**
 * The tasks of a request by their numbers, as they were handed out.
 *
 * @param run that their data has; empty where an earlier version has not kept it
 * @param byImage several where an image was handed out twice
 */
record HandedTasks(String run, Map<ImageId, List<Long>> byImage) {

    HandedTasks {
        byImage = Map.copyOf(byImage);
    }

    /** The tasks of an image; none where it was not handed out. */
    List<Long> of(ImageId image) {
        return byImage.getOrDefault(image, List.of());
    }

    /**
     * Those tasks of an image that are there and still its own: a server that was put back from a copy gives the same numbers again.
     *
     * @param told what the server says, by number
     */
    List<JsonNode> among(Map<Long, JsonNode> told, ImageId image) {
        return of(image).stream()
                .map(number -> Optional.ofNullable(told.get(number)))
                .flatMap(Optional::stream)
                .filter(task -> isOf(image, task.path("data")))
                .toList();
    }

    private boolean isOf(ImageId image, JsonNode data) {
        return data.path("huale_id").asString("").equals(image.value())
                && (run.isEmpty() || data.path("huale_run").asString("").equals(run));
    }
}
