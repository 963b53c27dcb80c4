package org.huale.inbox.cvat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.dataset.cvat.CvatLabels;
import tools.jackson.databind.JsonNode;

/**
 * A project.
 *
 * @param labels as the server lists them
 */
record CvatProject(long id, String name, List<JsonNode> labels) {
    private static final Set<String> OF_BOXES = Set.of("rectangle", "any");

    CvatProject {
        labels = List.copyOf(labels);
    }

    /** Classes for which there is no label. */
    List<String> missing(ClassNames classes) {
        return classes.names().stream()
                .filter(name -> labels.stream().noneMatch(label -> isNamed(label, name)))
                .toList();
    }

    /** Classes whose label is for something else than boxes. */
    List<String> unfit(ClassNames classes) {
        return classes.names().stream()
                .filter(name -> label(name).isEmpty() && !missing(classes).contains(name))
                .toList();
    }

    private static boolean isNamed(JsonNode label, String name) {
        return label.path("name").asString("").equals(name)
                && !label.path("has_parent").asBoolean(false);
    }

    /** The number of the label with which boxes of a class are drawn. */
    Optional<Long> label(String name) {
        return labels.stream()
                .filter(label -> isNamed(label, name)
                        && OF_BOXES.contains(label.path("type").asString("any")))
                .map(label -> label.path("id").asLong(-1))
                .findFirst();
    }

    CvatLabels allLabels() {
        return CvatLabels.of(labels);
    }
}
