package org.huale.inbox.cvat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.Call;
import org.huale.inbox.partner.ImageParcels;
import org.huale.inbox.partner.Multipart;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerOutage;
import org.huale.inbox.partner.PartnerRefusal;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Makes the task of a request, with the images that nobody has finished, in the order of want. What is there from before, as after a
 * crash, is found again by its name, which says what its images are; a task whose images did not all arrive is made anew, as CVAT
 * would append to the files that it has.
 */
final class CvatTasks {
    private static final Logger LOG = LoggerFactory.getLogger(CvatTasks.class);
    private static final String QUALITY = "95"; // of the JPEG copies that browsers get

    private final PartnerClient client;
    private final CvatProject project;
    private final CvatOptions options;
    private final Asked asked;
    private final List<InboxImage> open;
    private final ImageParcels parcels;

    CvatTasks(PartnerClient client, CvatProject project, CvatOptions options, Asked asked) {
        this.client = client;
        this.project = project;
        this.options = options;
        this.asked = asked;
        this.open = asked.open();
        this.parcels = new ImageParcels(asked.images()); // of all, so that names are the same whatever is finished
    }

    /**
     * The number of the task, whose images are all there; empty where there is none and nothing is left to hand out.
     *
     * @throws PartnerOutage where the server breaks off, or has not taken all images in yet; asked again it goes on
     * @throws HualeException where the server cannot take the images
     */
    Optional<Long> task() {
        Optional<JsonNode> there = found();
        if (there.isPresent() && isFilled(there.get())) {
            return there.map(CvatTasks::number);
        }
        if (there.isPresent() && isUnderWay(number(there.get()))) {
            return Optional.of(awaited(number(there.get())));
        }
        there.ifPresent(task -> client.send(Call.delete("/api/tasks/" + number(task))));
        return open.isEmpty() ? Optional.empty() : Optional.of(filled(made()));
    }

    private long made() {
        return number(client.send(Call.post(
                "/api/tasks",
                Map.of("name", name(), "project_id", project.id(), "segment_size", options.imagesPerJob()))));
    }

    /** By which it is found again. */
    private String name() {
        return earlierName() + ", images " + asked.hash();
    }

    /** What earlier versions called it, whatever its images were. */
    private String earlierName() {
        return "HUALE " + asked.request().key() + ", run " + asked.run();
    }

    private Optional<JsonNode> found() {
        return named(name()).or(() -> named(earlierName()));
    }

    private Optional<JsonNode> named(String name) {
        List<JsonNode> named = new ArrayList<>();
        String query = "project_id=" + project.id() + "&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        client.eachOf("/api/tasks?" + query, "results", "count", task -> {
            boolean ours = task.path("name").asString("").equals(name)
                    && task.path("project_id").asLong(-1) == project.id();
            if (ours) {
                named.add(task);
            }
        });
        return named.stream()
                .filter(this::hasNoOthers)
                .min(Comparator.comparing(CvatTasks::isFilled).reversed().thenComparing(CvatTasks::number));
    }

    /** Whether all images of a task are of the request. One that has none yet is only begun. */
    private boolean hasNoOthers(JsonNode task) {
        return !isFilled(task)
                || CvatFrames.read(client, number(task), asked.images()).other().isEmpty();
    }

    private static boolean isFilled(JsonNode task) {
        return task.path("size").asInt(0) > 0;
    }

    private static long number(JsonNode task) {
        return task.path("id").asLong(-1);
    }

    /** Whether the server is at work on what was uploaded. */
    private boolean isUnderWay(long task) {
        try {
            return !status(creation(task)).path("status").asString("").equals("failed");
        } catch (PartnerRefusal e) {
            if (e.isMissing()) {
                return false;
            }
            throw e;
        }
    }

    /** The name of what the server does with the images of a new task. */
    private static String creation(long task) {
        return "action=create&target=task&id=" + task;
    }

    private JsonNode status(String request) {
        return client.get("/api/requests/" + URLEncoder.encode(request, StandardCharsets.UTF_8));
    }

    private long filled(long task) {
        String path = "/api/tasks/" + task + "/data/";
        LOG.info("CVAT: hands out {} images as task {}", open.size(), task);
        client.send(Call.post(path).with("Upload-Start", "true"));
        for (List<InboxImage> batch : parcels.batches(open)) {
            parcels.send(batch, files -> {
                List<Multipart.FilePart> parts = new ArrayList<>();
                files.forEach((name, file) ->
                        parts.add(new Multipart.FilePart("client_files[" + parts.size() + "]", name, file)));
                Multipart form = new Multipart(Map.of("image_quality", QUALITY), parts);
                return client.send(Call.upload(path, form).with("Upload-Multiple", "true"));
            });
        }
        Map<String, Object> order = Map.of(
                "image_quality",
                Integer.parseInt(QUALITY),
                "sorting_method",
                "predefined",
                "upload_file_order",
                open.stream().map(parcels::name).toList());
        client.send(Call.post(path, order).with("Upload-Finish", "true"));
        return awaited(task);
    }

    private long awaited(long task) {
        Duration pause = client.patience().pauses().get(0);
        long until = System.nanoTime() + client.patience().longest().toNanos();
        while (System.nanoTime() < until) {
            JsonNode said = status(creation(task));
            switch (said.path("status").asString("")) {
                case "finished" -> {
                    return task;
                }
                case "failed" ->
                    throw new HualeException(client.said("cannot take the images of task " + task + ": "
                            + client.safe(said.path("message").asString("")) + "; the next try makes it anew"));
                default -> client.pause(pause);
            }
        }
        throw new PartnerOutage(client.said("is still taking in the images of task " + task));
    }
}
