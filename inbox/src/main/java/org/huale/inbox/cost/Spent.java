package org.huale.inbox.cost;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.inbox.Events;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.Effort;
import org.huale.inbox.content.InboxEvent;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the log tells of the time that an image took.
 *
 * @param saved seconds of each person who saved or reviewed it
 * @param elsewhere what another program measured last
 */
record Spent(Map<String, Double> saved, Optional<Effort> elsewhere) {
    static final Spent NOTHING = new Spent(Map.of(), Optional.empty());

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LINES = 1000; // of the log at a time, as it may be longer than memory is large

    /** Of each image of which the log tells anything, by its number. */
    static Map<Long, Spent> all(Inbox inbox) {
        Map<Long, Spent> spent = new HashMap<>();
        List<InboxEvent> lines = inbox.events().timed(0, LINES);
        while (!lines.isEmpty()) {
            lines.forEach(line -> line.image()
                    .ifPresent(image ->
                            spent.put(image, spent.getOrDefault(image, NOTHING).after(line))));
            lines = inbox.events().timed(lines.get(lines.size() - 1).id(), LINES);
        }
        return spent;
    }

    private Spent after(InboxEvent event) {
        return switch (event.kind()) {
            case Events.SAVE -> with(event.who(), seconds(event));
            case Events.REVIEW -> seconds(event) > 0 ? with(event.who(), seconds(event)) : this; // else nobody measured
            case Events.EFFORT -> new Spent(saved, Optional.of(Events.effort(event.what())));
            default -> this;
        };
    }

    /** What the log keeps of a save or a review, as far as it is a matter of cost. Older reviews say nothing of it. */
    private static double seconds(InboxEvent event) {
        return JSON.readTree(event.what()).path("seconds").asDouble(0);
    }

    private Spent with(String who, double seconds) {
        Map<String, Double> sum = new LinkedHashMap<>(saved);
        sum.merge(who, seconds, Double::sum);
        return new Spent(sum, elsewhere);
    }
}
