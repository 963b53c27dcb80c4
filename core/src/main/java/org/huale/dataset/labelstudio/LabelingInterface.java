package org.huale.dataset.labelstudio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.file.XmlCursor;
import org.huale.problem.HualeException;
import tools.jackson.databind.JsonNode;

/**
 * What a labeling interface says of boxes over an image: the first {@code RectangleLabels} whose {@code Image} is there.
 *
 * @param control name of its {@code RectangleLabels}
 * @param image name of its {@code Image}
 * @param data key of a task's data that holds the address of the image
 * @param labels of the boxes
 */
public record LabelingInterface(String control, String image, String data, List<String> labels) {
    private static final int MOST_LEVELS = 64;

    public LabelingInterface {
        labels = List.copyOf(labels);
    }

    /** What is collected on the way through the XML. */
    private record Tags(Map<String, String> images, Map<String, LabelingInterface> boxes) {}

    /**
     * Empty where people cannot draw boxes in it.
     *
     * @throws HualeException where it is no XML, or nested too deeply
     */
    public static Optional<LabelingInterface> of(String xml) {
        Tags tags = new Tags(new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            XmlCursor cursor = new XmlCursor(new ByteArrayInputStream(xml.getBytes(UTF_8)));
            cursor.children(name -> visit(cursor, name, tags, 1));
        } catch (XMLStreamException e) {
            throw new HualeException("the labeling interface is no XML that can be read", e);
        }
        return tags.boxes().values().stream()
                .filter(found -> tags.images().containsKey(found.image()))
                .map(found -> new LabelingInterface(
                        found.control(), found.image(), tags.images().getOrDefault(found.image(), ""), found.labels()))
                .findFirst();
    }

    /** @param level of the element, one in another; a stack is not endless */
    private static void visit(XmlCursor cursor, String tag, Tags tags, int level) throws XMLStreamException {
        if (level > MOST_LEVELS) {
            throw new HualeException("the labeling interface has elements in more than " + MOST_LEVELS
                    + " levels, each in another; nobody needs so many");
        }
        String name = cursor.attribute("name");
        if (tag.equals("Image")) {
            tags.images().put(name, cursor.attribute("value").replaceFirst("^\\$", ""));
        }
        if (tag.equals("RectangleLabels")) {
            String image = cursor.attribute("toName");
            List<String> labels = new ArrayList<>();
            cursor.children(child -> {
                if (child.equals("Label")) {
                    labels.add(cursor.attribute("value"));
                }
                cursor.skip();
            });
            tags.boxes().put(name, new LabelingInterface(name, image, "", labels));
        } else {
            cursor.children(child -> visit(cursor, child, tags, level + 1));
        }
    }

    /**
     * What a task may call its image, the surest first: HUALE's own name of it, then the path in the address, which may be one of an
     * upload, of local files, or any URL. Empty where the task has no image.
     *
     * @param data of the task
     */
    public List<String> imageNames(JsonNode data) {
        Set<String> names = new LinkedHashSet<>();
        names.add(Nodes.text(data, TaskImage.ID));
        names.add(TaskImage.path(Nodes.text(data, this.data)));
        names.remove("");
        return List.copyOf(names);
    }
}
