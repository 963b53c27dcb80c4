package org.huale.inbox.cvat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.inbox.partner.PartnerStub;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** As much of CVAT 2.80 as HUALE asks: its answers have the form of recorded ones. */
final class CvatStub extends PartnerStub {
    static final String PERSONAL = "pat.0123456789abcdefghijklmnopq";
    static final String KEY = "abcdef0123456789abcdef0123456789abcdef01";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern FILE = Pattern.compile("name=\"client_files\\[([0-9]+)]\"; filename=\"([^\"]+)\"");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** A task, what was uploaded to it, and how far the server is with that. */
    static final class Task {
        final ObjectNode told;
        final List<String> files = new ArrayList<>();
        final ArrayNode shapes = JSON.createArrayNode();
        final ArrayNode tracks = JSON.createArrayNode();
        final ArrayNode deleted = JSON.createArrayNode();
        final List<ObjectNode> jobs = new ArrayList<>();
        String creation = "";

        Task(ObjectNode told) {
            this.told = told;
        }
    }

    final Map<Long, ObjectNode> projects = new TreeMap<>();
    final Map<Long, ArrayNode> labels = new TreeMap<>();
    final Map<Long, Task> tasks = new TreeMap<>();
    final List<String> headers = new ArrayList<>();
    String creation = "finished";
    int logins;
    private long last = 2;

    CvatStub() throws IOException {
        super("Bearer " + PERSONAL);
    }

    @Override
    protected boolean isOpen(String request) {
        return request.startsWith("POST /api/auth/login");
    }

    @Override
    protected String refusal() {
        return "{\"detail\":\"Invalid token.\"}";
    }

    @Override
    protected Reply answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceAll("/$", "");
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        byte[] body = exchange.getRequestBody().readAllBytes();
        headers.add(exchange.getRequestHeaders().getFirst("Accept") + " "
                + exchange.getRequestHeaders().getFirst("X-Organization"));
        String method = exchange.getRequestMethod();
        if (path.startsWith("/api/requests/")) {
            return requested(path);
        }
        Matcher number = NUMBER.matcher(path);
        long id = number.find() ? Long.parseLong(number.group()) : -1;
        String request = method + " " + NUMBER.matcher(path).replaceFirst("N");
        return switch (request) {
            case "POST /api/auth/login" -> login(JSON.readTree(body));
            case "POST /api/projects" -> madeProject((ObjectNode) JSON.readTree(body));
            case "GET /api/projects" -> listed(projects.values());
            case "GET /api/labels" -> listed(labels.getOrDefault(inQuery("project_id", query), JSON.createArrayNode()));
            case "POST /api/tasks" -> madeTask((ObjectNode) JSON.readTree(body));
            case "GET /api/tasks" ->
                listed(tasks.values().stream().map(task -> task.told).toList());
            case "GET /api/jobs" ->
                listed(Optional.ofNullable(tasks.get(inQuery("task_id", query)))
                        .map(task -> task.jobs)
                        .orElse(List.of()));
            case "GET /api/jobs/N/annotations" -> ofJob(id);
            case "GET /api/projects/N", "PATCH /api/projects/N" ->
                projects.containsKey(id) ? ofProject(id, method, body) : missing();
            default -> tasks.containsKey(id) ? ofTask(id, request, new Sent(exchange, body)) : missing();
        };
    }

    private record Sent(HttpExchange exchange, byte[] body) {
        boolean has(String header) {
            return exchange.getRequestHeaders().containsKey(header);
        }
    }

    private static Reply missing() {
        return new Reply(404, "{\"detail\":\"Not found.\"}");
    }

    private static long inQuery(String name, String query) {
        Matcher value = Pattern.compile(name + "=([0-9]+)").matcher(query);
        return value.find() ? Long.parseLong(value.group(1)) : -1;
    }

    private static Reply listed(Iterable<? extends JsonNode> all) {
        ObjectNode list = JSON.createObjectNode();
        ArrayNode results = list.putArray("results");
        all.forEach(results::add);
        return new Reply(200, list.put("count", results.size()).toString());
    }

    private Reply login(JsonNode body) {
        logins++;
        if (!body.path("password").asString("").equals("pass:word")) {
            return new Reply(400, "{\"non_field_errors\":[\"Unable to log in with provided credentials.\"]}");
        }
        accepted = "Token " + KEY;
        return new Reply(200, "{\"key\":\"" + KEY + "\"}");
    }

    private Reply madeProject(ObjectNode wanted) {
        ObjectNode made = JSON.createObjectNode().put("id", ++last);
        made.put("name", wanted.path("name").asString(""));
        projects.put(last, made);
        labels.put(last, JSON.createArrayNode());
        addLabels(last, wanted.path("labels"));
        return new Reply(201, made.toString());
    }

    private void addLabels(long project, JsonNode wanted) {
        for (JsonNode label : wanted) {
            ObjectNode told = label(++last, label.path("name").asString("").strip()); // as CVAT keeps no blanks there
            told.put("type", label.path("type").asString("any"));
            labelsOf(project).add(told);
        }
    }

    static ObjectNode label(long id, String name) {
        ObjectNode told =
                JSON.createObjectNode().put("id", id).put("name", name).put("has_parent", false);
        told.putArray("attributes").addObject().put("id", 77).put("name", "difficult");
        return told.put("type", "rectangle");
    }

    private Reply ofProject(long id, String method, byte[] body) {
        if (method.equals("PATCH")) {
            addLabels(id, JSON.readTree(body).path("labels"));
        }
        return new Reply(
                200, Optional.ofNullable(projects.get(id)).orElseThrow().toString());
    }

    private Reply madeTask(ObjectNode wanted) {
        Task made = new Task(wanted.put("id", ++last).put("size", 0));
        tasks.put(last, made);
        return new Reply(201, wanted.toString());
    }

    private Reply ofTask(long id, String request, Sent sent) {
        Task task = task(id);
        return switch (request) {
            case "DELETE /api/tasks/N" -> {
                tasks.remove(id);
                yield new Reply(204, "");
            }
            case "POST /api/tasks/N/data" -> data(task, sent);
            case "GET /api/tasks/N/data/meta" -> new Reply(200, meta(task).toString());
            case "GET /api/tasks/N/annotations" -> new Reply(200, annotations(task.shapes, task.tracks));
            case "PATCH /api/tasks/N/annotations" -> {
                JSON.readTree(sent.body()).path("shapes").forEach(task.shapes::add);
                yield new Reply(200, "{\"version\":1,\"tags\":[],\"shapes\":[],\"tracks\":[]}");
            }
            default -> missing();
        };
    }

    private static String annotations(ArrayNode shapes, ArrayNode tracks) {
        return "{\"version\":1,\"tags\":[],\"shapes\":" + shapes + ",\"tracks\":" + tracks + "}";
    }

    private Reply data(Task task, Sent sent) {
        if (sent.has("Upload-Multiple")) {
            Matcher file = FILE.matcher(new String(sent.body(), ISO_8859_1));
            while (file.find()) {
                task.files.add(file.group(2));
            }
            return new Reply(200, "");
        }
        if (!sent.has("Upload-Finish")) {
            return new Reply(202, "");
        }
        List<String> order = new ArrayList<>();
        JSON.readTree(sent.body()).path("upload_file_order").forEach(name -> order.add(name.asString("")));
        if (!order.containsAll(task.files) || order.size() != task.files.size()) {
            return new Reply(400, "[\"upload_file_order does not fit the files\"]");
        }
        task.files.clear();
        task.files.addAll(order);
        task.creation = creation;
        if (creation.equals("finished")) {
            fill(task);
        }
        return new Reply(
                202,
                "{\"rq_id\":\"action=create&target=task&id="
                        + task.told.path("id").asLong() + "\"}");
    }

    private void fill(Task task) {
        task.told.put("size", task.files.size());
        int segment = task.told.path("segment_size").asInt();
        for (int from = 0; from < task.files.size(); from += segment) {
            ObjectNode job = JSON.createObjectNode().put("id", ++last).put("type", "annotation");
            job.put("start_frame", from).put("stop_frame", Math.min(task.files.size(), from + segment) - 1);
            job.put("stage", "annotation").put("state", "new").put("updated_date", "2026-01-01T00:00:00Z");
            task.jobs.add(job);
        }
    }

    private Reply requested(String path) {
        long id = Long.parseLong(path.replaceAll(".*id=", ""));
        if (!tasks.containsKey(id) || task(id).creation.isEmpty()) {
            return missing();
        }
        if (task(id).creation.equals("started") && creation.equals("finished")) {
            task(id).creation = creation;
            fill(task(id));
        }
        return new Reply(200, "{\"status\":\"" + task(id).creation + "\",\"message\":\"no space left\"}");
    }

    private static ObjectNode meta(Task task) {
        ObjectNode meta = JSON.createObjectNode().put("size", task.files.size());
        ArrayNode frames = meta.putArray("frames");
        task.files.forEach(
                name -> frames.addObject().put("width", 64).put("height", 48).put("name", name));
        meta.set("deleted_frames", task.deleted);
        return meta;
    }

    private Reply ofJob(long id) {
        for (Task task : tasks.values()) {
            for (ObjectNode job : task.jobs) {
                if (job.path("id").asLong() == id) {
                    return new Reply(200, annotations(of(job, task.shapes), of(job, task.tracks)));
                }
            }
        }
        return missing();
    }

    private static ArrayNode of(ObjectNode job, ArrayNode all) {
        ArrayNode found = JSON.createArrayNode();
        for (JsonNode it : all) {
            int frame = it.path("frame").asInt();
            if (frame >= job.path("start_frame").asInt()
                    && frame <= job.path("stop_frame").asInt()) {
                found.add(it);
            }
        }
        return found;
    }

    Task task(long id) {
        return Optional.ofNullable(tasks.get(id)).orElseThrow();
    }

    /** The only one. */
    Task task() {
        return tasks.values().iterator().next();
    }

    /** Somebody sets a job of the only task to a stage and state. */
    void set(int job, String stage, String state) {
        task().jobs
                .get(job)
                .put("stage", stage)
                .put("state", state)
                .put("updated_date", "2026-01-01T00:00:" + (10 + last++) + "Z");
    }

    ArrayNode labelsOf(long project) {
        return Optional.ofNullable(labels.get(project)).orElseThrow();
    }

    /** The number of the label of a class. */
    long labelOf(String name) {
        for (JsonNode label : labels.values().iterator().next()) {
            if (label.path("name").asString("").equals(name)) {
                return label.path("id").asLong();
            }
        }
        throw new AssertionError("no label " + name);
    }

    /** Somebody draws in the only task. */
    void draw(int frame, String label, String type, double... points) {
        task().shapes.add(shape(labelOf(label), frame, type, points));
    }

    static ObjectNode shape(long label, int frame, String type, double... points) {
        ObjectNode shape =
                JSON.createObjectNode().put("type", type).put("frame", frame).put("label_id", label);
        shape.put("rotation", 0.0)
                .put("occluded", false)
                .put("outside", false)
                .put("source", "manual")
                .put("id", 5000 + frame);
        shape.putArray("attributes");
        ArrayNode list = shape.putArray("points");
        for (double point : points) {
            list.add(point);
        }
        return shape;
    }
}
