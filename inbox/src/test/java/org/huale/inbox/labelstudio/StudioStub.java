package org.huale.inbox.labelstudio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
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

/**
 * As much of Label Studio 1.23 as HUALE asks: its answers have the form of recorded ones.
 */
final class StudioStub extends PartnerStub {
    static final String LEGACY = "0123456789abcdef0123456789abcdef01234567";
    static final String PERSONAL = "eyJhbGci.eyJyZWZyZXNo.c2lnbmF0dXJl";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern LABEL = Pattern.compile("<Label value=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]+)\"");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    final Map<Long, ObjectNode> projects = new TreeMap<>();
    final Map<Long, ObjectNode> tasks = new TreeMap<>();
    final Map<Long, String> uploads = new TreeMap<>();
    int renewals;
    private long last = 3;

    StudioStub() throws IOException {
        super("Token " + LEGACY);
    }

    @Override
    protected boolean isOpen(String request) {
        return request.startsWith("POST /api/token");
    }

    @Override
    protected String refusal() {
        return "{\"status_code\":401,\"version\":\"1.23.2\",\"detail\":\"Invalid token.\"}";
    }

    @Override
    protected Reply answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceAll("/$", "");
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        if (path.equals("/api/token/refresh")) {
            return renewed(JSON.readTree(body));
        }
        if (path.equals("/api/projects")) {
            return method.equals("POST") ? made((ObjectNode) JSON.readTree(body)) : listedProjects();
        }
        if (path.equals("/api/users")) {
            return new Reply(200, "[{\"id\":1,\"email\":\"ann@example.com\"},{\"id\":2,\"email\":\"bo@example.com\"}]");
        }
        if (path.equals("/api/tasks")) {
            return listedTasks(query);
        }
        if (path.equals("/api/predictions")) {
            return predicted(JSON.readTree(body));
        }
        Matcher number = NUMBER.matcher(path);
        Optional<ObjectNode> project =
                number.find() ? Optional.ofNullable(projects.get(Long.parseLong(number.group()))) : Optional.empty();
        if (project.isEmpty()) {
            return new Reply(404, "{\"status_code\":404,\"detail\":\"No Project matches the given query.\"}");
        }
        return ofProject(project.get(), method + " " + path.substring(number.end()), query, body);
    }

    private Reply ofProject(ObjectNode project, String request, String query, byte[] body) {
        return switch (request) {
            case "GET " -> new Reply(200, project.toString());
            case "PATCH " -> patched(project, JSON.readTree(body));
            case "POST /import" ->
                query.contains("commit_to_project=false") ? uploaded(body) : imported(JSON.readTree(body));
            case "GET /file-uploads" -> uploads(query);
            case "GET /export" -> exported(query);
            default -> new Reply(404, "{\"detail\":\"Not found.\"}");
        };
    }

    private Reply renewed(JsonNode body) {
        renewals++;
        if (!body.path("refresh").asString("").equals(PERSONAL)) {
            return new Reply(401, "{\"detail\":\"Token is invalid or expired\",\"code\":\"token_not_valid\"}");
        }
        accepted = "Bearer aaa.bbb.c" + renewals;
        return new Reply(200, "{\"access\":\"aaa.bbb.c" + renewals + "\"}");
    }

    private Reply made(ObjectNode wanted) {
        long id = ++last;
        wanted.put("id", id);
        parse(wanted);
        projects.put(id, wanted);
        return new Reply(201, wanted.toString());
    }

    private static void parse(ObjectNode project) {
        ObjectNode tag = project.putObject("parsed_label_config").putObject("label");
        tag.put("type", "RectangleLabels").putArray("to_name").add("image");
        tag.putArray("inputs").addObject().put("type", "Image").put("value", "image");
        ArrayNode labels = tag.putArray("labels");
        Matcher label = LABEL.matcher(project.path("label_config").asString(""));
        while (label.find()) {
            labels.add(label.group(1)
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&"));
        }
    }

    private Reply patched(ObjectNode project, JsonNode change) {
        project.setAll((ObjectNode) change);
        parse(project);
        return new Reply(200, project.toString());
    }

    private Reply listedProjects() {
        ObjectNode list = JSON.createObjectNode().put("count", projects.size());
        ArrayNode results = list.putArray("results");
        projects.forEach((id, project) -> results.addObject()
                .put("id", id)
                .put("title", project.path("title").asString("")));
        return new Reply(200, list.toString());
    }

    private Reply listedTasks(String query) {
        int page = Integer.parseInt(query.replaceAll(".*page=([0-9]+)&page_size.*", "$1"));
        ObjectNode list = JSON.createObjectNode().put("total", tasks.size());
        ArrayNode shown = list.putArray("tasks");
        tasks.values().stream().skip((page - 1) * 100L).limit(100).forEach(shown::add);
        return new Reply(200, list.toString());
    }

    private Reply predicted(JsonNode prediction) {
        ObjectNode task =
                Optional.ofNullable(tasks.get(prediction.path("task").asLong())).orElseThrow();
        ((ArrayNode) task.path("predictions")).add(prediction);
        return new Reply(201, prediction.toString());
    }

    private Reply uploaded(byte[] body) {
        ObjectNode answer = JSON.createObjectNode().put("task_count", 0);
        ArrayNode ids = answer.putArray("file_upload_ids");
        Matcher file = FILE.matcher(new String(body, ISO_8859_1));
        while (file.find()) {
            uploads.put(++last, "upload/4/0a1b2c3d-" + file.group(1));
            ids.add(last);
        }
        return new Reply(201, answer.toString());
    }

    private Reply uploads(String query) {
        ArrayNode list = JSON.createArrayNode();
        JSON.readTree(query.replaceAll(".*ids=", ""))
                .forEach(id -> list.addObject()
                        .put("id", id.asLong())
                        .put(
                                "file",
                                Optional.ofNullable(uploads.get(id.asLong())).orElseThrow()));
        return new Reply(200, list.toString());
    }

    private Reply imported(JsonNode wanted) {
        for (JsonNode task : wanted) {
            ObjectNode made = ((ObjectNode) task).put("id", ++last);
            made.putArray("annotations");
            made.putArray("drafts");
            tasks.put(last, made);
        }
        return new Reply(201, "{\"task_count\":" + wanted.size() + "}");
    }

    private Reply exported(String query) {
        ArrayNode list = JSON.createArrayNode();
        Matcher id = Pattern.compile("ids\\[]=([0-9]+)").matcher(query);
        while (id.find()) {
            Optional.ofNullable(tasks.get(Long.parseLong(id.group(1)))).ifPresent(list::add);
        }
        return new Reply(200, list.toString());
    }

    ObjectNode project(long id) {
        return Optional.ofNullable(projects.get(id)).orElseThrow();
    }

    /** The task of an image. */
    ObjectNode task(String image) {
        return tasks.values().stream()
                .filter(task -> task.path("data").path("huale_id").asString("").equals(image))
                .findFirst()
                .orElseThrow();
    }

    /** Somebody submits, or skips, a list of regions in JSON. */
    ObjectNode annotate(String image, boolean skipped, String result) {
        ObjectNode annotation = JSON.createObjectNode();
        annotation.set("result", JSON.readTree(result));
        annotation.put("was_cancelled", skipped).put("ground_truth", false);
        ArrayNode all = (ArrayNode) task(image).path("annotations");
        annotation.put("id", ++last).put("completed_by", 1 + all.size());
        annotation.put("updated_at", "2026-11-28T03:32:" + (10 + all.size()) + ".381581Z");
        all.add(annotation);
        return annotation;
    }

    /** A region in percent of an image of 64 x 48. */
    static String region(String label, int x, int rotation) {
        return "{\"id\":\"r" + x
                + "\",\"type\":\"rectanglelabels\",\"from_name\":\"label\",\"to_name\":\"image\",\"original_width\":64,"
                + "\"original_height\":48,\"image_rotation\":0,\"value\":{\"x\":" + x
                + ",\"y\":25,\"width\":25,\"height\":50,\"rotation\":"
                + rotation + ",\"rectanglelabels\":[\"" + label + "\"]}}";
    }
}
