package org.huale.inbox.cvat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.dataset.cvat.CvatLabels;
import tools.jackson.databind.JsonNode;

/**
 * A project. Its labels have no blanks around their names, as CVAT keeps none: classes are found as in finished work.
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
                .filter(name -> labels.stream().noneMatch(label -> isOf(label, name, classes)))
                .toList();
    }

    /** Classes whose label is for something else than boxes. */
    List<String> unfit(ClassNames classes) {
        return classes.names().stream()
                .filter(name ->
                        label(name, classes).isEmpty() && !missing(classes).contains(name))
                .toList();
    }

    private static boolean isOf(JsonNode label, String name, ClassNames classes) {
        return classes.meant(label.path("name").asString("")).equals(classes.indexOf(name))
                && !label.path("has_parent").asBoolean(false);
    }

    /**
     * The number of the label with which boxes of a class are drawn.
     *
     * @param classes of which it is one
     */
    Optional<Long> label(String name, ClassNames classes) {
        return labels.stream()
                .filter(label -> isOf(label, name, classes)
                        && OF_BOXES.contains(label.path("type").asString("any")))
                .map(label -> label.path("id").asLong(-1))
                .findFirst();
    }

    CvatLabels allLabels() {
        return CvatLabels.of(labels);
    }
}
