package org.huale.inbox.cost;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.Effort;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxRequest;

/**
 * What one annotator's work on an image came to.
 *
 * @param image as it is now
 * @param boxes that it has now
 * @param saved seconds of each person who saved or reviewed it; empty where it came in through files, with which nobody
 *     says how long it took
 * @param elsewhere what another program measured that it came in from
 */
public record ImageCost(
        InboxRequest request,
        ImageEntry image,
        List<InboxBox> boxes,
        Map<String, Double> saved,
        Optional<Effort> elsewhere) {

    /**
     * Of all images of an inbox, in the order of requests and of want, so that both lines of an image that two annotators have
     * follow each other. Boxes are read image by image, as those of all requests need not fit into memory.
     */
    public static Stream<ImageCost> all(Inbox inbox) {
        Map<Long, Spent> spent = Spent.all(inbox);
        return inbox.requests().all().stream()
                .flatMap(request -> inbox.images().list(request.key()).stream()
                        .map(image -> of(inbox, request, image, spent.getOrDefault(image.id(), Spent.NOTHING))));
    }

    private static ImageCost of(Inbox inbox, InboxRequest request, ImageEntry image, Spent spent) {
        return new ImageCost(request, image, inbox.images().boxesOf(image.id()), spent.saved(), spent.elsewhere());
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
