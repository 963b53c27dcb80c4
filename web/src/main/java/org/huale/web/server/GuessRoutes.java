package org.huale.web.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huale.dataset.labelstudio.LabelingInterface;
import org.huale.dataset.labelstudio.PredictedRegions;
import org.huale.problem.HualeException;
import org.huale.web.desk.BadInput;
import org.huale.web.guess.Guesser;
import org.huale.web.guess.Guesses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What Label Studio asks of an ML backend. The token that it sends along is passed over, and so is what it tells of its projects:
 * nothing is asked of it, and nothing that is told changes anything here.
 */
final class GuessRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(GuessRoutes.class);

    private final Guesser guesser;

    GuessRoutes(Guesser guesser) {
        this.guesser = guesser;
    }

    void addTo(RoutesConfig routes) {
        Map<String, String> up = Map.of("status", "UP", "model_class", "Huale");
        routes.get("/", context -> Json.answer(context, up));
        routes.get("/health", context -> Json.answer(context, up));
        routes.get("/versions", context -> Json.answer(context, Map.of("versions", List.of(guesser.version()))));
        routes.post("/setup", this::setUp);
        routes.post("/predict", this::predict);
        routes.post("/webhook", context -> Json.answer(context, Map.of("status", "ok", "result", Map.of())));
    }

    private void setUp(Context context) {
        boxes(Json.object(context.bodyAsBytes()), "schema");
        Json.answer(context, Map.of("model_version", guesser.version()));
    }

    private static LabelingInterface boxes(JsonNode asked, String key) {
        try {
            return LabelingInterface.of(asked.path(key).asString(""))
                    .orElseThrow(
                            () -> new BadInput(
                                    "guesses are boxes over an image: the labeling interface needs an Image and RectangleLabels"));
        } catch (HualeException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private void predict(Context context) {
        JsonNode asked = Json.object(context.bodyAsBytes());
        LabelingInterface boxes = boxes(asked, "label_config");
        if (!asked.path("tasks").isArray()) {
            throw new BadInput("tasks: a list is needed");
        }
        List<List<String>> images = new ArrayList<>();
        asked.path("tasks").forEach(task -> images.add(boxes.imageNames(task.path("data"))));
        String version = guesser.version();
        List<Optional<Guesses>> found = guesser.guess(images);
        tell(found, boxes);
        Json.answer(
                context,
                Map.of(
                        "results",
                        found.stream().map(it -> result(it, boxes, version)).toList()));
    }

    private static void tell(List<Optional<Guesses>> found, LabelingInterface boxes) {
        LOG.info(
                "guesses for {} of {} tasks",
                found.stream().filter(Optional::isPresent).count(),
                found.size());
        Set<String> lacking = new TreeSet<>();
        found.forEach(it -> it.ifPresent(guesses -> lacking.addAll(guesses.names())));
        boxes.labels().forEach(lacking::remove);
        if (!lacking.isEmpty()) {
            LOG.warn("the labeling interface has no label for the classes {}; their guesses are left out", lacking);
        }
    }

    /** A task has a result in any case, as Label Studio counts them. */
    private static Map<String, Object> result(Optional<Guesses> found, LabelingInterface boxes, String version) {
        Optional<Guesses> shown = found.map(it -> it.of(boxes.labels()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(
                "result",
                shown.<Object>map(it -> new PredictedRegions(it.classes(), boxes.control(), boxes.image())
                                .of(it.size(), it.objects(), it.scores()))
                        .orElse(List.of()));
        result.put("score", shown.map(Guesses::meanScore).orElse(0.0));
        result.put("model_version", version);
        return result;
    }
}
