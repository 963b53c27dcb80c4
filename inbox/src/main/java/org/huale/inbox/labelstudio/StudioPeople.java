package org.huale.inbox.labelstudio;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.dataset.labelstudio.LabelStudioFormat;
import org.huale.inbox.content.Effort;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerRefusal;
import tools.jackson.databind.JsonNode;

/** Who annotated in Label Studio, and how long. People are called by their addresses there, which are asked for once. */
final class StudioPeople {
    private static final double NOT_MEASURED = -1;
    private static final double MOST_SECONDS = 7 * 86_400; // a week

    private final PartnerClient client;
    private Optional<Map<Long, String>> names = Optional.empty();

    StudioPeople(PartnerClient client) {
        this.client = client;
    }

    /**
     * Of all annotations of an image, also those that skip it or are not taken: the {@code lead_time} of each, which grows while it is
     * corrected, by its annotator. Empty where no annotation has one, or the one that counts has none.
     */
    Optional<Effort> effort(JsonNode annotations) {
        Map<String, Double> seconds = new TreeMap<>();
        for (JsonNode annotation : annotations) {
            leadTime(annotation).ifPresent(time -> seconds.merge(name(annotation), time, Double::sum));
        }
        Optional<JsonNode> taken =
                LabelStudioFormat.taken(annotations).or(() -> Optional.ofNullable(annotations.get(0)));
        return taken.filter(it -> leadTime(it).isPresent()).map(it -> new Effort(name(it), seconds));
    }

    /** Empty also where it is more than anybody takes, as of a clock that was set meanwhile: sums stay numbers. */
    private static Optional<Double> leadTime(JsonNode annotation) {
        JsonNode time = annotation.path("lead_time");
        double seconds = time.isNumber() ? time.asDouble(NOT_MEASURED) : NOT_MEASURED;
        return seconds >= 0 && seconds <= MOST_SECONDS ? Optional.of(seconds) : Optional.empty();
    }

    private String name(JsonNode annotation) {
        JsonNode by = annotation.path("completed_by");
        long number = by.isObject() ? by.path("id").asLong(-1) : by.asLong(-1);
        if (names.isEmpty()) {
            names = Optional.of(names());
        }
        return names.get().getOrDefault(number, "Label Studio's user " + number);
    }

    /** None where the token may not see them. */
    private Map<Long, String> names() {
        Map<Long, String> known = new HashMap<>();
        try {
            for (JsonNode user : client.get("/api/users/")) {
                String email = user.path("email").asString("");
                if (!email.isBlank()) {
                    known.put(user.path("id").asLong(-1), email);
                }
            }
        } catch (PartnerRefusal e) {
            return Map.of();
        }
        return known;
    }
}
