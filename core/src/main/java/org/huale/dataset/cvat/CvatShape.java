package org.huale.dataset.cvat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.DrawnObject.Marks;
import org.huale.dataset.drawn.Frames.Point;
import org.huale.dataset.file.RawBox;
import org.huale.dataset.file.XmlCursor;

/** Reads a shape of a file. */
record CvatShape(CvatDrawing drawing) {

    DrawnObject read(XmlCursor xml, String kind) throws XMLStreamException {
        String label = xml.attribute("label");
        Optional<RawBox> frame = frame(xml, kind);
        drawing.occluded(xml.attribute("occluded").equals("1"));
        return drawing.object(label, kind, frame, marks(xml));
    }

    private Optional<RawBox> frame(XmlCursor xml, String kind) {
        return switch (kind) {
            case "box" -> Optional.of(drawing.box(box(xml), rotation(xml)));
            case "polygon" -> Optional.of(drawing.polygon(points(xml.attribute("points"))));
            case "ellipse" ->
                Optional.of(drawing.ellipse(
                        new Point(number(xml, "cx"), number(xml, "cy")),
                        new Point(number(xml, "rx"), number(xml, "ry")),
                        rotation(xml)));
            case "mask" -> Optional.of(drawing.mask(mask(xml)));
            default -> Optional.empty();
        };
    }

    private static RawBox box(XmlCursor xml) {
        return new RawBox(number(xml, "xtl"), number(xml, "ytl"), number(xml, "xbr"), number(xml, "ybr"));
    }

    private static RawBox mask(XmlCursor xml) {
        double left = number(xml, "left");
        double top = number(xml, "top");
        return new RawBox(left, top, left + number(xml, "width"), top + number(xml, "height"));
    }

    private static List<Point> points(String text) {
        List<Point> points = new ArrayList<>();
        for (String pair : text.split(";")) {
            String[] parts = pair.split(",");
            points.add(
                    parts.length == 2
                            ? new Point(parsed(parts[0]), parsed(parts[1]))
                            : new Point(Double.NaN, Double.NaN));
        }
        return points;
    }

    private static double rotation(XmlCursor xml) {
        return xml.attribute("rotation").isEmpty() ? 0 : number(xml, "rotation");
    }

    /** NaN where the attribute is missing or no number. */
    static double number(XmlCursor xml, String attribute) {
        return parsed(xml.attribute(attribute));
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private Marks marks(XmlCursor xml) throws XMLStreamException {
        Map<String, String> attributes = new TreeMap<>();
        xml.children(child -> {
            String name = xml.attribute("name");
            if (child.equals("attribute")) {
                attributes.put(name, xml.text());
            } else {
                xml.skip();
            }
        });
        return drawing.marks(attributes);
    }
}
