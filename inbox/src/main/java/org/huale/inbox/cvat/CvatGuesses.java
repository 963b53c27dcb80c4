package org.huale.inbox.cvat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ClassNames;
import org.huale.geometry.Box;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.Call;
import org.huale.inbox.partner.PartnerClient;
import tools.jackson.databind.JsonNode;

/** Puts guesses into a task as shapes with scores, before anybody has drawn anything there. */
record CvatGuesses(PartnerClient client, CvatProject project, double threshold) {

    /**
     * Guesses of images that are not finished yet.
     *
     * @param frames of the images
     */
    void push(long task, Asked asked, CvatFrames frames) {
        String path = "/api/tasks/" + task + "/annotations/";
        ClassNames classes = asked.request().classes();
        List<Map<String, Object>> shapes = new ArrayList<>();
        for (InboxImage image : asked.open()) { // a guess beside what is finished would count as a box
            frames.of(image)
                    .ifPresent(frame ->
                            Asked.sure(image, threshold).forEach(guess -> shapes.add(shape(frame, guess, classes))));
        }
        if (!shapes.isEmpty() && isEmpty(client.getLists(path, "shapes", "tracks"))) {
            client.send(Call.add(path + "?action=create", Map.of("shapes", shapes)));
        }
    }

    private static boolean isEmpty(JsonNode annotations) {
        return annotations.path("shapes").isEmpty()
                && annotations.path("tracks").isEmpty()
                && annotations.path("tags").isEmpty();
    }

    private Map<String, Object> shape(int frame, InboxGuess guess, ClassNames classes) {
        Box box = guess.box();
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("type", "rectangle");
        shape.put(
                "label_id",
                project.label(classes.name(guess.classIndex()), classes).orElseThrow());
        shape.put("frame", frame);
        shape.put("points", List.of(box.x1(), box.y1(), box.x2(), box.y2()));
        shape.put("source", "auto");
        shape.put("score", guess.score());
        return shape;
    }
}
