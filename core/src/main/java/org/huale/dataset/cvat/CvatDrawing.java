package org.huale.dataset.cvat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.DrawnObject.Marks;
import org.huale.dataset.drawn.Frames;
import org.huale.dataset.drawn.Frames.Point;
import org.huale.dataset.drawn.Outline;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.file.RawBox;

/** What becomes of a shape of CVAT, wherever it is read from: boxes are as they are, everything else is its frame, and said. */
record CvatDrawing(Remarks remarks, String where) {
    static final String DIFFICULT = "difficult";
    static final String CROWD = "is_crowd";

    /** @param degrees clockwise about the centre */
    RawBox box(RawBox box, double degrees) {
        if (degrees != 0) {
            remarks.framed("rotated box", where);
        }
        return Frames.turned(box, degrees);
    }

    RawBox polygon(List<Point> points) {
        remarks.framed("polygon", where);
        return Frames.of(points);
    }

    /** @param radii half the axes before it is turned, clockwise about the centre */
    RawBox ellipse(Point centre, Point radii, double degrees) {
        remarks.framed("ellipse", where);
        return Frames.ellipse(centre, radii.x(), radii.y(), degrees);
    }

    RawBox mask(RawBox frame) {
        remarks.framed("mask", where);
        return frame;
    }

    /** The marks among the attributes of a shape, by their names; other attributes are not kept. */
    Marks marks(Map<String, String> attributes) {
        attributes.keySet().stream()
                .filter(name -> !name.equals(DIFFICULT) && !name.equals(CROWD))
                .forEach(name -> remarks.attribute(name, where));
        return new Marks(isSet(attributes, DIFFICULT), isSet(attributes, CROWD));
    }

    private static boolean isSet(Map<String, String> attributes, String name) {
        String value = attributes.getOrDefault(name, "");
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    void occluded(boolean is) {
        if (is) {
            remarks.attribute("occluded", where);
        }
    }

    /**
     * The object.
     *
     * @param kind as CVAT calls it
     * @param frame empty for a shape that has no box
     */
    DrawnObject object(String label, String kind, Optional<RawBox> frame, Marks marks) {
        return frame.map(known -> new DrawnObject(label, Outline.of(known), marks, where))
                .orElseGet(() -> DrawnObject.withoutBox("a shape of the kind '" + kind + "' has no box", where));
    }
}
