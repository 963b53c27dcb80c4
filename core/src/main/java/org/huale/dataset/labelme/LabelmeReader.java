package org.huale.dataset.labelme;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.DrawnImage.Progress;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.DrawnObject.Marks;
import org.huale.dataset.drawn.Frames;
import org.huale.dataset.drawn.Frames.Point;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.drawn.Outline;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.RawBox;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one file of labelme, or of a tool that took over its format. The image that the file may have in it is passed over; the one
 * in {@code imagePath} counts, seen from the file, or else the one of the file's own name.
 */
final class LabelmeReader {
    static final String DIFFICULT = "difficult";
    static final String CROWD = "crowd";
    private final Source source;
    private final Remarks remarks = new Remarks();
    private final List<DrawnObject> objects = new ArrayList<>();
    private String imagePath = "";
    private double width = Double.NaN;
    private double height = Double.NaN;

    LabelmeReader(Source source) {
        this.source = source;
    }

    DrawnImage read() {
        source.json().readObject(this::read);
        remarks.tell(source.findings());
        return new DrawnImage(names(), new Sides(width, height), objects, Progress.DONE, source.name());
    }

    private void read(JsonCursor json, String key) {
        switch (key) {
            case "shapes" -> shapes(json);
            case "imagePath" -> imagePath = Optional.ofNullable(json.text()).orElse("");
            case "imageWidth" -> width = json.number();
            case "imageHeight" -> height = json.number();
            default -> json.skip();
        }
    }

    private void shapes(JsonCursor json) {
        if (!json.isArray()) {
            throw new HualeException(source.shown() + ": shapes must be a list" + json.place());
        }
        json.array(i -> shape(json.tree(), i));
    }

    private List<String> names() {
        String file = source.name();
        String own = RelativePath.withoutExtension(file);
        if (imagePath.isBlank()) {
            return List.of(own);
        }
        String folder = file.substring(0, file.lastIndexOf('/') + 1);
        return List.of(Climb.resolved(folder + imagePath.replace('\\', '/')), own);
    }

    private void shape(@Nullable JsonNode shape, int index) {
        String where = source.name() + ": shape " + (index + 1);
        if (shape == null || !shape.isObject()) {
            objects.add(DrawnObject.withoutBox("is no shape", where));
            return;
        }
        String kind = shape.has("shape_type") ? Nodes.text(shape, "shape_type") : "polygon";
        Optional<RawBox> frame = frame(kind, Nodes.points(shape.path("points")));
        if (frame.isEmpty()) {
            objects.add(DrawnObject.withoutBox("a shape of the kind '" + kind + "' has no box", where));
            return;
        }
        if (!kind.equals("rectangle")) {
            remarks.framed(kind, where);
        }
        noteAttributes(shape, where);
        Marks marks = new Marks(isSet(shape, DIFFICULT), isSet(shape, CROWD));
        objects.add(new DrawnObject(Nodes.text(shape, "label"), Outline.of(frame.get()), marks, where));
    }

    /** Two corners of a rectangle may be any that lie opposite. */
    private static Optional<RawBox> frame(String kind, List<Point> points) {
        return switch (kind) {
            case "rectangle", "polygon", "mask", "rotation", "oriented_rectangle" -> Optional.of(Frames.of(points));
            case "circle" -> points.size() == 2 ? Optional.of(circle(points)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** By centre and a point of the line. */
    private static RawBox circle(List<Point> points) {
        Point centre = points.get(0);
        double radius = Math.hypot(points.get(1).x() - centre.x(), points.get(1).y() - centre.y());
        return Frames.around(centre, radius, radius);
    }

    private void noteAttributes(JsonNode shape, String where) {
        for (String flag : shape.path("flags").propertyNames()) {
            if (shape.path("flags").path(flag).asBoolean(false) && !flag.equals(DIFFICULT) && !flag.equals(CROWD)) {
                remarks.attribute(flag, where);
            }
        }
        if (shape.path("group_id").isNumber()) {
            remarks.attribute("group_id", where);
        }
        if (!Nodes.text(shape, "description").isEmpty()) {
            remarks.attribute("description", where);
        }
    }

    /** As one of labelme's flags or, as other tools write it, a key of the shape. */
    private static boolean isSet(JsonNode shape, String name) {
        return shape.path("flags").path(name).asBoolean(false)
                || shape.path(name).asBoolean(false);
    }
}
