package org.huale.inbox.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.ImageFilter;
import org.huale.inbox.content.InboxEvent;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.InboxRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one annotator's work on an image came to.
 *
 * @param image as it is now
 * @param seconds of each person who saved it, reviewers among them; empty where it came in through files, with which nobody
 *     says how long it took
 */
public record ImageCost(InboxRequest request, InboxImage image, Map<String, Double> seconds) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What the log keeps of a save, as far as it is a matter of cost. */
    private record Spent(double seconds) {}

    /** Of all images of an inbox, by their numbers. */
    public static Map<Long, ImageCost> all(Inbox inbox) {
        Map<Long, ImageCost> costs = new LinkedHashMap<>();
        for (InboxRequest request : inbox.requests().all()) {
            for (ImageEntry entry : inbox.images().list(ImageFilter.all(request.key()))) {
                InboxImage image = inbox.images().of(entry.id());
                costs.put(entry.id(), new ImageCost(request, image, new LinkedHashMap<>()));
            }
        }
        for (InboxEvent event : inbox.events().after(0, Integer.MAX_VALUE)) {
            if (event.kind().equals("save")) {
                ImageCost cost = costs.get(event.image().orElseThrow());
                if (cost != null) {
                    cost.seconds().merge(event.who(), spent(event), Double::sum);
                }
            }
        }
        return costs;
    }

    private static double spent(InboxEvent event) {
        return JSON.readValue(event.what(), Spent.class).seconds();
    }

    /** Whether whose work it is worked where the time is measured. */
    public boolean isMeasured() {
        return seconds.containsKey(image.annotator());
    }

    /** Of all who worked on it. */
    public double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
