package org.huale.inbox.cvat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huale.dataset.ImageId;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.ImageParcels;
import org.huale.inbox.partner.PartnerClient;
import tools.jackson.databind.JsonNode;

/** Which image of a request is where in its task. Frames are counted from 0. */
final class CvatFrames {
    private final Map<ImageId, Integer> numbers = new HashMap<>();
    private final Map<Integer, Sides> sides = new HashMap<>();
    private final Set<Integer> deleted = new HashSet<>();
    private final Set<String> others;

    /** @param told what {@code /data/meta} of the task says */
    private CvatFrames(JsonNode told, List<InboxImage> images) {
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
        others = new TreeSet<>(byName.keySet());
        ImageParcels parcels = new ImageParcels(images);
        for (InboxImage image : images) {
            others.remove(parcels.name(image));
            Optional.ofNullable(byName.get(parcels.name(image))).ifPresent(frame -> numbers.put(image.name(), frame));
        }
        told.path("deleted_frames").forEach(frame -> deleted.add(frame.asInt(-1)));
    }

    /** Where images of a request are in a task. */
    static CvatFrames read(PartnerClient client, long task, List<InboxImage> images) {
        return new CvatFrames(client.getLists("/api/tasks/" + task + "/data/meta", "frames"), images);
    }

    /**
     * The name of a frame that no image of the request has; empty where there is none. A task with such a frame is another request's:
     * its other frames may be called like images of this one, and show something else.
     */
    Optional<String> other() {
        return others.stream().findFirst();
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
