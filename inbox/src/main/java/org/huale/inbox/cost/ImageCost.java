package org.huale.inbox.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huale.inbox.Events;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.Effort;
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
 * @param saved seconds of each person who saved or reviewed it; empty where it came in through files, with which nobody
 *     says how long it took
 * @param elsewhere what another program measured that it came in from
 */
public record ImageCost(InboxRequest request, InboxImage image, Map<String, Double> saved, Optional<Effort> elsewhere) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of all images of an inbox, by their numbers. */
    public static Map<Long, ImageCost> all(Inbox inbox) {
        Map<Long, ImageCost> costs = new LinkedHashMap<>();
        for (InboxRequest request : inbox.requests().all()) {
            for (ImageEntry entry : inbox.images().list(ImageFilter.all(request.key()))) {
                InboxImage image = inbox.images().of(entry.id());
                costs.put(entry.id(), new ImageCost(request, image, Map.of(), Optional.empty()));
            }
        }
        inbox.events().after(0, Integer.MAX_VALUE).forEach(event -> {
            if (event.image().isPresent()) {
                costs.computeIfPresent(event.image().getAsLong(), (id, cost) -> cost.after(event));
            }
        });
        return costs;
    }

    private ImageCost after(InboxEvent event) {
        return switch (event.kind()) {
            case "save" -> with(event.who(), seconds(event));
            case "review" -> seconds(event) > 0 ? with(event.who(), seconds(event)) : this; // else nobody measured
            case Events.EFFORT -> new ImageCost(request, image, saved, Optional.of(Events.effort(event.what())));
            default -> this;
        };
    }

    /** What the log keeps of a save or a review, as far as it is a matter of cost. Older reviews say nothing of it. */
    private static double seconds(InboxEvent event) {
        return JSON.readTree(event.what()).path("seconds").asDouble(0);
    }

    private ImageCost with(String who, double seconds) {
        Map<String, Double> sum = new LinkedHashMap<>(saved);
        sum.merge(who, seconds, Double::sum);
        return new ImageCost(request, image, sum, elsewhere);
    }

    /** Whose boxes the image has, in another program where it came in from one that measures. */
    public String annotator() {
        return elsewhere
                .filter(it -> !saved.containsKey(image.annotator()))
                .map(Effort::annotator)
                .orElse(image.annotator());
    }

    /** Of everybody who worked on it, here and elsewhere. */
    public Map<String, Double> seconds() {
        Map<String, Double> all = new LinkedHashMap<>(saved);
        elsewhere.ifPresent(effort -> effort.seconds().forEach((who, spent) -> all.merge(who, spent, Double::sum)));
        return all;
    }

    /** Whether whose work it is worked where the time is measured. */
    public boolean isMeasured() {
        return seconds().containsKey(annotator());
    }

    /** Of all who worked on it. */
    public double total() {
        return seconds().values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
