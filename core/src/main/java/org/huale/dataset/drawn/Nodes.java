package org.huale.dataset.drawn;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Values of JSON, whatever they are. */
public final class Nodes {
    private Nodes() {}

    /** The number under a key; NaN where there is none. */
    public static double number(JsonNode object, String key) {
        return number(object.path(key));
    }

    public static double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    /** The text under a key, also of a number; empty where there is none. */
    public static String text(JsonNode object, String key) {
        return text(object.path(key));
    }

    public static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asString("") : "";
    }

    /** Pairs {@code [[x, y], ...]}; NaN for what is none. */
    public static List<Frames.Point> points(JsonNode pairs) {
        List<Frames.Point> points = new ArrayList<>();
        for (JsonNode pair : pairs) {
            points.add(new Frames.Point(number(pair.path(0)), number(pair.path(1))));
        }
        return points;
    }
}
