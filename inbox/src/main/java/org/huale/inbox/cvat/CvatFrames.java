package org.huale.inbox.cvat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.ImageId;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.ImageParcels;
import tools.jackson.databind.JsonNode;

/** Which image of a request is where in its task. Frames are counted from 0. */
final class CvatFrames {
    private final Map<ImageId, Integer> numbers = new HashMap<>();
    private final Map<Integer, Sides> sides = new HashMap<>();
    private final Set<Integer> deleted = new HashSet<>();

    /** @param told what {@code /data/meta} of the task says */
    CvatFrames(JsonNode told, List<InboxImage> images) {
        Map<String, Integer> byName = new HashMap<>();
        for (JsonNode frame : told.path("frames")) {
            String path = frame.path("name").asString("");
            byName.put(path.substring(path.lastIndexOf('/') + 1), sides.size());
            sides.put(
                    sides.size(),
                    new Sides(
                            frame.path("width").asDouble(Double.NaN),
                            frame.path("height").asDouble(Double.NaN)));
        }
        ImageParcels parcels = new ImageParcels(images);
        for (InboxImage image : images) {
            Optional.ofNullable(byName.get(parcels.name(image))).ifPresent(frame -> numbers.put(image.name(), frame));
        }
        told.path("deleted_frames").forEach(frame -> deleted.add(frame.asInt(-1)));
    }

    /** Where an image is; empty where the task does not have it. */
    Optional<Integer> of(InboxImage image) {
        return Optional.ofNullable(numbers.get(image.name()));
    }

    /** Width and height as CVAT has them. */
    Sides sides(int frame) {
        return sides.getOrDefault(frame, Sides.UNKNOWN);
    }

    /** Whether somebody has deleted the image from the task. */
    boolean isDeleted(int frame) {
        return deleted.contains(frame);
    }
}
