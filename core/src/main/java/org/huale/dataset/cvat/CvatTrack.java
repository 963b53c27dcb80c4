package org.huale.dataset.cvat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.drawn.Nodes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object that is followed over images, as CVAT's server tells it: shapes at some images, the keyframes. As CVAT shows it, it stays
 * where the last keyframe is, and where another follows it moves there in equal steps, turning by the shorter way.
 */
final class CvatTrack {
    /** In place of a shape's type, where nothing tells where the shape is. */
    static final String UNCERTAIN = "track between the keyframes of a ";

    private final JsonNode track;
    private final List<JsonNode> keyframes = new ArrayList<>();

    CvatTrack(JsonNode track) {
        this.track = track;
        track.path("shapes").forEach(keyframes::add);
        keyframes.sort(Comparator.comparingInt(CvatTrack::frame));
    }

    static int frame(JsonNode shape) {
        return shape.path("frame").asInt(-1);
    }

    /** The shape at an image of the track's job, with the track's label; empty where the object is not in it. */
    Optional<JsonNode> at(int frame) {
        Optional<JsonNode> before = Optional.empty();
        Optional<JsonNode> after = Optional.empty();
        for (JsonNode shape : keyframes) {
            if (frame(shape) <= frame) {
                before = Optional.of(shape);
            } else if (after.isEmpty()) {
                after = Optional.of(shape);
            }
        }
        Optional<JsonNode> next = after;
        return before.filter(shape -> !shape.path("outside").asBoolean(false))
                .map(shape -> labelled(next.map(to -> between(shape, to, frame)).orElse(shape)));
    }

    private JsonNode labelled(JsonNode shape) {
        ObjectNode copy = ((ObjectNode) shape).deepCopy();
        copy.put("label_id", track.path("label_id").asLong(-1));
        track.path("attributes")
                .forEach(attribute -> copy.withArray("attributes").add(attribute));
        return copy;
    }

    private static JsonNode between(JsonNode from, JsonNode to, int frame) {
        double part = (double) (frame - frame(from)) / (frame(to) - frame(from));
        boolean stays = from.path("points").equals(to.path("points")) && turn(from, to) == 0;
        if (part == 0 || stays) {
            return from;
        }
        ObjectNode moved = ((ObjectNode) from).deepCopy();
        String type = Nodes.text(from, "type");
        boolean moves = type.equals("rectangle") || type.equals("ellipse");
        if (!moves || from.path("points").size() != to.path("points").size()) {
            return moved.put("type", UNCERTAIN + type);
        }
        ArrayNode points = moved.putArray("points");
        for (int i = 0; i < from.path("points").size(); i++) {
            double start = Nodes.number(from.path("points").path(i));
            points.add(start + part * (Nodes.number(to.path("points").path(i)) - start));
        }
        return moved.put("rotation", from.path("rotation").asDouble(0) + part * turn(from, to));
    }

    /** In degrees, from -180 to 180. */
    private static double turn(JsonNode from, JsonNode to) {
        double difference =
                to.path("rotation").asDouble(0) - from.path("rotation").asDouble(0);
        return difference - 360 * Math.rint(difference / 360);
    }
}
