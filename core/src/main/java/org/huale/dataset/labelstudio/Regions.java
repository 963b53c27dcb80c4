package org.huale.dataset.labelstudio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.Frames;
import org.huale.dataset.drawn.Frames.Point;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.drawn.Outline;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.RawBox;
import tools.jackson.databind.JsonNode;

/**
 * The regions of one annotation, in percent of the image. A shape and its label may be two results of one id, as where the labels are
 * not part of the tool that draws.
 */
final class Regions {
    private static final double PERCENT = 100;
    private final Findings findings;
    private final Remarks remarks;
    private final String where;
    private final Map<String, Drawn> shapes = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private Sides sides = Sides.UNKNOWN;

    private record Drawn(Optional<Outline> outline, String kind, String where) {}

    Regions(Findings findings, Remarks remarks, String where) {
        this.findings = findings;
        this.remarks = remarks;
        this.where = where;
    }

    /** An element of {@code result}. */
    void add(JsonNode result) {
        String type = Nodes.text(result, "type");
        String id = Nodes.text(result, "id");
        if (type.equals("relation") || result.path("value").isMissingNode()) {
            remarks.attribute(type, where);
            return;
        }
        takeSides(result);
        take(id.isEmpty() ? "#" + shapes.size() : id, result.path("value"), type);
    }

    /** A region of the short form, whose values lie beside its sides. */
    void addShort(JsonNode region) {
        if (region.isObject()) {
            takeSides(region);
            take("#" + shapes.size(), region, "");
        } else {
            remarks.attribute(Nodes.text(region), where);
        }
    }

    private void takeSides(JsonNode stated) {
        Sides read = new Sides(Nodes.number(stated, "original_width"), Nodes.number(stated, "original_height"));
        sides = stated.has("original_width") ? read : sides;
    }

    private void take(String id, JsonNode value, String type) {
        String place = where + ": region " + id;
        List<String> names = labels(value);
        if (names.size() > 1) {
            findings.mended(place, "has the classes " + names + "; the first is taken");
        }
        names.stream().findFirst().ifPresent(name -> labels.putIfAbsent(id, name));
        Optional<Outline> outline = outline(value, place);
        if (outline.isPresent() || (!names.isEmpty() && !type.equals("labels"))) {
            shapes.putIfAbsent(id, new Drawn(outline, type, place));
        } else if (names.isEmpty()) {
            remarks.attribute(type.isEmpty() ? "value" : type, place);
        }
    }

    /** The list under a key that ends in {@code labels}. */
    private static List<String> labels(JsonNode value) {
        List<String> names = new ArrayList<>();
        for (String key : value.propertyNames()) {
            if (key.endsWith("labels")) {
                value.path(key).forEach(name -> names.add(Nodes.text(name)));
            }
        }
        return names;
    }

    private Optional<Outline> outline(JsonNode value, String place) {
        if (value.has("points")) {
            remarks.framed("polygon", place);
            return Optional.of(Outline.relative(Frames.of(Nodes.points(value.path("points"))), PERCENT));
        }
        if (value.has("radiusX")) {
            remarks.framed("ellipse", place);
            return Optional.of(ellipse(value));
        }
        boolean box = value.has("x") && value.has("height") && !value.has("rle");
        return box ? Optional.of(box(value, place)) : Optional.empty();
    }

    private Outline box(JsonNode value, String place) {
        double x = Nodes.number(value, "x");
        double y = Nodes.number(value, "y");
        RawBox percent = new RawBox(x, y, x + Nodes.number(value, "width"), y + Nodes.number(value, "height"));
        Outline upright = Outline.relative(percent, PERCENT);
        double degrees = rotation(value);
        if (degrees % 360 == 0) {
            return upright;
        }
        remarks.framed("rotated box", place);
        return size -> {
            RawBox box = upright.frame(size);
            return Frames.turned(box, degrees, new Point(box.x1(), box.y1()));
        };
    }

    private static Outline ellipse(JsonNode value) {
        double rx = Nodes.number(value, "radiusX") / PERCENT;
        double ry = Nodes.number(value, "radiusY") / PERCENT;
        double x = Nodes.number(value, "x") / PERCENT;
        double y = Nodes.number(value, "y") / PERCENT;
        return size -> Frames.ellipse(
                new Point(x * size.width(), y * size.height()), rx * size.width(), ry * size.height(), rotation(value));
    }

    private static double rotation(JsonNode value) {
        return value.has("rotation") ? Nodes.number(value, "rotation") : 0;
    }

    /** Of the image, as the regions state it. */
    Sides sides() {
        return sides;
    }

    List<DrawnObject> objects() {
        List<DrawnObject> objects = new ArrayList<>();
        shapes.forEach((id, shape) -> objects.add(shape.outline()
                .map(outline -> new DrawnObject(labels.getOrDefault(id, ""), outline, shape.where()))
                .orElseGet(() -> DrawnObject.withoutBox(
                        "a region of the kind '" + shape.kind() + "' has no box", shape.where()))));
        return objects;
    }
}
