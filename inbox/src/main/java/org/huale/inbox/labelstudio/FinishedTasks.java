package org.huale.inbox.labelstudio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.labelstudio.LabelStudioFormat;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerRefusal;
import org.huale.inbox.partner.Pulled;
import org.huale.inbox.partner.Pulling;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pulls what people have made of a request's tasks, and of no others. */
final class FinishedTasks {
    /** Why an image is set aside that was skipped there. */
    static final String SKIPPED = "skipped in Label Studio";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST = 50; // tasks of an answer, which holds every box and guess of theirs

    private final Pulling pulling;
    private final StudioPeople people;

    private FinishedTasks(Pulling pulling, StudioPeople people) {
        this.pulling = pulling;
        this.people = people;
    }

    /** What is there of the images of a request. */
    static Pulled pull(PartnerClient client, StudioProject project, HandedTasks tasks, Asked asked) {
        Pulling pulling = new Pulling(asked.classes().get());
        FinishedTasks reading = new FinishedTasks(pulling, new StudioPeople(client));
        for (List<InboxImage> part : parts(asked.images(), tasks)) {
            List<Long> numbers = part.stream()
                    .flatMap(image -> tasks.of(image.name()).stream())
                    .toList();
            Map<Long, JsonNode> told = told(client, project, numbers);
            part.forEach(image -> reading.take(image, tasks.among(told, image.name())));
        }
        return pulling.all();
    }

    /** Images whose tasks fit into one answer, and are forgotten before the next: all tasks of a request may be too many. */
    private static List<List<InboxImage>> parts(List<InboxImage> images, HandedTasks tasks) {
        List<List<InboxImage>> parts = new ArrayList<>();
        List<InboxImage> part = new ArrayList<>();
        int room = MOST;
        for (InboxImage image : images) {
            int count = tasks.of(image.name()).size();
            if (count > room && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                room = MOST;
            }
            part.add(image);
            room -= count;
        }
        parts.add(part);
        return parts;
    }

    private static Map<Long, JsonNode> told(PartnerClient client, StudioProject project, List<Long> numbers) {
        Map<Long, JsonNode> told = new HashMap<>();
        for (int from = 0; from < numbers.size(); from += MOST) {
            StringBuilder path = new StringBuilder(project.path() + "/export?exportType=JSON&download_all_tasks=true");
            numbers.subList(from, Math.min(numbers.size(), from + MOST))
                    .forEach(number -> path.append("&ids%5B%5D=").append(number));
            JsonNode tasks = client.get(path.toString());
            if (!tasks.isArray()) {
                throw new PartnerRefusal(
                        0, "Label Studio exports project " + project.id() + " as something that is no list of tasks");
            }
            tasks.forEach(task -> told.put(task.path("id").asLong(-1), task));
        }
        return told;
    }

    private void take(InboxImage image, List<JsonNode> tasks) {
        if (tasks.isEmpty()) {
            pulling.lose(image);
            return;
        }
        ArrayNode all = JSON.createArrayNode();
        tasks.forEach(task -> task.path("annotations").forEach(all::add));
        boolean submitted = false;
        for (JsonNode annotation : all) {
            submitted |= !annotation.path("was_cancelled").asBoolean(false);
        }
        if (submitted) {
            takeSubmitted(image, all);
        } else if (!all.isEmpty()) {
            pulling.skip(image, SKIPPED);
        }
        people.effort(all).ifPresent(effort -> pulling.spend(image, effort));
    }

    private void takeSubmitted(InboxImage image, ArrayNode submitted) {
        for (JsonNode annotation : submitted) {
            if (!annotation.path("result").isArray()) {
                pulling.hold(image, "an annotation has no list of results");
                return;
            }
        }
        ObjectNode task = JSON.createObjectNode();
        task.set("annotations", submitted);
        pulling.finish(image, (known, reading) -> LabelStudioFormat.take(task, known, reading));
    }
}
