package org.huale.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A key whose value is not the same in two configurations.
 *
 * @param key from the root, {@code detector.rpn.anchors}; blank where the roots themselves differ
 * @param before empty where the first has no such key
 * @param now empty where the second has no such key
 */
public record ConfigDifference(String key, Optional<JsonNode> before, Optional<JsonNode> now) {

    /** Whether the key is the other one or below it. */
    public boolean isWithin(String other) {
        return key.equals(other) || key.startsWith(other + ".");
    }

    /** Whether one configuration has the key and the other has not, whichever is the earlier. */
    public boolean isOfOne() {
        return before.isPresent() != now.isPresent();
    }

    /** Whether one configuration gives the value and the other has no such key, whichever is the earlier. */
    public boolean isUnsaid(Object value) {
        return isOfOne() && before.or(() -> now).equals(Optional.of(ConfigJson.parsed(value)));
    }

    /** A line for each, below the one that they are added to. */
    public static String lines(List<ConfigDifference> differences) {
        return differences.stream()
                .map(it -> System.lineSeparator() + "  " + it)
                .collect(Collectors.joining());
    }

    /** {@code key: before, now after}. */
    @Override
    public String toString() {
        return key + ": " + word(before) + ", now " + word(now);
    }

    private static String word(Optional<JsonNode> value) {
        return value.map(JsonNode::toString).orElse("absent");
    }
}
