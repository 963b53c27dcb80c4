package org.huale.dataset.labelstudio;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.drawn.Nodes;
import org.huale.dataset.file.RelativePath;
import org.huale.dataset.file.ToolNames;
import org.huale.problem.HualeException;
import tools.jackson.databind.JsonNode;

/** Which image a task is of. */
final class TaskImage {
    /** HUALE's own name of the image, which Label Studio leaves alone. */
    static final String ID = "huale_id";

    static final String LOCAL_FILES = "/data/local-files/?d=";

    private TaskImage() {}

    /**
     * The names of the image, the surest first: {@value #ID}, then the path in {@code image} or else in the only value that ends as
     * images do.
     *
     * @throws HualeException where the task has none or several
     */
    static List<String> names(JsonNode data, String where) {
        Set<String> names = new LinkedHashSet<>();
        if (!Nodes.text(data, ID).isEmpty()) {
            names.add(Nodes.text(data, ID));
        }
        List<String> paths = data.has("image") ? List.of(path(Nodes.text(data, "image"))) : imagePaths(data);
        if (paths.size() != 1 && names.isEmpty()) {
            throw new HualeException(
                    where + ": cannot tell which of its values is the image, of " + List.copyOf(data.propertyNames()));
        }
        names.addAll(paths);
        return List.copyOf(names);
    }

    private static List<String> imagePaths(JsonNode data) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            String path = path(Nodes.text(entry.getValue()));
            if (RelativePath.isImage(path)) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** The path of a URL, without server and query, or what local storage was asked for. */
    static String path(String url) {
        int local = url.indexOf("?d=");
        if (local >= 0) {
            return ToolNames.decoded(url.substring(local + "?d=".length()));
        }
        int server = url.indexOf("://");
        if (server < 0) {
            return url.startsWith("/") ? url.substring(1) : url;
        }
        String path = url.substring(Math.max(server + 3, url.indexOf('/', server + 3) + 1));
        return path.split("[?#]", 2)[0];
    }
}
