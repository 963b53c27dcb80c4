package org.huale.inbox.labelstudio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.dataset.labelstudio.PredictedRegions;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.inbox.partner.Asked;
import org.huale.inbox.partner.Call;
import org.huale.inbox.partner.PartnerClient;
import org.huale.inbox.partner.PartnerOutage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands a request out as tasks, once each image that nobody has finished: what is there from before, as after a crash, is found again
 * by its run, cycle and image, which every task carries in its data. A task of an earlier cycle, which was left over when the run went
 * on, is gone on with where the run asks for its image again.
 */
final class HandedOut {
    private static final Logger LOG = LoggerFactory.getLogger(HandedOut.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PartnerClient client;
    private final StudioProject project;
    private final StudioOptions options;
    private final Asked wanted;
    private final Set<ImageId> open;
    private final Map<ImageId, List<Long>> earlier = new HashMap<>();

    HandedOut(PartnerClient client, StudioProject project, StudioOptions options, Asked wanted) {
        this.client = client;
        this.project = project;
        this.options = options;
        this.wanted = wanted;
        this.open = wanted.open().stream().map(InboxImage::name).collect(Collectors.toSet());
    }

    /**
     * The tasks of every image of the request that is not finished, and of others that have one; several where an image was handed out
     * twice.
     *
     * @throws PartnerOutage where the server breaks off; asked again it goes on
     */
    Map<ImageId, List<Long>> tasks() {
        Map<ImageId, List<Long>> there = listed();
        List<InboxImage> missing = without(there);
        if (!missing.isEmpty()) {
            push(missing);
            there = listed();
        }
        if (!without(there).isEmpty()) {
            throw new PartnerOutage(
                    client.said("has taken " + missing.size() + " images and does not list all of them yet"));
        }
        if (!there.isEmpty() && wanted.hasGuesses(options.threshold())) { // there is no version without tasks
            guessAnew();
            client.send(Call.patch(project.path() + "/", Map.of("model_version", version())));
        }
        return there;
    }

    private int cycle() {
        return InboxOracle.cycle(wanted.request().key()).orElseThrow();
    }

    private String version() {
        return "huale-" + wanted.request().key();
    }

    private List<InboxImage> without(Map<ImageId, List<Long>> there) {
        return wanted.open().stream()
                .filter(image -> !there.containsKey(image.name()))
                .toList();
    }

    private Map<ImageId, List<Long>> listed() {
        Map<ImageId, List<Long>> found = new LinkedHashMap<>();
        earlier.clear();
        client.eachOf("/api/tasks/?project=" + project.id(), "tasks", "total", task -> take(task, found));
        return found;
    }

    private void take(JsonNode task, Map<ImageId, List<Long>> found) {
        JsonNode data = task.path("data");
        String image = data.path("huale_id").asString("");
        boolean ours = data.path("huale_run").asString("").equals(wanted.run());
        if (ours && !image.isBlank() && task.path("id").isIntegralNumber()) {
            take(task, data.path("cycle").asInt(Integer.MAX_VALUE), new ImageId(image), found);
        }
    }

    private void take(JsonNode task, int made, ImageId image, Map<ImageId, List<Long>> found) {
        boolean again = made < cycle() && open.contains(image);
        if (again || made == cycle()) {
            add(found, image, task);
        }
        if (again) {
            add(earlier, image, task);
        }
    }

    private static void add(Map<ImageId, List<Long>> tasks, ImageId image, JsonNode task) {
        tasks.computeIfAbsent(image, it -> new ArrayList<>())
                .add(task.path("id").asLong());
    }

    /**
     * Puts the guesses of now to tasks of earlier cycles: those of then are neither shown any more nor put the tasks into order. After
     * an outage a task may get them twice, in the same place.
     */
    private void guessAnew() {
        for (InboxImage image : wanted.open()) {
            for (long task : earlier.getOrDefault(image.name(), List.of())) {
                Map<String, Object> guess = new LinkedHashMap<>(prediction(image));
                guess.put("task", task);
                client.send(Call.post("/api/predictions/", guess));
            }
        }
    }

    private void push(List<InboxImage> images) {
        LOG.info("Label Studio: hands out {} images in project {}", images.size(), project.id());
        ImageSource source = options.imagesUrl().isEmpty()
                ? new UploadedImages(client, project, wanted.images())
                : new ServedImages(options.imagesUrl(), wanted.all().get());
        for (List<InboxImage> batch : source.batches(images)) {
            Map<ImageId, String> addresses = source.addresses(batch);
            List<Map<String, Object>> tasks = new ArrayList<>();
            for (InboxImage image : batch) {
                tasks.add(task(
                        image, Optional.ofNullable(addresses.get(image.name())).orElseThrow()));
            }
            client.send(Call.post(project.path() + "/import?return_task_ids=true&commit_to_project=true", tasks));
        }
    }

    private Map<String, Object> task(InboxImage image, String address) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(project.data(), address);
        data.put("huale_id", image.name().value());
        data.put("huale_run", wanted.run());
        data.put("cycle", cycle());
        data.put("rank", image.rank() + 1);
        data.put("why", why(image));
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("data", data);
        if (wanted.hasGuesses(options.threshold())) { // only tasks with a prediction of the version are put into order
            task.put("predictions", List.of(prediction(image)));
        }
        return task;
    }

    private static String why(InboxImage image) {
        try {
            return image.why().isBlank()
                    ? ""
                    : JSON.readTree(image.why()).path("text").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    private Map<String, Object> prediction(InboxImage image) {
        List<InboxGuess> sure = Asked.sure(image, options.threshold());
        List<Annotation> objects = sure.stream()
                .map(guess -> Annotation.of(guess.box(), guess.classIndex()))
                .toList();
        Map<String, Object> prediction = new LinkedHashMap<>();
        prediction.put("model_version", version());
        prediction.put("score", (double) image.rank() / wanted.images().size());
        prediction.put(
                "result",
                new PredictedRegions(wanted.request().classes(), project.control(), project.image())
                        .of(
                                image.size(),
                                objects,
                                sure.stream().map(InboxGuess::score).toList()));
        return prediction;
    }
}
