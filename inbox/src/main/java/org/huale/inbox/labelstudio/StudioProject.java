package org.huale.inbox.labelstudio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ClassNames;
import org.huale.dataset.labelstudio.LabelStudioFormat;
import org.huale.problem.HualeException;
import tools.jackson.databind.JsonNode;

/**
 * A project with boxes over an image.
 *
 * @param config its labeling interface, as XML
 * @param control name of its {@code RectangleLabels}
 * @param image name of its {@code Image}
 * @param data key of a task's data that holds the address of the image
 * @param labels of the boxes
 */
record StudioProject(
        long id, String title, String config, String control, String image, String data, List<String> labels) {

    StudioProject {
        labels = List.copyOf(labels);
    }

    /** @throws HualeException where its labeling interface has no boxes over an image */
    static StudioProject of(JsonNode told) {
        for (Map.Entry<String, JsonNode> tag : told.path("parsed_label_config").properties()) {
            JsonNode input = tag.getValue().path("inputs").path(0);
            boolean boxes = tag.getValue().path("type").asString("").equals("RectangleLabels");
            if (boxes && input.path("type").asString("").equals("Image")) {
                List<String> labels = new ArrayList<>();
                tag.getValue().path("labels").forEach(label -> labels.add(label.asString("")));
                return new StudioProject(
                        told.path("id").asLong(-1),
                        told.path("title").asString(""),
                        told.path("label_config").asString(""),
                        tag.getKey(),
                        tag.getValue().path("to_name").path(0).asString(""),
                        input.path("value").asString(""),
                        labels);
            }
        }
        throw new HualeException("Label Studio's project " + told.path("id").asString("") + " '"
                + told.path("title").asString("")
                + "' has no boxes over an image: its labeling interface needs an Image and"
                + " RectangleLabels");
    }

    /** Those that the project lacks. */
    List<String> missing(ClassNames classes) {
        return classes.names().stream().filter(name -> !labels.contains(name)).toList();
    }

    /** Whether nobody has changed the labeling interface since HUALE wrote it. */
    boolean hasOurInterface() {
        return config.equals(LabelStudioFormat.labelingInterface(labels));
    }

    String path() {
        return "/api/projects/" + id;
    }
}
