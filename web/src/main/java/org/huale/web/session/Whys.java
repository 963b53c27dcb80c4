package org.huale.web.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.web.desk.ImageView.PartView;
import org.huale.web.desk.ImageView.SeenView;
import org.huale.web.desk.ImageView.WhyView;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why an image was chosen, from the JSON that the inbox keeps with it. */
final class Whys {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MEASURES =
            "Drawn at random. The detector never learns from it: it is there to measure how good the detector is.";

    private Whys() {}

    /** @param json may be empty */
    static WhyView of(String request, String json) {
        if (json.isBlank()) {
            return WhyView.of(unsaid(request));
        }
        try {
            return of(request, JSON.readTree(json));
        } catch (JacksonException e) {
            return WhyView.of(unsaid(request));
        }
    }

    private static String unsaid(String request) {
        if (Measuring.isKey(request)) {
            return MEASURES;
        }
        return request.equals(InboxOracle.key(-1))
                ? "One of the first images that the detector learns from."
                : "Chosen to learn from.";
    }

    private static WhyView of(String request, JsonNode why) {
        if (why.path("test").asBoolean(false)) {
            return WhyView.of(MEASURES);
        }
        List<PartView> parts = new ArrayList<>();
        for (JsonNode part : why.path("parts")) {
            parts.add(new PartView(
                    part.path("name").asString(""),
                    number(part.path("value")),
                    part.path("text").asString("")));
        }
        String formula = why.path("text").asString("");
        String score = why.has("score") ? ": " + rounded(why.get("score").asDouble(0)) : "";
        String text = formula.isBlank() ? unsaid(request) : "Chosen by " + formula + score + ".";
        return new WhyView(text, parts, views(why.path("views")));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() ? (Double) node.doubleValue() : null;
    }

    private static @Nullable Map<String, List<SeenView>> views(JsonNode seen) {
        if (!seen.isObject()) {
            return null;
        }
        Map<String, List<SeenView>> views = new LinkedHashMap<>();
        for (String view : List.of("original", "flipped")) {
            List<SeenView> boxes = new ArrayList<>();
            seen.path(view).forEach(it -> boxes.add(seen(it)));
            views.put(view, boxes);
        }
        return views;
    }

    private static SeenView seen(JsonNode it) {
        return new SeenView(
                it.path("class").asInt(0),
                it.path("score").asDouble(0),
                it.path("x1").asDouble(0),
                it.path("y1").asDouble(0),
                it.path("x2").asDouble(0),
                it.path("y2").asDouble(0));
    }
}
