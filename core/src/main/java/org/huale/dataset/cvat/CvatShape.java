package org.huale.dataset.cvat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.huale.dataset.drawn.DrawnObject;
import org.huale.dataset.drawn.DrawnObject.Marks;
import org.huale.dataset.drawn.Frames;
import org.huale.dataset.drawn.Frames.Point;
import org.huale.dataset.drawn.Outline;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.RawBox;
import org.huale.dataset.file.XmlCursor;

/** Reads a shape: boxes as they are; rotated boxes, polygons, ellipses and masks as their frames. */
record CvatShape(Findings findings, Remarks remarks, String where) {
    static final String DIFFICULT = "difficult";
    static final String CROWD = "is_crowd";

    /** The object; empty, with a finding, for a shape that has no box. */
    Optional<DrawnObject> read(XmlCursor xml, String kind) throws XMLStreamException {
        String label = xml.attribute("label");
        Optional<Outline> outline = outline(xml, kind).map(Outline::of);
        noteFlag(xml, "occluded");
        Marks marks = marks(xml);
        if (outline.isEmpty()) {
            findings.refused(where, "a shape of the kind '" + kind + "' has no box");
        }
        return outline.map(known -> new DrawnObject(label, known, marks, where));
    }

    private void noteFlag(XmlCursor xml, String name) {
        if (xml.attribute(name).equals("1")) {
            remarks.attribute(name, where);
        }
    }

    private Optional<RawBox> outline(XmlCursor xml, String kind) {
        return switch (kind) {
            case "box" -> Optional.of(box(xml));
            case "polygon" -> {
                remarks.framed("polygon", where);
                yield Optional.of(Frames.of(points(xml.attribute("points"))));
            }
            case "ellipse" -> {
                remarks.framed("ellipse", where);
                yield Optional.of(Frames.ellipse(
                        new Point(number(xml, "cx"), number(xml, "cy")),
                        number(xml, "rx"),
                        number(xml, "ry"),
                        rotation(xml)));
            }
            case "mask" -> {
                remarks.framed("mask", where);
                yield Optional.of(mask(xml));
            }
            default -> Optional.empty();
        };
    }

    private RawBox box(XmlCursor xml) {
        RawBox box = new RawBox(number(xml, "xtl"), number(xml, "ytl"), number(xml, "xbr"), number(xml, "ybr"));
        double degrees = rotation(xml);
        if (degrees != 0) {
            remarks.framed("rotated box", where);
        }
        return Frames.turned(box, degrees);
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
        attributes.keySet().stream()
                .filter(name -> !name.equals(DIFFICULT) && !name.equals(CROWD))
                .forEach(name -> remarks.attribute(name, where));
        return new Marks(isSet(attributes, DIFFICULT), isSet(attributes, CROWD));
    }

    private static boolean isSet(Map<String, String> attributes, String name) {
        String value = attributes.getOrDefault(name, "");
        return value.equalsIgnoreCase("true") || value.equals("1");
    }
}
