package org.huale.dataset.via;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.DrawnObject.Marks;
import org.huale.dataset.drawn.Frames;
import org.huale.dataset.drawn.Frames.Point;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.drawn.Outline;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.file.RawBox;
import tools.jackson.databind.JsonNode;

/** Reads a region: rectangles as they are; polygons, circles and ellipses as their frames. */
record ViaRegion(Remarks remarks, String where) {
    static final String DIFFICULT = "difficult";
    static final String CROWD = "crowd";

    DrawnObject read(JsonNode region, Optional<String> classKey) {
        JsonNode shape = region.path("shape_attributes");
        JsonNode attributes = region.path("region_attributes");
        String kind = Nodes.text(shape, "name");
        Optional<RawBox> frame = frame(shape, kind);
        if (frame.isEmpty()) {
            return DrawnObject.withoutBox("a region of the kind '" + kind + "' has no box", where);
        }
        if (!kind.equals("rect")) {
            remarks.framed(kind, where);
        }
        for (String name : attributes.propertyNames()) {
            if (!classKey.equals(Optional.of(name)) && !name.equals(DIFFICULT) && !name.equals(CROWD)) {
                remarks.attribute(name, where);
            }
        }
        Marks marks = new Marks(isSet(attributes, DIFFICULT), isSet(attributes, CROWD));
        String label = classKey.map(key -> label(attributes.path(key))).orElse("");
        return new DrawnObject(label, Outline.of(frame.get()), marks, where);
    }

    private Optional<RawBox> frame(JsonNode shape, String kind) {
        Point centre = new Point(Nodes.number(shape, "cx"), Nodes.number(shape, "cy"));
        return switch (kind) {
            case "rect" -> Optional.of(rectangle(shape));
            case "polygon" -> Optional.of(Frames.of(points(shape)));
            case "circle" -> Optional.of(Frames.around(centre, Nodes.number(shape, "r"), Nodes.number(shape, "r")));
            case "ellipse" ->
                Optional.of(Frames.ellipse(centre, Nodes.number(shape, "rx"), Nodes.number(shape, "ry"), theta(shape)));
            default -> Optional.empty();
        };
    }

    private static RawBox rectangle(JsonNode shape) {
        double x = Nodes.number(shape, "x");
        double y = Nodes.number(shape, "y");
        return new RawBox(x, y, x + Nodes.number(shape, "width"), y + Nodes.number(shape, "height"));
    }

    private static List<Point> points(JsonNode shape) {
        JsonNode xs = shape.path("all_points_x");
        JsonNode ys = shape.path("all_points_y");
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Math.max(xs.size(), ys.size()); i++) {
            points.add(new Point(Nodes.number(xs.path(i)), Nodes.number(ys.path(i))));
        }
        return points;
    }

    /** In radians in the file; left out by versions before 2.0.5. */
    private static double theta(JsonNode shape) {
        return shape.has("theta") ? Math.toDegrees(Nodes.number(shape, "theta")) : 0;
    }

    /** A text or, of a checkbox, the one option that is ticked. */
    private static String label(JsonNode value) {
        List<String> ticked = value.propertyNames().stream()
                .filter(option -> value.path(option).asBoolean(false))
                .toList();
        return value.isObject() ? (ticked.size() == 1 ? ticked.get(0) : "") : Nodes.text(value);
    }

    private static boolean isSet(JsonNode attributes, String name) {
        String value = Nodes.text(attributes, name);
        return value.equals("1") || value.equalsIgnoreCase("true");
    }
}
