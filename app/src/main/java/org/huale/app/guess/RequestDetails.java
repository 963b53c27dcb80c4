package org.huale.app.guess;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.huale.acquire.Explanation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.WantedImage;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.HeldOut;
import org.huale.loop.folder.CycleFolder.Selected;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.oracle.Oracle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request with all that helps people: why each image was chosen, and the guesses to start from. The reasons are JSON:
 * <code>{"text", "score", "parts": [{"name", "value", "text"}], "views": {"original": [BOX], "flipped": [BOX]}}</code>
 * with BOX as <code>{"class", "score", "x1", "y1", "x2", "y2"}</code>; {@code views} is null where the strategy looked at none.
 * Of an image for evaluation it is <code>{"test": true}</code>; of another one of the initial set there is none.
 */
public record RequestDetails(RunFolder folder, RunGuesses guesses) implements Function<Oracle.Request, NewRequest> {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Boxes of a view that are told of. */
    private static final int MOST_BOXES = 50;

    private static final String FOR_TEST = "{\"test\":true}";

    @Override
    public NewRequest apply(Oracle.Request request) {
        int cycle = request.cycle();
        Optional<Selected> selection = selection(cycle);
        Map<ImageId, String> reasons = reasons(cycle, selection);
        Map<ImageId, List<Guess>> proposed = guesses.all(cycle, request.images());
        List<WantedImage> wanted = new ArrayList<>();
        for (ImageRecord image : request.images()) {
            wanted.add(new WantedImage(
                    image.id(),
                    image.file(),
                    image.size(),
                    reasons.getOrDefault(image.id(), ""),
                    numbered(proposed.getOrDefault(image.id(), List.of()))));
        }
        ClassNames classes = folder.classes().atRequest(cycle).to();
        return new NewRequest(InboxOracle.key(cycle), classes, explanation(selection), wanted);
    }

    private Optional<Selected> selection(int cycle) {
        return cycle < 0 ? Optional.empty() : folder.cycle(cycle).selection();
    }

    /** How the images were chosen, as <code>{"text", "chosen", "passedOver"}</code>; empty for the initial set. */
    private static String explanation(Optional<Selected> selection) {
        return selection
                .filter(it -> !it.chosen().isEmpty())
                .map(it -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("text", it.chosen().get(0).score().explanation().formula());
                    told.put("chosen", it.chosen().size());
                    told.put("passedOver", it.passedOver().size());
                    return JSON.writeValueAsString(told);
                })
                .orElse("");
    }

    private Map<ImageId, String> reasons(int cycle, Optional<Selected> selection) {
        Map<ImageId, String> reasons = new HashMap<>();
        forTest(cycle, selection).forEach(image -> reasons.put(image, FOR_TEST));
        selection.ifPresent(it -> it.chosen()
                .forEach(chosen -> reasons.put(chosen.score().image(), JSON.writeValueAsString(why(chosen)))));
        return reasons;
    }

    /** Those asked for that nothing is learned from. */
    private Set<ImageId> forTest(int cycle, Optional<Selected> selection) {
        return cycle < 0
                ? HeldOut.ofInitial(folder.path())
                : selection
                        .flatMap(it -> Optional.ofNullable(it.test()))
                        .map(Set::copyOf)
                        .orElse(Set.of());
    }

    private static List<InboxGuess> numbered(List<Guess> guesses) {
        List<InboxGuess> numbered = new ArrayList<>();
        for (Guess guess : guesses) {
            numbered.add(InboxGuess.open(
                            numbered.size(),
                            guess.object().classIndex(),
                            guess.confidence(),
                            guess.object().box())
                    .scored(guess.score()));
        }
        return numbered;
    }

    private static Map<String, Object> why(SelectionRecord.Chosen chosen) {
        Explanation explanation = chosen.score().explanation();
        Map<String, Object> why = new LinkedHashMap<>();
        why.put("text", explanation.formula());
        why.put("score", chosen.score().score());
        why.put("parts", explanation.parts().stream().map(RequestDetails::part).toList());
        why.put("views", views(chosen));
        return why;
    }

    private static Map<String, Object> part(Explanation.Part part) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", part.name());
        told.put("value", part.value());
        told.put("text", part.reason());
        return told;
    }

    private static @Nullable Map<String, Object> views(SelectionRecord.Chosen chosen) {
        if (chosen.original() == null && chosen.flipped() == null) {
            return null;
        }
        Map<String, Object> views = new LinkedHashMap<>();
        views.put("original", boxes(chosen.original()));
        views.put("flipped", boxes(chosen.flipped()));
        return views;
    }

    private static List<Map<String, Object>> boxes(@Nullable Detections detections) {
        List<Map<String, Object>> boxes = new ArrayList<>();
        Detections seen = Objects.requireNonNullElseGet(detections, Detections::none);
        seen.stream().limit(MOST_BOXES).forEach(it -> {
            Map<String, Object> box = new LinkedHashMap<>();
            box.put("class", it.classIndex());
            box.put("score", it.confidence());
            box.put("x1", it.box().x1());
            box.put("y1", it.box().y1());
            box.put("x2", it.box().x2());
            box.put("y2", it.box().y2());
            boxes.add(box);
        });
        return boxes;
    }
}
