package org.huale.inbox.labelstudio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.FinishedAnnotations;
import org.huale.dataset.FlatNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.aside.FormerClasses;
import org.huale.dataset.labelstudio.LabelStudioFormat;
import org.huale.inbox.content.InboxImage;
import org.huale.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pulls what people have made of a request's tasks, and of no others. An image is taken whole or not at all. */
final class FinishedTasks {
    /** Why an image is set aside that was skipped there. */
    static final String SKIPPED = "skipped in Label Studio";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST = 50; // tasks of an answer, which holds every box and guess of theirs

    private final FormerClasses classes;
    private final Map<ImageId, List<Annotation>> annotations = new TreeMap<>();
    private final Map<ImageId, String> skipped = new TreeMap<>();
    private final List<String> held = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<ImageId> gone = new ArrayList<>();

    private FinishedTasks(FormerClasses classes) {
        this.classes = classes;
    }

    /**
     * @param tasks of each image
     * @param classes that boxes may have
     */
    static Pulled pull(
            StudioClient client, StudioProject project, Map<InboxImage, List<Long>> tasks, FormerClasses classes) {
        FinishedTasks reading = new FinishedTasks(classes);
        Map<Long, JsonNode> told = told(
                client, project, tasks.values().stream().flatMap(List::stream).toList());
        tasks.forEach((image, numbers) -> reading.take(
                image,
                numbers.stream()
                        .map(number -> Optional.ofNullable(told.get(number)))
                        .flatMap(Optional::stream)
                        .toList()));
        return new Pulled(reading.annotations, reading.skipped, reading.held, reading.notes, reading.gone);
    }

    private static Map<Long, JsonNode> told(StudioClient client, StudioProject project, List<Long> numbers) {
        Map<Long, JsonNode> told = new HashMap<>();
        for (int from = 0; from < numbers.size(); from += MOST) {
            StringBuilder path = new StringBuilder(project.path() + "/export?exportType=JSON&download_all_tasks=true");
            numbers.subList(from, Math.min(numbers.size(), from + MOST))
                    .forEach(number -> path.append("&ids%5B%5D=").append(number));
            JsonNode tasks = client.get(path.toString());
            if (!tasks.isArray()) {
                throw new StudioRefusal(
                        0, "Label Studio exports project " + project.id() + " as something that is no list of tasks");
            }
            tasks.forEach(task -> told.put(task.path("id").asLong(-1), task));
        }
        return told;
    }

    private void take(InboxImage image, List<JsonNode> tasks) {
        if (tasks.isEmpty()) {
            gone.add(image.name());
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
            skipped.put(image.name(), SKIPPED);
        }
    }

    private void takeSubmitted(InboxImage image, ArrayNode submitted) {
        for (JsonNode annotation : submitted) {
            if (!annotation.path("result").isArray()) {
                held.add("image " + image.name() + ": an annotation has no list of results");
                return;
            }
        }
        ObjectNode task = JSON.createObjectNode();
        task.set("annotations", submitted);
        ImageRecord known = new ImageRecord(image.name(), image.file(), image.size(), List.of());
        List<Problem> found = new ArrayList<>();
        FinishedAnnotations.Result read =
                FinishedAnnotations.of(FlatNames.of(List.of(known)), classes.all(), reading -> {
                    LabelStudioFormat.take(task, known, reading);
                    found.addAll(reading.findings().problems());
                });
        sort(image, found, classes.inPresentClasses(read));
    }

    private void sort(InboxImage image, List<Problem> found, FinishedAnnotations.Result read) {
        List<String> wrong = Stream.concat(found.stream(), read.problems().stream())
                .filter(problem -> problem.severity() == Problem.Severity.UNUSABLE)
                .map(Problem::toString)
                .distinct()
                .toList();
        Optional<List<Annotation>> objects =
                Optional.ofNullable(read.annotations().get(image.name()));
        held.addAll(wrong);
        if (wrong.isEmpty() && objects.isPresent()) {
            annotations.put(image.name(), objects.get());
            found.forEach(problem -> notes.add(problem.toString()));
        }
    }
}
