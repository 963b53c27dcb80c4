package org.huale.dataset.cvat;

import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.drawn.Nodes;
import tools.jackson.databind.JsonNode;

/**
 * Labels as CVAT's server tells them.
 *
 * @param names by the numbers of the labels
 * @param attributes their names, by their numbers
 */
public record CvatLabels(Map<Long, String> names, Map<Long, String> attributes) {

    public CvatLabels {
        names = Map.copyOf(names);
        attributes = Map.copyOf(attributes);
    }

    /** @param labels as {@code /api/labels} lists them */
    public static CvatLabels of(Iterable<JsonNode> labels) {
        Map<Long, String> names = new TreeMap<>();
        Map<Long, String> attributes = new TreeMap<>();
        for (JsonNode label : labels) {
            names.put(label.path("id").asLong(-1), Nodes.text(label, "name"));
            label.path("attributes").forEach(it -> attributes.put(it.path("id").asLong(-1), Nodes.text(it, "name")));
        }
        return new CvatLabels(names, attributes);
    }

    /** A label that is not in the list is called by its number. */
    String name(long label) {
        return names.getOrDefault(label, "number " + label);
    }

    String attribute(long attribute) {
        return attributes.getOrDefault(attribute, "number " + attribute);
    }
}
