package org.huale.dataset.labelstudio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huale.dataset.drawn.DrawnFile;
import org.huale.dataset.drawn.DrawnImage;
import org.huale.dataset.drawn.DrawnImage.Progress;
import org.huale.dataset.drawn.DrawnImage.Sides;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.drawn.Remarks;
import org.huale.dataset.drawn.Source;
import org.huale.dataset.file.Findings;
import tools.jackson.databind.JsonNode;

/**
 * Reads tasks. A task counts as annotated where somebody submitted it, also without regions; one that was skipped, or has nothing but
 * predictions or drafts, does not. Of several annotations the one marked as ground truth is taken, or else the latest.
 */
final class LabelStudioReader {
    private final Findings findings;
    private final String name;
    private final String shown;
    private final Remarks remarks = new Remarks();

    /**
     * @param name in findings
     * @param shown name in errors
     */
    LabelStudioReader(Findings findings, String name, String shown) {
        this.findings = findings;
        this.name = name;
        this.shown = shown;
    }

    static DrawnFile read(Source source) {
        return new LabelStudioReader(source.findings(), source.name(), source.shown()).tasks(source);
    }

    /** A task of the full form, of an image that is known. */
    DrawnImage task(JsonNode task, String image) {
        DrawnImage read = full(task, List.of(image), name + ": image " + image);
        remarks.tell(findings);
        return read;
    }

    private DrawnFile tasks(Source source) {
        List<DrawnImage> images = new ArrayList<>();
        source.json().readList("tasks", (json, i) -> images.add(image(json.tree(), i)));
        remarks.tell(findings);
        return new DrawnFile(images);
    }

    private DrawnImage image(JsonNode task, int index) {
        String which = "task " + (task.has("id") ? Nodes.text(task, "id") : "number " + (index + 1));
        JsonNode data = task.has("data") ? task.path("data") : task;
        List<String> names = TaskImage.names(data, shown + ": " + which);
        String where = name + ": " + which + " (" + names.get(0) + ")";
        return task.has("data") ? full(task, names, where) : min(task, names, where);
    }

    private DrawnImage full(JsonNode task, List<String> names, String where) {
        Optional<JsonNode> annotation = annotation(task.path("annotations"), where);
        if (annotation.isEmpty()) {
            return new DrawnImage(names, Sides.UNKNOWN, List.of(), Progress.UNTOUCHED, where);
        }
        Regions regions = new Regions(findings, remarks, where);
        annotation.get().path("result").forEach(regions::add);
        return new DrawnImage(names, regions.sides(), regions.objects(), Progress.DONE, where);
    }

    private Optional<JsonNode> annotation(JsonNode all, String where) {
        if (submitted(all).size() > 1) {
            remarks.add(
                    "of several annotations of a task the one marked as ground truth is taken, or else the latest",
                    where);
        }
        return taken(all);
    }

    private static List<JsonNode> submitted(JsonNode all) {
        List<JsonNode> submitted = new ArrayList<>();
        for (JsonNode annotation : all) {
            if (!annotation.path("was_cancelled").asBoolean(false)) {
                submitted.add(annotation);
            }
        }
        return submitted;
    }

    /** The annotation that counts; empty where nobody submitted one. */
    static Optional<JsonNode> taken(JsonNode all) {
        Comparator<JsonNode> later = Comparator.comparing(
                        (JsonNode annotation) -> annotation.path("ground_truth").asBoolean(false))
                .thenComparing(annotation -> Nodes.text(annotation, "updated_at"));
        return submitted(all).stream().reduce((a, b) -> later.compare(a, b) <= 0 ? b : a);
    }

    /** Every value that is a list of regions holds objects; a task without any was submitted without. */
    private DrawnImage min(JsonNode task, List<String> names, String where) {
        Regions regions = new Regions(findings, remarks, where);
        for (JsonNode value : task) {
            if (value.isArray()) {
                value.forEach(region -> regions.addShort(region));
            }
        }
        return new DrawnImage(names, regions.sides(), regions.objects(), Progress.DONE, where);
    }
}
